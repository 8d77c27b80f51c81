"""Kinds of damage to single cells: numbers, symbols, codes, names, dates and times."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.intake.damage.judged import Outcome
from tests.intake.damage.kind import (
    TEXT,
    XLSX,
    both,
    has,
    has_numbers,
    has_titles,
    has_whole_numbers,
    kind,
    not_of_shapes,
    of_shapes,
)
from tests.intake.damage.twin import Dice, Holds, Record, Role, Twin
from tests.intake.damage.written import Formula

_WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
_SEVERAL_NUMBERS_A_ROW = (
    "enrolment_wide",
    "enrolment_two_rows",
    "population_by_age",
    "certificates",
    "statistics",
)


def _number(twin: Twin, dice: Dice) -> tuple[Record, str]:
    """One number of the file; damaging it touches its row."""
    record, name = dice.pick(twin.number_cells())
    twin.touch(record.row)
    return record, name


def _replace(twin: Twin, dice: Dice, printed: str) -> None:
    """Put a text in the place of a number; ``{}`` stands for the number."""
    record, name = _number(twin, dice)
    twin.put(record.row, record.columns[name], printed.format(record.values[name]))


def _rewrite(twin: Twin, write: Any, *holds: Holds) -> None:
    """Every cell of the columns that hold one of ``holds`` as ``write`` writes it."""
    for row in [*twin.data, *twin.of(Role.TOTAL)]:
        for column in twin.columns_of(*holds):
            if (cell := twin.get(row, column)) != "":
                twin.put(row, column, write(cell))


def _moments(twin: Twin, form: str) -> None:
    for row in twin.data:
        for column in twin.columns_of(Holds.TIME):
            moment = dt.datetime.strptime(twin.get(row, column), "%Y-%m-%d %H:%M")
            twin.put(row, column, moment.strftime(form).replace("<年>", str(moment.year - 2018)))


# Numbers that can be read all the same.


@kind("数字が全角で書かれた", Outcome.REPAIRED, applies=has_numbers)
def full_width_digits(twin: Twin, dice: Dice) -> None:
    _rewrite(twin, lambda cell: str(cell).translate(_WIDE), Holds.NUMBER, Holds.ROW_TOTAL)


@kind("3けた区切りの「,」が付いた", Outcome.REPAIRED, applies=has_numbers)
def thousands(twin: Twin, dice: Dice) -> None:
    for record, name in twin.number_cells():
        if isinstance(record.values[name], int) and name in (
            "pupils",
            "persons",
            "births",
            "count",
            "devices",
        ):
            record.values[name] += 1000
    sums: dict[int, int] = {}
    for record, name in twin.number_cells():
        twin.put(record.row, record.columns[name], f"{record.values[name]:,}")
        sums[id(record.row)] = sums.get(id(record.row), 0) + 1
    for row in twin.of(Role.TOTAL):
        twin.rows.remove(row)
    for row in twin.data:
        for column in twin.columns_of(Holds.ROW_TOTAL):
            if twin.table != "population":
                twin.put(row, column, "")


@kind("数字の前後に空白が付いた", Outcome.REPAIRED, applies=has_numbers)
def padded_digits(twin: Twin, dice: Dice) -> None:
    space = dice.pick((" ", "　", "\u00a0"))
    _rewrite(twin, lambda cell: f"{space}{cell}{space}", Holds.NUMBER)


@kind(
    "数字の後に単位が付いた",
    Outcome.REPAIRED,
    applies=of_shapes("enrolment_wide", "population_by_age", "births", "certificates", "enrolment_long"),
)
def units_behind(twin: Twin, dice: Dice) -> None:
    unit = "通" if twin.shape == "certificates" else "人"
    for record, name in twin.number_cells():
        twin.put(
            record.row, record.columns[name], f"{record.values[name]}{'学級' if name == 'classes' else unit}"
        )


@kind("数値が文字列として入っている", Outcome.REPAIRED, forms=("xlsx", "xls"))
def numbers_as_text(twin: Twin, dice: Dice) -> None:
    _rewrite(twin, str, *Holds)


@kind("数値の前に「'」が付いた", Outcome.REPAIRED, applies=has_numbers)
def apostrophe(twin: Twin, dice: Dice) -> None:
    _rewrite(twin, lambda cell: f"'{cell}", Holds.NUMBER)


@kind("整数が「12.0」と書かれた", Outcome.REPAIRED, applies=has_whole_numbers, forms=TEXT)
def point_zero(twin: Twin, dice: Dice) -> None:
    _rewrite(twin, lambda cell: f"{cell}.0" if isinstance(cell, int) else cell, Holds.NUMBER, Holds.ROW_TOTAL)


@kind("数に注記が付いた（83,分2）", Outcome.REPAIRED, applies=of_shapes("enrolment_wide"))
def remark_behind(twin: Twin, dice: Dice) -> None:
    _replace(twin, dice, dice.pick(("{},分2", "{}(うち休5)", "{}※", "{}（注1）")))


# Numbers that are not there, with their reasons.


@kind(
    "数の代わりに「-」「…」「x」などの記号がある",
    Outcome.MARKED,
    applies=of_shapes("enrolment_two_rows", "absence", "enrolment_long"),
)
def symbols(twin: Twin, dice: Dice) -> None:
    record, name = _number(twin, dice)
    twin.put(
        record.row,
        record.columns[name],
        dice.pick(("-", "…", "x", "*", "<25", "・・・", "－", "ｘ", "NS", "未提出")),
    )


@kind("行の数がみな「x」で秘匿された", Outcome.TOLD, applies=has_numbers)
def all_suppressed(twin: Twin, dice: Dice) -> None:
    record, _ = _number(twin, dice)
    for column in twin.columns_of(Holds.NUMBER, Holds.ROW_TOTAL):
        twin.put(record.row, column, "x")


@kind("数の欄が空になった", Outcome.TOLD, applies=has_numbers)
def blank_number(twin: Twin, dice: Dice) -> None:
    record, name = _number(twin, dice)
    twin.put(record.row, record.columns[name], "")
    record.values[name] = None
    if twin.shape in _SEVERAL_NUMBERS_A_ROW:
        twin.may_lack |= {key for key, other in twin.records.items() if other is record}


# Numbers that cannot be read.


@kind("数に文字が混じった", Outcome.TOLD, applies=has_numbers)
def garbage(twin: Twin, dice: Dice) -> None:
    _replace(
        twin,
        dice,
        dice.pick(("{}くらい", "約{}", "a{}", "{}?", "{}～", "済", "#", "{}/{}", "未定", "{}-{}"))
        .replace("{}/{}", "{0}/{0}")
        .replace("{}-{}", "{0}-{0}"),
    )


@kind("数字の0と1が英字のOとlになった", Outcome.TOLD, applies=has_numbers)
def letters_for_digits(twin: Twin, dice: Dice) -> None:
    record, name = _number(twin, dice)
    text = str(record.values[name]).replace("0", "O").replace("1", "l")
    twin.put(record.row, record.columns[name], text if not text[-1].isdigit() else f"{text[:-1]}O")


@kind("数が丸数字になった", Outcome.TOLD, applies=has_numbers)
def circled_digits(twin: Twin, dice: Dice) -> None:
    _replace(twin, dice, dice.pick(("①", "⑫", "❸", "㉕")))


@kind("漢数字・千人単位の字が付いた", Outcome.TOLD, applies=has_numbers)
def multiples(twin: Twin, dice: Dice) -> None:
    _replace(twin, dice, dice.pick(("{}千", "{}千人", "{}万", "{}百")))


@kind("百分率が数の列に入った", Outcome.TOLD, applies=has_whole_numbers)
def percent(twin: Twin, dice: Dice) -> None:
    _replace(twin, dice, dice.pick(("{}%", "{}％")))


@kind(
    "整数の列に小数が入った",
    Outcome.TOLD,
    applies=both(has_whole_numbers, not_of_shapes("statistics", "timecards", "network")),
)
def fraction(twin: Twin, dice: Dice) -> None:
    record, name = _number(twin, dice)
    twin.put(record.row, record.columns[name], f"{record.values[name]}.5")


@kind("▲や－の付いた負の数が入った", Outcome.TOLD, applies=both(has_numbers, not_of_shapes("statistics")))
def negative(twin: Twin, dice: Dice) -> None:
    _replace(twin, dice, dice.pick(("▲{}", "△{}", "-{}", "−{}", "({})")))


@kind("桁区切りの位置がおかしい", Outcome.TOLD, applies=has_numbers)
def odd_separators(twin: Twin, dice: Dice) -> None:
    _replace(twin, dice, dice.pick(("{},5", "1,{},0", "{} 5", "{}.5.1", "{}..5")))


@kind("指数の形になった（1.09E+12）", Outcome.TOLD, applies=has_numbers)
def exponent(twin: Twin, dice: Dice) -> None:
    _replace(twin, dice, dice.pick(("1.09E+12", "2E+3", "1.5e5")))


@kind("Excelのエラー（#N/A、#REF!）が入った", Outcome.TOLD, applies=has_numbers)
def error_cells(twin: Twin, dice: Dice) -> None:
    _replace(twin, dice, dice.pick(("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#####")))


@kind("数式の計算結果がファイルにない", Outcome.TOLD, applies=has_numbers, forms=XLSX)
def formula_without_result(twin: Twin, dice: Dice) -> None:
    record, name = _number(twin, dice)
    twin.put(record.row, record.columns[name], Formula("=1+1", ""))


@kind("数が日付に化けた", Outcome.TOLD, applies=has_numbers, forms=XLSX)
def number_as_date(twin: Twin, dice: Dice) -> None:
    record, name = _number(twin, dice)
    twin.put(record.row, record.columns[name], dt.date(1900, 1, 25))


@kind("欄に数式のような文字（=HYPERLINK）が入った", Outcome.TOLD, applies=has_numbers)
def formula_as_text(twin: Twin, dice: Dice) -> None:
    _replace(twin, dice, '=HYPERLINK("https://www.example.jp/","{}")')


@kind("欄に2つの数が改行で入った", Outcome.TOLD, applies=has_numbers)
def two_numbers(twin: Twin, dice: Dice) -> None:
    _replace(twin, dice, "{0}\n{0}")


@kind("欄に非常に長い文字が入った", Outcome.TOLD, applies=has_numbers)
def very_long_cell(twin: Twin, dice: Dice) -> None:
    _replace(twin, dice, "あ" * 30_000)


# Names and codes.


@kind("名前・コード・日付の欄の数式がエラーになったか、計算されていない", Outcome.TOLD, refusable=True)
def failed_lookup(twin: Twin, dice: Dice) -> None:
    row = dice.pick(twin.data)
    column = dice.pick(twin.columns_of(Holds.NAME, Holds.CODE, Holds.TEXT, Holds.DATE))
    failed: list[Any] = ["#N/A", "#REF!", "#VALUE!"]
    twin.put(
        row,
        column,
        dice.pick([*failed, Formula("=VLOOKUP(A1,Z:Z,1)", "")] if twin.form == "xlsx" else failed),
    )
    twin.touch(row)


@kind(
    "名前が字間を空けて書かれた",
    Outcome.REPAIRED,
    applies=of_shapes(
        "enrolment_wide", "enrolment_two_rows", "enrolment_long", "births", "population_by_age"
    ),
)
def padded_names(twin: Twin, dice: Dice) -> None:
    space = dice.pick(("　", " ", "  "))
    _rewrite(twin, lambda cell: space.join(str(cell)) if cell != "合計" else cell, Holds.NAME)


@kind("名前の欄に改行が入った", Outcome.REPAIRED, applies=of_shapes("enrolment_wide", "enrolment_long"))
def newline_in_name(twin: Twin, dice: Dice) -> None:
    _rewrite(twin, lambda cell: cell.replace("小学校", "\n小学校"), Holds.NAME)


@kind(
    "学校名が略して書かれた（あおば小）",
    Outcome.REPAIRED,
    applies=of_shapes("enrolment_wide", "enrolment_two_rows", "enrolment_long"),
)
def short_names(twin: Twin, dice: Dice) -> None:
    _rewrite(twin, lambda cell: cell.replace("小学校", "小"), Holds.NAME)


@kind("コードが全角・前後に空白", Outcome.REPAIRED, applies=has(Holds.CODE))
def full_width_codes(twin: Twin, dice: Dice) -> None:
    wide = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
    style = dice.number(0, 1)
    _rewrite(twin, lambda cell: str(cell).translate(wide) if style else f" {cell} ", Holds.CODE)


@kind(
    "学校コードの検査数字が合わない",
    Outcome.TOLD,
    applies=of_shapes("checklist", "network", "absence", "devices", "schools"),
)
def wrong_check_digit(twin: Twin, dice: Dice) -> None:
    """Taken as printed, so that a person can find it, and told; or refused; never corrected."""
    row = dice.pick(twin.data)
    column = twin.columns_of(Holds.CODE)[0]
    old = str(twin.get(row, column))
    new = old[:-1] + str((int(old[-1]) + dice.number(1, 9)) % 10)
    twin.put(row, column, new)
    twin.touch(row)
    place = twin.keys.index("school_code")
    twin.new_keys |= {
        (*key[:place], new, *key[place + 1 :]) for key, record in twin.records.items() if record.row is row
    }
    twin.must_say.append("検査数字")


@kind("団体コードの先頭の0が落ちた", Outcome.REPAIRED, applies=of_shapes("births", "population_by_age"))
def lost_zero(twin: Twin, dice: Dice) -> None:
    _rewrite(twin, lambda cell: int(cell), Holds.CODE)


@kind(
    "コードが1.09E+12の形に化けた",
    Outcome.TOLD,
    applies=of_shapes("births", "population_by_age", "checklist", "schools"),
)
def code_as_exponent(twin: Twin, dice: Dice) -> None:
    row = dice.pick(twin.data)
    twin.put(row, twin.columns_of(Holds.CODE)[0], "1.09E+12")
    twin.touch(row)


@kind("項目の「1-2」が日付に化けた", Outcome.TOLD, applies=of_shapes("checklist"))
def code_as_date(twin: Twin, dice: Dice) -> None:
    row = dice.pick(twin.data)
    printed = dice.pick(("1月2日", "2025/1/2", "2025-01-02 00:00:00"))
    twin.put(row, twin.columns_of(Holds.CODE)[1], dt.date(2025, 1, 2) if twin.form != "csv" else printed)
    twin.touch(row)


@kind(
    "外字・文字化けの字が名前に入った",
    Outcome.TOLD,
    applies=of_shapes("enrolment_wide", "schools"),
    forms=TEXT,
)
def external_character(twin: Twin, dice: Dice) -> None:
    """It stands as 〓 and is counted; the school is another name to the intake, and is told."""
    row = dice.pick(twin.data)
    column = twin.columns_of(Holds.NAME)[0]
    name = str(twin.get(row, column))
    twin.put(row, column, "\ue000" + name[1:])
    for key, record in list(twin.records.items()):
        if record.row is row:
            if "school_name" in record.values:
                record.values["school_name"] = "〓" + name[1:]
            else:
                twin.records[(key[0], "〓" + name[1:], *key[2:])] = twin.records.pop(key)
    twin.must_find.add("external_characters")


# Dates and times.


@kind(
    "題の日付が別の和暦の書き方になった",
    Outcome.REPAIRED,
    applies=of_shapes("enrolment_wide", "enrolment_two_rows"),
)
def era_in_title(twin: Twin, dice: Dice) -> None:
    twin.of(Role.TITLE)[0].cells[0] = dice.pick(
        (
            "令和７年５月１日現在",
            "R7.5.1現在",
            "令和七年五月一日現在",
            "2025年5月1日現在",
            "（令和7年度）",
            "令和７年度　児童数",
            "Ｒ７．５．１現在",
            "2025/5/1 現在",
            "令和07年05月01日",
        )
    )


@kind("日付の欄が別の書き方になった", Outcome.REPAIRED, applies=of_shapes("enrolment_long"))
def other_dates(twin: Twin, dice: Dice) -> None:
    forms = (
        "R7.5.1",
        "2025/5/1",
        "2025-05-01",
        "令和７年５月１日",
        "20250501",
        "令和7年5月1日（木）",
        "2025年5月1日",
        "R07.05.01",
        "2025.5.1",
    )
    _rewrite(twin, lambda _: dice.pick(forms), Holds.DATE)


@kind(
    "日付が日付型のセルになった",
    Outcome.REPAIRED,
    applies=of_shapes("enrolment_long", "timecards"),
    forms=XLSX,
)
def dates_as_dates(twin: Twin, dice: Dice) -> None:
    day = dt.date(2025, 5, 1)
    _rewrite(twin, lambda cell: day if "令和" in cell else dt.date.fromisoformat(cell), Holds.DATE)


@kind("年月が別の書き方になった", Outcome.REPAIRED, applies=of_shapes("certificates", "overtime", "absence"))
def other_months(twin: Twin, dice: Dice) -> None:
    form = dice.pick(
        ("R7.{0}", "令和７年{0}月", "2025/{0}", "2025-{0:02d}", "2025年{0}月", "2025{0:02d}", "2025/{0}/1")
    )

    def write(cell: str) -> str:
        month = int(cell.split("年")[1][:-1]) if "年" in cell else int(cell[-2:])
        return form.format(month)

    for row in twin.data:
        column = twin.columns_of(Holds.DATE)[0]
        twin.put(row, column, write(twin.get(row, column)))


@kind("時刻が別の書き方になった", Outcome.REPAIRED, applies=of_shapes("tickets"))
def other_moments(twin: Twin, dice: Dice) -> None:
    _moments(
        twin,
        dice.pick(
            (
                "%Y/%m/%d %H:%M",
                "R<年>.%m.%d %H:%M:00",
                "令和<年>年%m月%d日 %H時%M分",
                "%Y-%m-%dT%H:%M:00",
                "%Y%m%d %H:%M",
                "%Y年%m月%d日 %H:%M",
            )
        ),
    )


@kind(
    "ありえない日付が入った",
    Outcome.REJECTED,
    applies=of_shapes("enrolment_long", "timecards", "certificates", "overtime", "absence"),
)
def impossible_date(twin: Twin, dice: Dice) -> None:
    row = dice.pick(twin.data)
    bad = (
        ("2025年13月", "R7.13", "2025-00", "令和7年15月")
        if twin.shape in ("certificates", "overtime", "absence")
        else ("2025-05-99", "R7.5.32", "令和7年2月30日", "2025/13/1")
    )
    twin.put(row, twin.columns_of(Holds.DATE)[0], dice.pick(bad))
    twin.touch(row)


@kind("元号の範囲を外れた年が入った", Outcome.TOLD, applies=of_shapes("enrolment_long", "timecards"))
def era_out_of_range(twin: Twin, dice: Dice) -> None:
    row = dice.pick(twin.data)
    twin.put(
        row,
        twin.columns_of(Holds.DATE)[0],
        dice.pick(("平成40年5月1日", "昭和0年5月1日", "令和0年5月1日", "H32.5.1", "S65.5.1")),
    )
    twin.touch(row)


@kind("別の年の行が混じった", Outcome.REPAIRED, applies=of_shapes("enrolment_long"))
def other_year_in_row(twin: Twin, dice: Dice) -> None:
    """The row says so itself: it is data of that year."""
    row = dice.pick(twin.data)
    twin.put(row, twin.columns_of(Holds.DATE)[0], "令和6年5月1日")
    for key, record in list(twin.records.items()):
        if record.row is row:
            twin.records[(2024, *key[1:])] = twin.records.pop(key)


@kind("24時を過ぎた時刻が入った", Outcome.TOLD, applies=of_shapes("timecards", "tickets"))
def past_midnight(twin: Twin, dice: Dice) -> None:
    row = dice.pick(twin.data)
    column = twin.columns_of(Holds.TIME)[-1]
    twin.put(row, column, "31:70" if twin.shape == "timecards" else "2025-06-03 25:70")
    twin.touch(row)


@kind("25:30のように翌日の時刻が入った", Outcome.REPAIRED, applies=of_shapes("timecards"))
def next_day(twin: Twin, dice: Dice) -> None:
    row = dice.pick(twin.data)
    twin.put(row, twin.columns_of(Holds.TIME)[-1], "25:30")
    for record in twin.records_of(row):
        record.values["clock_out"] = 25 * 60 + 30


@kind("退勤が出勤より前、終了が発券より前", Outcome.TOLD, applies=of_shapes("timecards", "tickets"))
def end_before_start(twin: Twin, dice: Dice) -> None:
    row = dice.pick(twin.data)
    early = "2:00" if twin.shape == "timecards" else "2025-06-03 08:00"
    twin.put(row, twin.columns_of(Holds.TIME)[-1], early)
    twin.touch(row)
    if twin.shape == "timecards":
        for record in twin.records_of(row):
            record.values["clock_out"] = 120
        twin.must_find.add("end_before_start")


@kind(
    "題の年が消え、どの年か分からない",
    Outcome.REFUSED,
    applies=both(
        has_titles, of_shapes("enrolment_wide", "enrolment_two_rows", "population_by_age", "births")
    ),
)
def year_missing(twin: Twin, dice: Dice) -> None:
    twin.of(Role.TITLE)[0].cells[0] = "みほん市の資料"


@kind("見出しはそのままで2列の値が入れ替わった", Outcome.REPAIRED, applies=of_shapes("enrolment_wide"))
def swapped_columns(twin: Twin, dice: Dice) -> None:
    """Rows below a printed total that was not swapped with them: the total knows."""
    one, other = dice.some(twin.columns_of(Holds.NUMBER), 2)[:2]
    changed = False
    for row in twin.data:
        left, right = twin.get(row, one), twin.get(row, other)
        twin.put(row, one, right)
        twin.put(row, other, left)
        for record in twin.records_of(row):
            if record.columns["pupils"] in (one, other):
                record.values["pupils"] = right if record.columns["pupils"] is one else left
        changed = changed or left != right
    total = twin.of(Role.TOTAL)[0]
    if changed and twin.get(total, one) != twin.get(total, other):
        twin.must_find.add("totals_disagree")
