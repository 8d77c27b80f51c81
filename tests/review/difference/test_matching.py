from edu_dx.review.difference.contents import Cell
from edu_dx.review.difference.matching import matched
from tests.review.difference.samples import SCHOOLS, number, table


def names(pairs: object) -> list[tuple[str | None, str | None]]:
    return [
        tuple(None if item is None else getattr(item, "name", getattr(item, "id", None)) for item in pair)
        for pair in pairs
    ]


def test_items_of_one_name_belong_together() -> None:
    items = [Cell("title", "推計", "推計"), number(1), table(SCHOOLS)]
    assert names(matched(items, items)) == [(name, name) for name in ("title", "pupils", "schools")]


def test_what_one_side_has_alone_stands_where_it_stood() -> None:
    old = [number(1, "a", title="A"), table(SCHOOLS), number(3, "c", title="C")]
    new = [number(1, "a", title="A"), Cell("new", "新しい文", ""), number(3, "c", title="C")]
    assert names(matched(old, new)) == [("a", "a"), ("schools", None), (None, "new"), ("c", "c")]
    assert names(matched(old[1:], new[2:]))[0] == ("schools", None)


def test_a_name_with_another_year_is_the_same_result_of_another_year() -> None:
    old = [number(1, f"pupils-{year}", title=f"{year}年度の人数") for year in (2029, 2034)]
    new = [number(2, f"pupils-{year}", title=f"{year}年度の人数") for year in (2030, 2035)]
    assert names(matched(old, new)) == [("pupils-2029", "pupils-2030"), ("pupils-2034", "pupils-2035")]


def test_a_year_that_both_sides_have_is_compared_with_itself() -> None:
    old = [number(1, f"pupils-{year}") for year in (2025, 2030)]
    new = [number(2, f"pupils-{year}") for year in (2030, 2035)]
    assert names(matched(old, new)) == [("pupils-2030", "pupils-2030"), ("pupils-2025", "pupils-2035")]


def test_a_title_or_the_same_content_under_another_name_looks_renamed() -> None:
    assert names(matched([number(1, "a")], [number(2, "b")])) == [("a", "b")]
    renamed = table(SCHOOLS, name="others").model_copy(update={"title": "別の題"})
    assert names(matched([table(SCHOOLS)], [renamed])) == [("schools", "others")]


def test_another_result_is_not_taken_for_a_renamed_one() -> None:
    pairs = matched([number(1, "a", title="人数")], [number(1, "b", title="学級数")])
    assert names(pairs) == [("a", None), (None, "b")]
    assert names(matched([number(1, "a")], [table(SCHOOLS)])) == [("a", None), (None, "schools")]
