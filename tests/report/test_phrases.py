import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.report.phrases import narrowest, phrases


@pytest.mark.parametrize(
    ("label", "pieces"),
    [
        ("影響を受ける番号札", ["影響を", "受ける", "番号札"]),
        ("95%区間の下", ["95%区間の", "下"]),
        ("2030年度の児童生徒数（5年後、中位）", ["2030年度の", "児童生徒数", "（5年後、", "中位）"]),
        ("「今年と同じ人数」の誤差率", ["「今年と", "同じ", "人数」の", "誤差率"]),
        ("コンビニ等の割合", ["コンビニ等の", "割合"]),
    ],
)
def test_a_heading_is_broken_between_phrases(label: str, pieces: list[str]) -> None:
    assert phrases(label) == pieces


def test_a_phrase_too_long_for_a_column_may_be_broken_anywhere() -> None:
    assert phrases("教育委員会学校管理課") == list("教育委員会学校管理課")


@given(st.text(alphabet="あをア漢字学校（）「」、・ー1%a "))
def test_no_sign_is_lost(label: str) -> None:
    assert "".join(phrases(label)) == label


def test_the_narrowest_column_keeps_phrases_whole() -> None:
    assert narrowest([3.0, 3.0, 3.0], 3) == 3.0
    assert narrowest([3.0, 3.0, 3.0], 2) == 6.0
    assert narrowest([3.0, 3.0, 3.0], 1) == 9.0
    assert narrowest([], 1) == 0.0
