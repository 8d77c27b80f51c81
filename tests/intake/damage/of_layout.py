"""Kinds of damage to the layout: what stands around the table, its header, and the order of its columns."""

from __future__ import annotations

from tests.intake.damage.judged import Outcome
from tests.intake.damage.kind import (
    XLSX,
    has_numbers,
    has_titles,
    has_totals,
    kind,
    not_of_shapes,
    of_shapes,
)
from tests.intake.damage.twin import Column, Dice, Holds, Role, Row, Twin

_ABOVE = (
    "みほん市教育委員会　学校教育課",
    "作成：みほん市教育委員会",
    "https://www.example.jp/data/",
    "※この表は架空の資料です。",
    "【取扱注意】内部資料",
    "資料３",
)
_BELOW = (
    "（注）数値は架空のものである。",
    "※１　特別支援学級を含む。",
    "出典：みほん市（架空）",
    "問い合わせ先　学校教育課",
    "https://www.example.jp/",
)


@kind("表の上に題・作成者・注・URLの行が付いた", Outcome.REPAIRED)
def lines_above(twin: Twin, dice: Dice) -> None:
    for line in dice.some(_ABOVE):
        twin.insert_row(dice.number(0, twin.above_header()), [line], Role.TITLE)


@kind("表の下に注・出典・URLの行が付いた", Outcome.REPAIRED)
def lines_below(twin: Twin, dice: Dice) -> None:
    for line in dice.some(_BELOW):
        twin.insert_row(len(twin.rows), [line])


@kind("空の行がはさまった", Outcome.REPAIRED)
def blank_rows(twin: Twin, dice: Dice) -> None:
    header = [twin.rows.index(row) for row in twin.of(Role.HEADER)]
    places = [place for place in range(len(twin.rows) + 1) if place not in header[1:]]
    for place in sorted(dice.some(places), reverse=True):
        twin.insert_row(place, [""])


@kind("表が右下へずれた", Outcome.REPAIRED)
def shifted(twin: Twin, dice: Dice) -> None:
    right = dice.number(1, 3)
    for _ in range(right):
        twin.insert_column(0, "", lambda row: "")
    for row in twin.of(Role.TITLE):
        row.cells = [""] * right + row.cells
    for _ in range(dice.number(0, 3)):
        twin.insert_row(0, [""])


@kind("空の列がはさまった", Outcome.REPAIRED)
def blank_column(twin: Twin, dice: Dice) -> None:
    twin.insert_column(dice.number(0, len(twin.columns)), "", lambda row: "")


@kind("列の順が変わった", Outcome.REPAIRED, applies=not_of_shapes("enrolment_two_rows"))
def columns_in_other_order(twin: Twin, dice: Dice) -> None:
    twin.arrange(dice.shuffled(twin.columns))


@kind("知らない列が増えた", Outcome.REPAIRED, applies=not_of_shapes("statistics"))
def unknown_column(twin: Twin, dice: Dice) -> None:
    header = dice.pick(("確認済", "処理区分名", "色", "しるし"))
    twin.insert_column(len(twin.columns), header, lambda row: dice.pick(("済", "未", "A")))


@kind("備考の列が増えた", Outcome.REPAIRED)
def remarks_column(twin: Twin, dice: Dice) -> None:
    twin.insert_column(len(twin.columns), "備考", lambda row: dice.pick(("", "", "確認中")))


@kind("通し番号の列が増えた", Outcome.REPAIRED)
def row_number_column(twin: Twin, dice: Dice) -> None:
    twin.insert_column(0, dice.pick(("No.", "№", "項番", "番号")), lambda row: twin.data.index(row) + 1)


@kind("氏名・電話番号の列が増えた", Outcome.REPAIRED, but={"statistics": Outcome.REFUSED})
def personal_columns(twin: Twin, dice: Dice) -> None:
    """What they hold must be stored nowhere."""
    names = ("山田太郎", "鈴木花子", "佐藤健", "高橋由美", "田中一郎")
    phones = ("090-1234-5678", "080-8765-4321", "070-1111-2222")
    twin.insert_column(
        len(twin.columns), dice.pick(("氏名", "担当者名", "記入者氏名")), lambda row: dice.pick(names)
    )
    twin.insert_column(
        len(twin.columns), dice.pick(("電話番号", "連絡先", "携帯")), lambda row: dice.pick(phones)
    )
    twin.secrets += [*names, *phones]


@kind("見出しに改行が入った", Outcome.REPAIRED)
def newline_in_header(twin: Twin, dice: Dice) -> None:
    header = twin.header
    for place, label in enumerate(header.cells):
        if len(str(label)) > 1:
            cut = dice.number(1, len(label) - 1)
            header.cells[place] = f"{label[:cut]}\n{label[cut:]}"


@kind("見出しが字間を空けて書かれた", Outcome.REPAIRED)
def padded_header(twin: Twin, dice: Dice) -> None:
    space = dice.pick(("　", " "))
    twin.header.cells = [space.join(str(label)) for label in twin.header.cells]


@kind("見出しの数字・英字・括弧が全角になった", Outcome.REPAIRED)
def full_width_header(twin: Twin, dice: Dice) -> None:
    wide = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
    for row in twin.of(Role.HEADER):
        row.cells = [str(label).translate(wide) for label in row.cells]


@kind("見出しに英語が併記された", Outcome.REPAIRED)
def bilingual_header(twin: Twin, dice: Dice) -> None:
    english = {"学校名": "School name", "学校コード": "School code", "計": "Total", "年度": "Fiscal year"}
    header = twin.header
    header.cells = [f"{label}\n({english[label]})" if label in english else label for label in header.cells]


@kind("見出しの下に単位の行が付いた", Outcome.REPAIRED, applies=has_numbers)
def unit_row(twin: Twin, dice: Dice) -> None:
    units = ["(人)" if column.holds in (Holds.NUMBER, Holds.ROW_TOTAL) else "" for column in twin.columns]
    twin.insert_row(twin.rows.index(twin.header) + 1, units)


@kind("見出しの下に項目番号の行が付いた", Outcome.REPAIRED)
def field_numbers(twin: Twin, dice: Dice) -> None:
    style = dice.pick(("({})", "（{}）", "[{}]"))
    twin.insert_row(
        twin.rows.index(twin.header) + 1, [style.format(number + 1) for number in range(len(twin.columns))]
    )


@kind(
    "見出しの上に大見出しの行が付いた",
    Outcome.REPAIRED,
    applies=not_of_shapes("enrolment_two_rows", "statistics"),
)
def group_header(twin: Twin, dice: Dice) -> None:
    place = twin.above_header()
    cells = ["基本情報", *[""] * (len(twin.columns) - 2), "数値"]
    twin.insert_row(place, cells, Role.OTHER)


@kind("見出しが途中の行にもう一度印刷された", Outcome.REPAIRED)
def repeated_header(twin: Twin, dice: Dice) -> None:
    row = dice.pick(twin.data[1:])
    place = twin.rows.index(row)
    for header in reversed(twin.of(Role.HEADER)):
        twin.insert_row(place, list(header.cells))


def _go_by_names(twin: Twin, unread: Column) -> None:
    """Let the schools go by their names where the column of their codes is not read."""
    names = twin.columns_of(Holds.NAME)
    if unread.holds is not Holds.CODE or "school_code" not in twin.keys or not names:
        return
    place = twin.keys.index("school_code")
    named = {
        (*key[:place], twin.get(record.row, names[0]), *key[place + 1 :]): key
        for key, record in twin.records.items()
        if key[place] == twin.get(record.row, unread)
    }
    twin.new_keys |= set(named)
    twin.may_lack |= set(named.values())


@kind("見出しの語に打ち間違いがある", Outcome.TOLD, refusable=True, applies=not_of_shapes("statistics"))
def misspelt_header(twin: Twin, dice: Dice) -> None:
    place = dice.pick(
        [
            place
            for place, label in enumerate(twin.header.cells)
            if len(str(label)) > 1 and label not in ("総数", "合計")
        ]
    )
    label = twin.header.cells[place]
    _go_by_names(twin, twin.columns[place])
    twin.header.cells[place] = dice.pick((label[:-1], f"{label}ー", f"{label[0]}々{label[1:]}"))


@kind(
    "見出しの欄が一つ空になった", Outcome.TOLD, refusable=True, applies=not_of_shapes("births", "statistics")
)
def blank_label(twin: Twin, dice: Dice) -> None:
    place = dice.number(0, len(twin.columns) - 1)
    _go_by_names(twin, twin.columns[place])
    twin.header.cells[place] = ""


@kind("同じ見出しの列が二つになった", Outcome.TOLD, refusable=True, applies=has_numbers)
def doubled_column(twin: Twin, dice: Dice) -> None:
    """The same header over other numbers: nobody can tell which of the two is meant."""
    column = dice.pick(twin.columns_of(Holds.NUMBER))
    label = twin.get(twin.header, column)
    twin.insert_column(twin.columns.index(column) + 1, label, lambda row: dice.number(100, 400))


@kind("見出しの行がない", Outcome.REFUSED)
def header_missing(twin: Twin, dice: Dice) -> None:
    for row in twin.of(Role.HEADER):
        twin.rows.remove(row)


@kind("見出しだけでデータがない", Outcome.TOLD, refusable=True)
def header_only(twin: Twin, dice: Dice) -> None:
    for row in [*twin.data, *twin.of(Role.TOTAL)]:
        twin.drop_row(row)


@kind(
    "縦横が入れ替わった",
    Outcome.TOLD,
    applies=of_shapes("births", "network", "checklist", "devices", "absence"),
    refusable=True,
)
def turned(twin: Twin, dice: Dice) -> None:
    """A table that lies on its side: places are told by the columns of the file."""
    titles = twin.of(Role.TITLE)
    table = [row for row in twin.rows if row not in titles]
    grid = [list(cells) for cells in zip(*(row.cells for row in table), strict=True)]
    twin.rows = [*titles, *(Row(cells, Role.OTHER) for cells in grid)]
    twin.on_its_side = table


@kind("別の表が右に並べられた", Outcome.REPAIRED, applies=not_of_shapes("statistics"))
def table_beside(twin: Twin, dice: Dice) -> None:
    """A small table of another kind, with a blank column between."""
    beside = [["項目", "内容"], ["作成日", "5月20日"], ["担当", "学校教育課"]]
    start = twin.above_header()
    for row in twin.rows[start:]:
        row.cells += [""] * (len(twin.columns) - len(row.cells))
    for row, cells in zip(twin.rows[start:], beside, strict=False):
        row.cells += ["", *cells]


@kind("同じ表がもう一つ、下に積まれた（翌年度）", Outcome.REPAIRED, applies=of_shapes("enrolment_wide"))
def table_below(twin: Twin, dice: Dice) -> None:
    """The table of another year below, with its own title: its records are no invention."""
    twin.insert_row(len(twin.rows), [""])
    twin.insert_row(len(twin.rows), ["令和6年5月1日現在　児童数"])
    twin.insert_row(len(twin.rows), list(twin.header.cells))
    for row in twin.data:
        twin.insert_row(len(twin.rows), list(row.cells))
        twin.new_keys |= {(key[0] - 1, *key[1:]) for key, record in twin.records.items() if record.row is row}


@kind("見出しのセルが結合された", Outcome.REPAIRED, forms=XLSX, applies=of_shapes("enrolment_two_rows"))
def merged_header(twin: Twin, dice: Dice) -> None:
    above = twin.above_header() + 1
    twin.merges.append(f"A{above}:A{above + 1}")
    for place in range(1, 13, 2):
        left, right = (chr(ord("A") + place), chr(ord("A") + place + 1))
        twin.merges.append(f"{left}{above}:{right}{above}")


@kind("題のセルが表の幅に結合された", Outcome.REPAIRED, forms=XLSX, applies=has_titles)
def merged_title(twin: Twin, dice: Dice) -> None:
    number = twin.rows.index(twin.of(Role.TITLE)[0]) + 1
    twin.merges.append(f"A{number}:{chr(ord('A') + len(twin.columns) - 1)}{number}")


@kind(
    "同じ値のセルが縦に結合された",
    Outcome.REPAIRED,
    forms=XLSX,
    applies=of_shapes("certificates", "enrolment_long"),
)
def merged_keys(twin: Twin, dice: Dice) -> None:
    """The month over its certificates, the date over its schools."""
    first = twin.rows.index(twin.data[0]) + 1
    if twin.shape == "certificates":
        spans = [(first + offset, first + offset + 1) for offset in range(0, len(twin.data), 2)]
    else:
        spans = [(first, first + len(twin.data) - 1)]
    for start, end in spans:
        twin.merges.append(f"A{start}:A{end}")
        for row in twin.rows[start:end]:
            row.cells[0] = ""


@kind("空の行が何千行も下に続く", Outcome.REPAIRED, forms=("csv", "xlsx"))
def blank_rows_below(twin: Twin, dice: Dice) -> None:
    for _ in range(3000):
        twin.insert_row(len(twin.rows), [" "] if twin.form == "csv" else [""])


@kind("別のシートに説明がある", Outcome.REPAIRED, forms=XLSX)
def sheet_of_notes(twin: Twin, dice: Dice) -> None:
    twin.sheets_beside["説明"] = [
        ["この資料は架空のものです。"],
        ["記入のしかた"],
        ["太枠の中に記入してください。"],
    ]


@kind("隠れたシートに古い版がある", Outcome.REPAIRED, forms=XLSX)
def hidden_sheet(twin: Twin, dice: Dice) -> None:
    rows = [list(row.cells) for row in twin.rows]
    twin.sheets_beside["旧"] = rows
    twin.hidden_sheets = ("旧",)
    twin.must_say.append("旧")


@kind("行が非表示になっている", Outcome.REPAIRED, forms=XLSX)
def hidden_rows(twin: Twin, dice: Dice) -> None:
    twin.hidden_rows = dice.some(twin.data)


@kind("合計の行がない", Outcome.REPAIRED, applies=has_totals)
def total_missing(twin: Twin, dice: Dice) -> None:
    for row in twin.of(Role.TOTAL):
        twin.rows.remove(row)


@kind(
    "学校コードが古い学校調査番号に替わった",
    Outcome.TOLD,
    applies=of_shapes("checklist", "network", "schools"),
)
def other_code_system(twin: Twin, dice: Dice) -> None:
    """Numbers that are no school codes: schools go by their names, or are refused; never made into codes."""
    code = twin.columns_of(Holds.CODE)[0]
    place = next(index for index, key in enumerate(twin.keys) if key == "school_code")
    for row in twin.data:
        old = twin.get(row, code)
        new = f"{twin.data.index(row) % 3 + 1:04d}"
        twin.put(row, code, new)
        name = twin.get(row, twin.columns_of(Holds.NAME)[0])
        twin.new_keys |= {
            (*key[:place], taken, *key[place + 1 :])
            for key in twin.records
            for taken in (new, name)
            if key[place] == old
        }
    twin.touch(*twin.data)
    twin.may_lack |= set(twin.records)
    twin.must_say.append("学校コード")
