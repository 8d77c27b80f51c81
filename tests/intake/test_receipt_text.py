"""The receipt on a terminal: short where all is well, failures first where it is not."""

from edu_dx.intake import read_file, receipt_text
from edu_dx.intake.findings import Check, Stage

HEAD = [["令和6年5月1日現在"], ["学校名", "1年", "2年", "3年"]]


def test_what_to_correct_comes_first_with_its_place_and_what_to_do(write_csv) -> None:
    rows = [*HEAD, ["あおば小学校", "三十?", 31, 29], ["旭ヶ丘小学校", 1, 2, 3], ["旭ケ丘小学校", 4, 5, 6]]
    text = receipt_text(intake.receipt for intake in read_file(write_csv("児童数.csv", rows)))
    failed, warned = text.index("× 値を読めない行"), text.index("△ 一つの学校が")
    assert failed < warned
    assert "（3行目）" in text[failed:warned]
    assert "→ その行の値を" in text[failed:warned]


def test_a_file_in_order_is_one_line_of_checks(write_csv) -> None:
    (intake,) = read_file(write_csv("児童数.csv", [*HEAD, ["あおば小学校", 30, 31, 29]]))
    passed = Check("hidden_sheets", Stage.STRUCTURE).passed("読み残した非表示のシートはありません。")
    text = receipt_text([intake.receipt.model_copy(update={"findings": (passed,)})])
    assert "検査　　　　1件のうち 1件は問題なし\n" in text
    assert "△" not in text
    assert "×" not in text
