from edu_dx.report.prose import parse, plain_text


def text(words: str) -> dict[str, str]:
    return {"type": "text", "text": words}


def inlines(markdown: str) -> list[dict[str, object]]:
    [paragraph] = parse(markdown)
    return paragraph["inlines"]


def test_strong_text_needs_no_space_in_japanese() -> None:
    assert inlines("市の**値（%）**は") == [
        text("市の"),
        {"type": "strong", "inlines": [text("値（%）")]},
        text("は"),
    ]


def test_lone_asterisks_stay_as_they_are() -> None:
    assert plain_text(parse("2 ** 3 と * と **")) == "2 ** 3 と * と **"


def test_lines_of_japanese_join_without_a_space_and_latin_words_keep_one() -> None:
    assert plain_text(parse("数は5月1日\n現在です。")) == "数は5月1日現在です。"
    assert plain_text(parse("Kobe\nCity")) == "Kobe City"


def test_raw_html_comes_through_as_text() -> None:
    assert plain_text(parse('a <b onclick="x()">b</b>')) == 'a <b onclick="x()">b</b>'
    assert plain_text(parse("<script>\nalert(1)\n</script>")) == "<script>\nalert(1)\n</script>"


def test_links_and_images_become_words() -> None:
    assert inlines("[市の頁](http://example.invalid) ![図](http://example.invalid/a.png)") == [
        text("市の頁（http://example.invalid）"),
        text(" "),
        text("図"),
    ]


def test_lists_nest() -> None:
    [items] = parse("1. 市\n   - 学校\n2. 県")
    first, second = items["items"]

    assert items["ordered"]
    assert [node["type"] for node in first] == ["paragraph", "list"]
    assert plain_text(second) == "県"


def test_tables_keep_their_head_and_rows() -> None:
    [table] = parse("| 語 | 意味 |\n|---|---|\n| 学級 | **組** |")

    assert [plain_text(cell) for cell in table["head"]] == ["語", "意味"]
    assert [[plain_text(cell) for cell in row] for row in table["rows"]] == [["学級", "組"]]


def test_headings_rules_quotes_and_code() -> None:
    nodes = parse("### 見出し\n\n---\n\n> 引用\n\n```\nx = 1\n```\n\n一行  \n二行")

    assert [node["type"] for node in nodes] == ["heading", "quote", "code", "paragraph"]
    assert nodes[0]["level"] == 3
    assert nodes[2]["text"] == "x = 1"
    assert {"type": "break"} in nodes[3]["inlines"]
