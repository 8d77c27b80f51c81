"""Clean files of many tables, drawn by hypothesis: an invented city (架空), and the records each file really holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from edu_dx.tables.codes import municipality_code_check_digit, school_code_check_digit
from tests.intake.damage.twin import Column, Dice, Holds, Key, Record, Role, Row, Twin

SCHOOLS = ("あおば", "かえで", "さくら", "みどり", "ひばり", "つばさ", "こだま", "わかくさ")
GRADES = range(1, 7)
YEAR = 2025
_PLACES = (("09901", "みほん市"), ("09902", "ためし市"), ("09903", "かくう町"))

N, C, X, T, D, M, R = (
    Holds.NAME,
    Holds.CODE,
    Holds.NUMBER,
    Holds.TEXT,
    Holds.DATE,
    Holds.TIME,
    Holds.ROW_TOTAL,
)


def school_code(number: int) -> str:
    first = f"B10929990{number:03d}"
    return first + school_code_check_digit(first)


def _places(dice: Dice) -> list[tuple[str, str]]:
    return [(code + municipality_code_check_digit(code), name) for code, name in dice.some(_PLACES, 2)]


def _schools(dice: Dice) -> list[str]:
    return list(SCHOOLS[: dice.number(3, 6)])


def _titled(text: str) -> list[Row]:
    return [Row([text], Role.TITLE)]


def _total(label: str, columns: list[Column], data: list[Row], at: int = 0) -> Row:
    cells: list[Any] = [""] * len(columns)
    cells[at] = label
    for index, column in enumerate(columns):
        if column.holds in (X, R):
            cells[index] = sum(row.cells[index] for row in data if isinstance(row.cells[index], int))
    return Row(cells, Role.TOTAL)


def _long(
    dice: Dice,
    shape: str,
    table: str,
    keys: tuple[str, ...],
    header: Sequence[tuple[str, Holds, str]],
    rows: Sequence[Sequence[Any]],
    canonical: Callable[[dict[str, Any]], tuple[Key, dict[str, Any]]],
    titles: Sequence[Row] = (),
) -> Twin:
    """A file of one record a row; ``header`` gives each column's header, content and canonical name."""
    columns = [Column(holds) for _, holds, _ in header]
    data = [Row(list(row)) for row in rows]
    records: dict[Key, Record] = {}
    for row in data:
        key, values = canonical(
            {name: cell for (_, _, name), cell in zip(header, row.cells, strict=True) if name}
        )
        by_name = {name: column for (_, _, name), column in zip(header, columns, strict=True)}
        records[key] = Record(row, values, {name: by_name[name] for name in values if name in by_name})
    printed = Row([label for label, _, _ in header], Role.HEADER)
    return Twin(shape, table, keys, columns, [*titles, printed, *data], records)


def enrolment_wide(dice: Dice) -> Twin:
    """A column a grade, a total row and a total column; the year in the title."""
    columns = [Column(N), *(Column(X) for _ in GRADES), Column(R)]
    data, records = [], {}
    for name in _schools(dice):
        pupils = dice.numbers(6, 5, 99)
        row = Row([f"{name}小学校", *pupils, sum(pupils)])
        data.append(row)
        for grade, number in zip(GRADES, pupils, strict=True):
            records[(YEAR, f"{name}小学校", grade)] = Record(
                row, {"pupils": number}, {"pupils": columns[grade]}
            )
    header = Row(["学校名", *(f"{grade}年" for grade in GRADES), "計"], Role.HEADER)
    rows = [*_titled("令和7年5月1日現在　児童数"), header, *data, _total("合計", columns, data)]
    return Twin(
        "enrolment_wide", "enrolment", ("fiscal_year", "school_code", "grade"), columns, rows, records
    )


def enrolment_two_rows(dice: Dice) -> Twin:
    """Pupils and classes under each grade, in a header of two rows."""
    columns = [Column(N), *(Column(X) for _ in range(12))]
    data, records = [], {}
    for name in _schools(dice):
        numbers = dice.numbers(6, 5, 99)
        cells = [cell for number in numbers for cell in (number, number // 35 + 1)]
        row = Row([f"{name}小学校", *cells])
        data.append(row)
        for grade, number in zip(GRADES, numbers, strict=True):
            records[(YEAR, f"{name}小学校", grade)] = Record(
                row,
                {"pupils": number, "classes": number // 35 + 1},
                {"pupils": columns[2 * grade - 1], "classes": columns[2 * grade]},
            )
    above = Row(["学校名", *(cell for grade in GRADES for cell in (f"{grade}年", ""))], Role.HEADER)
    below = Row(["", *["児童数", "学級数"] * 6], Role.HEADER)
    rows = [*_titled("令和7年5月1日現在"), above, below, *data, _total("合計", columns, data)]
    return Twin(
        "enrolment_two_rows", "enrolment", ("fiscal_year", "school_code", "grade"), columns, rows, records
    )


def enrolment_long(dice: Dice) -> Twin:
    """One row a school and grade, each with its date."""
    rows = [
        ["令和7年5月1日", f"{name}小学校", "小学校", grade, number, number // 35 + 1]
        for name in _schools(dice)[:3]
        for grade, number in zip(range(1, 4), dice.numbers(3, 5, 99), strict=True)
    ]
    return _long(
        dice,
        "enrolment_long",
        "enrolment",
        ("fiscal_year", "school_code", "grade"),
        [
            ("基準日", D, ""),
            ("学校名", N, "school"),
            ("学校種", T, ""),
            ("学年", T, "grade"),
            ("児童数", X, "pupils"),
            ("学級数", X, "classes"),
        ],
        rows,
        lambda cells: (
            (YEAR, cells["school"], cells["grade"]),
            {name: cells[name] for name in ("pupils", "classes")},
        ),
    )


def population_by_age(dice: Dice) -> Twin:
    """A row a municipality and sex, age bands across; 総数 is their sum."""
    bands = [(0, 4, "0～4歳"), (5, 9, "5～9歳"), (10, 14, "10～14歳"), (15, None, "15歳以上")]
    columns = [Column(C), Column(T), Column(N), Column(T), Column(R), *(Column(X) for _ in bands)]
    data, records = [], {}
    for code, place in _places(dice):
        men, women = dice.numbers(4, 10, 999), dice.numbers(4, 10, 999)
        both = [a + b for a, b in zip(men, women, strict=True)]
        for sex, numbers in (("計", both), ("男", men), ("女", women)):
            row = Row([code, "栃木県", place, sex, sum(numbers), *numbers])
            data.append(row)
            as_of = dt.date(2025, 1, 1)
            for (start, end, _), number, column in zip(bands, numbers, columns[5:], strict=True):
                records[(as_of, code, sex, start, end)] = Record(
                    row, {"persons": number}, {"persons": column}
                )
            records[(as_of, code, sex, 0, None)] = Record(
                row, {"persons": sum(numbers)}, {"persons": columns[4]}
            )
    labels = ["団体コード", "都道府県名", "市区町村名", "性別", "総数", *(label for *_, label in bands)]
    rows = [*_titled("令和7年1月1日　年齢階級別人口"), Row(labels, Role.HEADER), *data]
    return Twin(
        "population_by_age",
        "population",
        ("as_of", "municipality_code", "sex", "age_from", "age_to"),
        columns,
        rows,
        records,
    )


def births(dice: Dice) -> Twin:
    """Births of a year by municipality."""
    return _long(
        dice,
        "births",
        "births",
        ("period_start", "municipality_code"),
        [("団体コード", C, "code"), ("都道府県名", T, ""), ("市区町村名", N, ""), ("出生数", X, "births")],
        [[code, "栃木県", place, dice.number(20, 999)] for code, place in _places(dice)],
        lambda cells: ((dt.date(2024, 1, 1), cells["code"]), {"births": cells["births"]}),
        _titled("出生数（令和6年1月1日から令和6年12月31日まで）"),
    )


def tickets(dice: Dice) -> Twin:
    """Tickets of the counter with three moments each."""
    start = dt.datetime(2025, 6, 3, 9, 0)
    rows, times = [], []
    for number, (wait, work) in enumerate(
        zip(dice.numbers(8, 0, 40), dice.numbers(8, 1, 30), strict=True), start=1
    ):
        issued = start + dt.timedelta(minutes=7 * number)
        called = issued + dt.timedelta(minutes=wait)
        done = called + dt.timedelta(minutes=work)
        times.append((issued, called, done))
        rows.append(
            [f"{number:03d}", "市民課", "住民票", *(f"{moment:%Y-%m-%d %H:%M}" for moment in times[-1])]
        )
    moments = iter(times)

    def canonical(cells: dict[str, Any]) -> tuple[Key, dict[str, Any]]:
        issued, called, done = next(moments)
        return (issued, cells["ticket_no"]), {"called_at": called, "finished_at": done}

    return _long(
        dice,
        "tickets",
        "counter_tickets",
        ("issued_at", "ticket_no"),
        [
            ("受付番号", C, "ticket_no"),
            ("窓口", T, ""),
            ("用件", T, ""),
            ("発券時刻", M, "issued_at"),
            ("呼出時刻", M, "called_at"),
            ("終了時刻", M, "finished_at"),
        ],
        rows,
        canonical,
    )


def certificates(dice: Dice) -> Twin:
    """A row a month and certificate, channels across with their sum, and a total row."""
    columns = [Column(D), Column(N), Column(X), Column(X), Column(R)]
    data, records = [], {}
    for month in range(4, 4 + dice.number(2, 4)):
        for kind in ("住民票の写し", "印鑑登録証明書"):
            counts = dice.numbers(2, 1, 900)
            row = Row([f"令和7年{month}月", kind, *counts, sum(counts)])
            data.append(row)
            for channel, count, column in zip(("窓口", "コンビニ"), counts, columns[2:4], strict=True):
                records[(dt.date(2025, month, 1), kind, channel)] = Record(
                    row, {"count": count}, {"count": column}
                )
    header = Row(["年月", "証明書の種類", "窓口", "コンビニ", "計"], Role.HEADER)
    rows = [*_titled("証明書交付件数"), header, *data, _total("合計", columns, data)]
    return Twin(
        "certificates", "certificates", ("month", "certificate_type", "channel"), columns, rows, records
    )


def timecards(dice: Dice) -> Twin:
    """A row a person and day; the person's number becomes a pseudonym."""
    rows = [
        [
            f"2025-05-{day:02d}",
            school_code(1),
            "あおば小学校",
            number,
            "教諭",
            f"7:{dice.number(10, 59)}",
            f"{dice.number(17, 21)}:30",
            dice.number(30, 60),
        ]
        for number in ("10001", "10002")
        for day in (7, 8, 9)
    ]

    def canonical(cells: dict[str, Any]) -> tuple[Key, dict[str, Any]]:
        key = (dt.date.fromisoformat(cells["date"]), f"仮{cells['staff']}")
        times = {
            name: int(cells[name][:-3]) * 60 + int(cells[name][-2:]) for name in ("clock_in", "clock_out")
        }
        return key, {**times, "break_min": cells["break_min"]}

    return _long(
        dice,
        "timecards",
        "timecards",
        ("date", "staff_key"),
        [
            ("日付", D, "date"),
            ("学校コード", C, ""),
            ("学校名", N, ""),
            ("職員番号", C, "staff"),
            ("職名", T, ""),
            ("出勤時刻", M, "clock_in"),
            ("退勤時刻", M, "clock_out"),
            ("休憩（分）", X, "break_min"),
        ],
        rows,
        canonical,
    )


def overtime(dice: Dice) -> Twin:
    """A row a person and month, hours written as HHH:MM."""
    rows = [
        [
            "2025-05",
            school_code(1),
            "あおば小学校",
            f"100{number:02d}",
            "教諭",
            f"{dice.number(0, 120)}:{dice.number(10, 59)}",
            dice.number(15, 22),
        ]
        for number in range(1, 7)
    ]

    def canonical(cells: dict[str, Any]) -> tuple[Key, dict[str, Any]]:
        hours, minutes = cells["overtime"].split(":")
        return (dt.date(2025, 5, 1), f"仮{cells['staff']}"), {
            "overtime": int(hours) * 60 + int(minutes),
            "days_recorded": cells["days_recorded"],
        }

    return _long(
        dice,
        "overtime",
        "overtime_months",
        ("month", "staff_key"),
        [
            ("年月", D, ""),
            ("学校コード", C, ""),
            ("学校名", N, ""),
            ("職員番号", C, "staff"),
            ("職名", T, ""),
            ("時間外在校等時間", M, "overtime"),
            ("記録のある日数", X, "days_recorded"),
        ],
        rows,
        canonical,
    )


def checklist(dice: Dice) -> Twin:
    """One answer a school and item."""
    rows = [
        [
            YEAR,
            school_code(number),
            f"{SCHOOLS[number]}小学校",
            item,
            dice.pick(("完全", "半分以上", "半分未満", "なし")),
            dice.number(1, 4),
        ]
        for number in range(1, 4)
        for item in ("1-1", "1-2", "2-1")
    ]
    return _long(
        dice,
        "checklist",
        "checklist",
        ("fiscal_year", "school_code", "item_id"),
        [
            ("年度", D, ""),
            ("学校コード", C, "code"),
            ("学校名", N, ""),
            ("項目ID", C, "item"),
            ("回答", T, "answer"),
            ("効果実感", X, "effect"),
        ],
        rows,
        lambda cells: (
            (YEAR, cells["code"], cells["item"]),
            {name: cells[name] for name in ("answer", "effect")},
        ),
    )


def network(dice: Dice) -> Twin:
    """Measurements with decimals."""
    rows = [
        [
            school_code(number),
            f"{SCHOOLS[number]}小学校",
            f"2025-06-{number + 2:02d} 10:40",
            "3年1組教室",
            dice.number(100, 9999) / 10,
            dice.number(100, 9999) / 10,
        ]
        for number in range(1, dice.number(4, 7))
    ]
    return _long(
        dice,
        "network",
        "network_tests",
        ("school_code",),
        [
            ("学校コード", C, "code"),
            ("学校名", N, ""),
            ("測定日時", M, ""),
            ("測定場所", T, ""),
            ("下り（Mbps）", X, "download_mbps"),
            ("上り（Mbps）", X, "upload_mbps"),
        ],
        rows,
        lambda cells: (
            (cells["code"],),
            {name: cells[name] for name in ("download_mbps", "upload_mbps")},
        ),
    )


def absence(dice: Dice) -> Twin:
    """Days of absence by school, month and grade, with a total row."""
    rows = [
        [
            "2025-05",
            school_code(number),
            f"{SCHOOLS[number]}小学校",
            grade,
            dice.number(30, 90),
            dice.number(5, 80),
        ]
        for number in range(1, 4)
        for grade in (1, 2)
    ]
    twin = _long(
        dice,
        "absence",
        "absence_months",
        ("month", "school_code", "grade"),
        [
            ("年月", D, ""),
            ("学校コード", C, "code"),
            ("学校名", N, ""),
            ("学年", T, "grade"),
            ("在籍者数", X, "pupils"),
            ("欠席日数計", X, "days_absent"),
        ],
        rows,
        lambda cells: (
            (dt.date(2025, 5, 1), cells["code"], cells["grade"]),
            {name: cells[name] for name in ("pupils", "days_absent")},
        ),
    )
    twin.rows.append(_total("合計", twin.columns, twin.data, at=2))
    return twin


def devices(dice: Dice) -> Twin:
    """Devices of a school by the year they were bought in, with a title and a total row."""
    rows = [
        [
            school_code(number),
            f"{SCHOOLS[number]}小学校",
            "児童生徒",
            "ChromeOS",
            bought,
            dice.number(50, 400),
            dice.number(1, 30),
        ]
        for number in range(1, 4)
        for bought in (2020, 2024)
    ]
    twin = _long(
        dice,
        "devices",
        "devices",
        ("fiscal_year", "school_code", "bought_in"),
        [
            ("学校コード", C, "code"),
            ("学校名", N, ""),
            ("利用者", T, ""),
            ("OS", T, ""),
            ("導入年度", D, "bought"),
            ("台数", X, "devices"),
            ("予備機", X, "spare"),
        ],
        rows,
        lambda cells: (
            (YEAR, cells["code"], cells["bought"]),
            {name: cells[name] for name in ("devices", "spare")},
        ),
        _titled("令和7年度　端末の整備状況"),
    )
    twin.rows.append(_total("合計", twin.columns, twin.data, at=1))
    return twin


def schools(dice: Dice) -> Twin:
    """A list of schools with valid codes."""
    rows = [
        [school_code(number), "B1", "09", "2", "1", f"みほん市立{SCHOOLS[number]}小学校", "みほん市見本町"]
        for number in range(1, dice.number(4, 8))
    ]
    twin = _long(
        dice,
        "schools",
        "schools",
        ("school_code",),
        [
            ("学校コード", C, "code"),
            ("学校種", T, ""),
            ("都道府県番号", T, ""),
            ("設置区分", T, ""),
            ("本分校", T, ""),
            ("学校名", N, "school_name"),
            ("学校所在地", T, "address"),
        ],
        rows,
        lambda cells: ((cells["code"],), {name: cells[name] for name in ("school_name", "address")}),
    )
    twin.stem = "20250501_学校コード一覧"
    return twin


def statistics(dice: Dice) -> Twin:
    """A published table in the machine-readable form, some of its cells suppressed.

    Its numbers bear names that other tables know, which hold the reader back, or names that none does.
    """
    first, second = dice.pick((("図書館数", "蔵書冊数"), ("長期欠席者数", "不登校児童生徒数")))
    rows = []
    for year in (2023, 2024):
        for code, place in _places(dice):
            numbers = dice.numbers(2, 1, 9999)
            rows.append([year, code, place, numbers[0], dice.pick(("x", numbers[1], numbers[1]))])
    twin = _long(
        dice,
        "statistics",
        "statistics",
        ("fiscal_year", "area_code", "indicator"),
        [
            ("年度", D, ""),
            ("地域コード", C, ""),
            ("市区町村", N, ""),
            (first, X, ""),
            (second, X, ""),
        ],
        rows,
        lambda cells: ((None,), {}),
    )
    twin.records = {}
    for row in twin.data:
        for place, name in ((3, first), (4, second)):
            cell = row.cells[place]
            twin.records[(row.cells[0], row.cells[1], name)] = Record(
                row, {"value": None if cell == "x" else cell}, {"value": twin.columns[place]}
            )
    return twin


SHAPES: tuple[Callable[[Dice], Twin], ...] = (
    enrolment_wide,
    enrolment_two_rows,
    enrolment_long,
    population_by_age,
    births,
    tickets,
    certificates,
    timecards,
    overtime,
    checklist,
    network,
    absence,
    devices,
    schools,
    statistics,
)
