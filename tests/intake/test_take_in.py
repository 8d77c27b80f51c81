from pathlib import Path

import openpyxl
import pytest

from edu_dx.intake.take_in import take_in_all
from edu_dx.workspace import Workspace

REGISTER = """学校コード,学校種,都道府県番号,設置区分,本分校,学校名,学校所在地,郵便番号
B109299000013,B1,09,2,1,みほん市立あおば小学校,みほん市一丁目,3260000
B109299000022,B1,09,2,1,みほん市立かえで小学校,みほん市二丁目,3260000
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "20250501_学校コード一覧.csv"
    path.write_text(REGISTER, encoding="utf-8-sig")
    return path


def enrolment_file(folder: Path, name: str, pupils: int) -> Path:
    path = folder / name
    rows = [f"令和7年5月1日,あおば,小学校,{grade},{pupils},1" for grade in range(1, 7)]
    rows += [f"令和7年5月1日,かえで,小学校,{grade},20,1" for grade in range(1, 7)]
    path.write_text("\n".join(("基準日,学校名,学校種,学年,児童数,学級数", *rows)) + "\n", encoding="cp932")
    return path


def test_a_register_taken_in_with_the_file_names_its_schools(
    board: Workspace, tmp_path: Path, register: Path
) -> None:
    outcome = take_in_all(board, [enrolment_file(tmp_path, "児童数.csv", 30), register])

    assert outcome.errors == []
    assert set(board.table("enrolment")["school_code"]) == {"B109299000013", "B109299000022"}
    assert all(receipt.unknown_schools == () for receipt in outcome.receipts)


def test_without_a_register_schools_keep_their_names(board: Workspace, tmp_path: Path) -> None:
    (receipt,) = take_in_all(board, [enrolment_file(tmp_path, "児童数.csv", 30)]).receipts

    assert set(board.table("enrolment")["school_code"]) == {"あおば小学校", "かえで小学校"}
    assert len(receipt.unknown_schools) == 2


def test_a_file_that_cannot_be_read_leaves_the_others_alone(board: Workspace, tmp_path: Path) -> None:
    broken = tmp_path / "壊れた.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    empty = tmp_path / "空.csv"
    empty.write_bytes(b"")

    outcome = take_in_all(board, [broken, empty, enrolment_file(tmp_path, "児童数.csv", 30)])

    assert [path for path, _ in outcome.errors] == [broken, empty]
    assert board.table("enrolment")["pupils"].sum() == 6 * 30 + 6 * 20


def test_a_corrected_file_replaces_its_predecessor_and_both_receipts_stay(
    board: Workspace, tmp_path: Path
) -> None:
    take_in_all(board, [enrolment_file(tmp_path, "児童数.csv", 30)])
    outcome = take_in_all(board, [enrolment_file(tmp_path, "児童数_訂正.csv", 31)])

    replaced = next(found for found in outcome.receipts[0].findings if found.check == "replaced_rows")
    assert "12件を、この資料の行に置き換えました。そのうち6件は値が変わりました" in replaced.message
    assert board.table("enrolment")["pupils"].sum() == 6 * 31 + 6 * 20
    assert len(list(board.receipts.glob("*.json"))) == 2


def test_taking_a_file_in_twice_changes_nothing(board: Workspace, tmp_path: Path) -> None:
    path = enrolment_file(tmp_path, "児童数.csv", 30)
    take_in_all(board, [path])
    before = board.store.fingerprint("enrolment")
    (receipt,) = take_in_all(board, [path]).receipts

    assert board.store.fingerprint("enrolment") == before
    assert not any(finding.check == "replaced_rows" for finding in receipt.findings)


def test_a_row_that_the_corrected_file_left_out_is_withdrawn_and_told(
    board: Workspace, tmp_path: Path
) -> None:
    take_in_all(board, [enrolment_file(tmp_path, "児童数.csv", 30)])
    corrected = enrolment_file(tmp_path, "児童数（訂正版）.csv", 31)
    lines = corrected.read_text(encoding="cp932").splitlines()
    corrected.write_text("\n".join(lines[:-1]) + "\n", encoding="cp932")
    (receipt,) = take_in_all(board, [corrected]).receipts

    withdrawn = next(finding for finding in receipt.findings if finding.check == "withdrawn_rows")
    assert withdrawn.values == ("2025 かえで小学校 かえで 小学校 6 通常",)
    assert len(board.table("enrolment")) == 11


def test_files_of_other_schools_in_the_same_form_stay_beside_each_other(
    board: Workspace, tmp_path: Path
) -> None:
    for name in ("ア小", "イ小"):
        path = tmp_path / f"児童数_{name}.csv"
        rows = [f"令和7年5月1日,{name}学校,小学校,{grade},10,1" for grade in range(1, 7)]
        path.write_text(
            "\n".join(("基準日,学校名,学校種,学年,児童数,学級数", *rows)) + "\n", encoding="cp932"
        )
        (receipt,) = take_in_all(board, [path]).receipts
        assert not any(finding.check == "replaced_rows" for finding in receipt.findings)

    assert board.table("enrolment")["pupils"].sum() == 120


def test_a_file_without_any_date_is_of_the_year_that_the_board_works_on(
    board: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "児童数.csv"
    path.write_text("学校名,1年,2年\nあおば小学校,10,12\n", encoding="utf-8")
    (receipt,) = take_in_all(board, [path]).receipts

    assert receipt.fiscal_years == (board.config.board.fiscal_year,)
    assert any(
        "この作業フォルダの年度（2025年度）のものとしました" in warning for warning in receipt.warnings
    )


def test_sheets_of_other_schools_are_not_asked_about(board: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "20250501.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].title = "小学校"
    book.create_sheet("幼稚園")
    for sheet in book.worksheets:
        for row in (["学校名", "1年", "2年"], ["あおば", 10, 12]):
            sheet.append(
                ["園名", "4歳児", "5歳児"] if sheet.title == "幼稚園" and row[0] == "学校名" else row
            )
    book.save(path)
    outcome = take_in_all(board, [path])

    assert outcome.mapping_files == {}
    assert [sheet.reason[:3] for sheet in outcome.receipts[0].sheets_not_read] == ["幼稚園"]
