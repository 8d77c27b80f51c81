from edu_dx.report.outline import levelled, without_empty_headings
from edu_dx.report.prose import parse, plain_text


def test_headings_begin_at_the_top_level_and_skip_none() -> None:
    nodes = parse("# あ\n\n#### い\n\n## う\n\n文")

    assert [node["level"] for node in levelled(nodes, 3) if node["type"] == "heading"] == [3, 4, 3]


def test_headings_with_nothing_below_them_go() -> None:
    nodes = without_empty_headings(parse("## あ\n\n### い\n\n## う\n\n文\n\n## え"))

    assert [plain_text(node["inlines"]) for node in nodes] == ["う", "文"]
