"""The certificates issued as the city's sections hand them over: wide by channel, one file a fiscal year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from edu_dx.demo.certificates import (
    CERTIFICATES,
    CHANNELS,
    Certificate,
    Counts,
    fee,
    months,
    simulate_certificates,
)
from edu_dx.demo.paper import commas, new_workbook, wide, write_csv
from edu_dx.tables.fiscal_year import era_year, fiscal_year_of


def write_certificates(folder: Path, seed: int) -> list[Path]:
    """One file a fiscal year: workbooks with a two-line heading, then a CP932 CSV; wide by channel."""
    counts = simulate_certificates(seed)
    return [
        *(_write_workbook(folder, counts, fiscal_year) for fiscal_year in (2023, 2024)),
        _write_csv(folder, counts, 2025),
    ]


def _title(fiscal_year: int) -> str:
    return f"{wide(era_year(fiscal_year))}年度　証明書交付件数（受取方法別）（架空データ）"


def _month_label(month: dt.date) -> str:
    return wide(f"{era_year(month.year)}年{month.month}月")


def _of_year(fiscal_year: int) -> list[dt.date]:
    return [month for month in months() if fiscal_year_of(month) == fiscal_year]


def _copies(counts: Counts, in_months: list[dt.date], certificates: Sequence[Certificate]) -> list[int]:
    """Copies by channel, and their total, over some months and certificates."""
    by_channel = [
        sum(counts[month, certificate.name, channel] for month in in_months for certificate in certificates)
        for channel in CHANNELS
    ]
    return [*by_channel, sum(by_channel)]


def _offered(certificate: Certificate) -> list[bool]:
    return [True, certificate.shop > 0, certificate.online > 0, certificate.mail > 0]


def _write_workbook(folder: Path, counts: Counts, fiscal_year: int) -> Path:
    path = folder / f"証明書交付件数_R{fiscal_year - 2018}年度_架空データ.xlsx"
    with new_workbook(path, _title(fiscal_year)) as workbook:
        sheet = workbook.add_worksheet("交付件数")
        head = workbook.add_format({"align": "center", "valign": "vcenter", "border": 1})
        number = workbook.add_format({"border": 1, "num_format": "#,##0"})
        sheet.write(0, 0, _title(fiscal_year))
        sheet.write(1, 8, "市民課・税務課調べ（架空）")
        _write_heading(sheet, head)
        row = 4
        for month in _of_year(fiscal_year):
            sheet.merge_range(row, 0, row + len(CERTIFICATES), 0, _month_label(month), head)
            for certificate in CERTIFICATES:
                cells = [*_copies_or_dash(counts, month, certificate), *_fees_or_dash(month, certificate)]
                sheet.write(row, 1, certificate.name)
                sheet.write_row(row, 2, cells, number)
                row += 1
            sheet.write(row, 1, "計")
            sheet.write_row(row, 2, _copies(counts, [month], CERTIFICATES), number)
            row += 1
        sheet.write(row, 0, "年度合計")
        sheet.write_row(row, 2, _copies(counts, _of_year(fiscal_year), CERTIFICATES), number)
        sheet.write(row + 1, 0, "※　この表の数値はすべて架空のものです。「-」は取扱いのないもの。")
    return path


def _write_heading(sheet: Worksheet, head: Format) -> None:
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 22)
    sheet.merge_range(2, 0, 3, 0, "年月", head)
    sheet.merge_range(2, 1, 3, 1, "証明書の種類", head)
    sheet.merge_range(2, 2, 2, 6, "交付件数（通）", head)
    sheet.merge_range(2, 7, 2, 10, "手数料（円）", head)
    sheet.write_row(3, 2, [*CHANNELS, "計", *CHANNELS], head)


def _write_csv(folder: Path, counts: Counts, fiscal_year: int) -> Path:
    header = ["年月", "証明書の種類", *CHANNELS, "計", *(f"手数料（{channel}）" for channel in CHANNELS)]
    rows = [
        [_title(fiscal_year)],
        ["※　架空の数値です。８月からコンビニ交付手数料を１０円としています。"],
        header,
    ]
    for month in _of_year(fiscal_year):
        rows += [
            [
                _month_label(month),
                certificate.name,
                *map(_printed, _copies_or_dash(counts, month, certificate)),
                *map(_printed, _fees_or_dash(month, certificate)),
            ]
            for certificate in CERTIFICATES
        ]
        rows.append([_month_label(month), "計", *map(_printed, _copies(counts, [month], CERTIFICATES))])
    rows.append(["合計", "", *map(_printed, _copies(counts, _of_year(fiscal_year), CERTIFICATES))])
    return write_csv(
        folder / f"証明書交付件数_R{fiscal_year - 2018}年度_架空データ.csv", rows, encoding="cp932"
    )


def _copies_or_dash(counts: Counts, month: dt.date, certificate: Certificate) -> list[int | str]:
    """Copies by channel and in all; a dash where the certificate is not offered."""
    *by_channel, total = _copies(counts, [month], [certificate])
    offered = _offered(certificate)
    return [*(number if there else "-" for number, there in zip(by_channel, offered, strict=True)), total]


def _fees_or_dash(month: dt.date, certificate: Certificate) -> list[int | str]:
    offered = zip(CHANNELS, _offered(certificate), strict=True)
    return [fee(certificate, channel, month) if there else "-" for channel, there in offered]


def _printed(value: int | str) -> str:
    return commas(value) if isinstance(value, int) else value
