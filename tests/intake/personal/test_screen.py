from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from edu_dx.errors import UserError
from edu_dx.intake import Context, Intake, read_file
from edu_dx.intake.personal.headers import personal_kind_of_header
from edu_dx.tables import TABLES, ColumnType, Handling, SecurityClass
from tests.intake.conftest import WriteText

NAMES = ("山田太郎", "鈴木花子", "佐藤健", "高橋翔", "田中はるか", "渡辺大輔")
TICKETS = ("受付番号", "窓口", "用件", "発券時刻")
OFFICES = ("見本窓口", "市民課", "支所")


def tickets(write_csv: WriteText, more: dict[str, Sequence[str]], **instead: Sequence[str]) -> Path:
    """Six tickets with further columns, or other values in the usual ones."""
    usual = {
        "受付番号": [f"{number:03d}" for number in range(1, 7)],
        "窓口": [OFFICES[number % 3] for number in range(6)],
        "用件": ["転入", "転出", "証明", "相談", "証明", "転入"],
        "発券時刻": [f"2025-05-01 09:0{number}" for number in range(6)],
    }
    columns = usual | instead | more
    rows = [list(columns), *([values[row] for values in columns.values()] for row in range(6))]
    return write_csv("発券.csv", rows)


def the_one(path: Path, context: Context | None = None) -> Intake:
    (intake,) = read_file(path, context=context)
    return intake


def told(intake: Intake) -> dict[str, tuple[Handling, str]]:
    """Header of each column with personal data → what was done to it and why."""
    return {column.header: (column.handling, column.reason) for column in intake.receipt.handled_columns}


def test_a_file_without_persons_is_read_as_ever(write_csv: WriteText) -> None:
    intake = the_one(tickets(write_csv, {}))

    assert len(intake.frame) == 6
    assert intake.receipt.handled_columns == ()


def test_columns_of_persons_that_nothing_needs_are_told_and_not_read(write_csv: WriteText) -> None:
    more = {
        "来庁者": NAMES,
        "電話番号": [f"090-1234-567{number}" for number in range(6)],
        "列9": [f"taro{number}@example.jp" for number in range(6)],
        "天気": ["晴"] * 6,
    }
    intake = the_one(tickets(write_csv, more))

    assert set(told(intake)) == {"来庁者", "電話番号", "列9"}
    assert all(handling is Handling.DROP for handling, _ in told(intake).values())
    assert "読んでいません" in told(intake)["列9"][1] and "メールアドレス" in told(intake)["列9"][1]
    assert_nothing_of(NAMES, intake)


def test_names_in_a_column_that_the_table_needs_stop_the_file(write_csv: WriteText) -> None:
    with pytest.raises(UserError) as refused:
        read_file(tickets(write_csv, {}, 用件=NAMES))

    assert "「用件」の列に氏名" in refused.value.what and "6種類の値のうち" in refused.value.what
    assert "C列「用件」" in refused.value.where
    assert not any(name in str(refused.value) for name in NAMES)


def test_names_in_a_column_that_the_table_can_do_without_are_not_stored(write_csv: WriteText) -> None:
    intake = the_one(tickets(write_csv, {"窓口番号": NAMES}))

    assert len(intake.frame) == 6
    assert intake.frame["counter_id"].isna().all()
    assert told(intake)["窓口番号"][0] is Handling.DROP
    assert_nothing_of(NAMES, intake)


def test_a_single_number_or_address_in_a_stored_text_is_masked_and_told(write_csv: WriteText) -> None:
    services = [*["相談"] * 59, "折返し090-1234-5678へ"]
    rows = [
        TICKETS,
        *([f"{n:03d}", "市民課", text, f"2025-05-01 09:{n:02d}"] for n, text in enumerate(services)),
    ]
    intake = the_one(write_csv("発券.csv", rows))

    assert sorted(intake.frame["service"].unique()) == ["折返し〔電話番号〕へ", "相談"]
    assert any(
        "「用件」の1か所（61行目）" in warning and "伏せて" in warning for warning in intake.receipt.warnings
    )


def test_published_addresses_and_telephones_stay(write_csv: WriteText) -> None:
    """A column of class IV is public whatever its values look like."""
    rows = [
        ("学校コード", "学校名", "学校種", "設置区分", "学校所在地", "郵便番号", "電話番号"),
        ("B109299000013", "みほん市立あおば小学校", "B1", "2", "みほん市本町1-2", "3260001", "0284-20-1111"),
        ("B109299000022", "みほん市立かえで小学校", "B1", "2", "みほん市本町3-4", "3260002", "0284-20-1112"),
    ]
    intake = the_one(write_csv("20250501_学校一覧.csv", rows))

    assert list(intake.frame["address"]) == ["みほん市本町1-2", "みほん市本町3-4"]
    assert told(intake) == {}


def test_schools_named_like_persons_are_known_from_the_register(write_csv: WriteText) -> None:
    schools = ["山田", "高橋", "中村", "福田", "小林", "池田"]
    register = TABLES["schools"].frame(
        [{"fiscal_year": 2025, "school_code": f"x{name}", "school_name": name} for name in schools]
    )
    path = tickets(write_csv, {"備考欄": schools})

    assert set(told(the_one(path))) == {"備考欄"}
    assert told(the_one(path, Context(register=register))) == {}


def test_rows_that_are_no_data_and_rejected_rows_say_nothing_about_persons(write_csv: WriteText) -> None:
    rows = [
        ("担当：佐藤 花子 電話 0284-20-1111 hanako@example.jp", "", "", "", ""),
        (*TICKETS, "来庁者"),
        ("001", "市民課", "転入", "2025-05-01 09:00", "山田太郎"),
        ("002", "市民課", "転出", "2025-05-99 09:00", "鈴木花子"),
        ("合計", "", "", "", "高橋翔"),
    ]
    intake = the_one(write_csv("発券.csv", rows))

    assert intake.receipt.rows_in == 5
    assert_nothing_of(("佐藤 花子", "0284-20-1111", "hanako@example", "山田", "鈴木", "高橋"), intake)
    assert any("2025-05-99" in row.reason for row in intake.receipt.rejected)


def test_a_header_of_persons_stops_the_file(write_csv: WriteText) -> None:
    header = (*TICKETS, *NAMES)
    rows = [header, ("001", "市民課", "転入", "2025-05-01 09:00", *["○"] * len(NAMES))]
    with pytest.raises(UserError, match="見出しとして読んだ10個の語のうち6個") as refused:
        read_file(write_csv("当番.csv", rows))

    assert not any(name in str(refused.value) for name in NAMES)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_no_table_keeps_a_column_whose_name_is_personal(table: object) -> None:
    kept = [
        column.label
        for column in table.columns  # type: ignore[attr-defined]
        if column.handling is Handling.KEEP
        and column.type in (ColumnType.TEXT, ColumnType.CODE)
        and column.security is not SecurityClass.IV
        and personal_kind_of_header(column.label)
    ]
    assert kept == []


def assert_nothing_of(texts: Sequence[str], intake: Intake) -> None:
    """None of the texts stands in the receipt or in the rows."""
    receipt = intake.receipt.model_dump_json()
    stored = " ".join(pd.Series(intake.frame.to_numpy().ravel()).dropna().astype("string"))
    assert not [text for text in texts if text in receipt or text in stored]


@pytest.mark.parametrize("table", ["tasks", "absence_years", "absence_months", "enrolment"])
def test_a_list_of_names_is_no_other_table_whatever_the_user_says(write_csv: WriteText, table: str) -> None:
    rows = [
        ["番号", "氏名", "ふりがな", "性別", "生年月日", "住所", "保護者", "電話"],
        *(
            [n, name, "", "男", "平成26年4月3日", f"みほん市{n}-2", "山田", "090-0000-0000"]
            for n, name in enumerate(NAMES)
        ),
    ]
    with pytest.raises(UserError) as caught:
        read_file(write_csv("名簿.csv", rows), table=table, context=Context(fiscal_year=2025))
    assert "山田" not in str(caught.value)


def test_tasks_come_with_the_names_of_those_who_do_them(write_csv: WriteText) -> None:
    rows = [["課", "業務番号", "業務名", "年間件数", "担当者名"], ["学校教育課", 1, "受付", 30, "山田 太郎"]]
    (intake,) = read_file(write_csv("令和7年度.csv", rows))
    assert intake.frame["count"].tolist() == [30]


def test_absences_of_one_pupil_a_row_are_no_absences_of_a_grade(write_csv: WriteText) -> None:
    header = ["年月", "学校名", "学年", "組", "出席番号", "氏名", "在籍者数", "欠席日数", "出席停止・忌引等"]
    rows = [["2025-06", "みほん小学校", 5, 1, n, name, 30, n, 0] for n, name in enumerate(NAMES)]
    with pytest.raises(UserError, match="人の名簿のようです"):
        read_file(write_csv("欠席.csv", [header, *rows]))
