"""What values say for or against a column."""

from __future__ import annotations

import pandas as pd
import pytest

from edu_dx.intake.matching.evidence import SchoolNames, Weight, weigh
from edu_dx.intake.text import Cell
from edu_dx.tables import TABLES, CodeSystem, Column, ColumnType

NO_REGISTER = SchoolNames(None)
REGISTER = SchoolNames(pd.DataFrame({"school_name": ["みほん市立あおば小学校", "みほん市立かえで中学校"]}))


def column(kind: ColumnType, **more: object) -> Column:
    return Column("x", "ためし", kind, **more)  # type: ignore[arg-type]


SCHOOL_CODE = column(ColumnType.CODE, code_system=CodeSystem.SCHOOL)
MUNICIPALITY_CODE = column(ColumnType.CODE, code_system=CodeSystem.MUNICIPALITY)
CHANNEL = column(ColumnType.TEXT, choices=("窓口", "コンビニ", "郵送"))
SHARE = column(ColumnType.DECIMAL, unit="%", minimum=0, maximum=100)


@pytest.mark.parametrize(
    ("definition", "values", "weight"),
    [
        (SCHOOL_CODE, ["B109299000013", "B109299000022"], Weight.DECISIVE),
        (SCHOOL_CODE, ["Ｂ109299000013", " b109299000022"], Weight.DECISIVE),
        (SCHOOL_CODE, ["B109299000014", "B109299000023"], Weight.FITS),
        (SCHOOL_CODE, ["1,200円", "980円"], Weight.AGAINST),
        (SCHOOL_CODE, [1200.0, 980.0], Weight.AGAINST),
        (MUNICIPALITY_CODE, ["092029", "011002"], Weight.DECISIVE),
        (MUNICIPALITY_CODE, [92029.0, "09202"], Weight.FITS),
        (MUNICIPALITY_CODE, ["足利市"], Weight.AGAINST),
        (CHANNEL, ["窓口", "郵送", "窓口"], Weight.DECISIVE),
        (CHANNEL, ["窓口", "窓口"], Weight.FITS),
        (CHANNEL, ["住民票", "印鑑証明"], Weight.AGAINST),
        (SHARE, ["12.5", "100"], Weight.FITS),
        (SHARE, ["1,250", "3,800"], Weight.AGAINST),
        (SHARE, ["あおば", "かえで"], Weight.AGAINST),
        (column(ColumnType.DATE), ["令和6年5月1日", "R6.5.2"], Weight.TELLING),
        (column(ColumnType.DATE), ["男", "女"], Weight.AGAINST),
        (column(ColumnType.MONTH), ["2024年4月", "2024年5月"], Weight.TELLING),
        (column(ColumnType.TIME), ["8:05", "25:10"], Weight.TELLING),
        (column(ColumnType.DURATION, unit="分"), ["61:25", "102:00"], Weight.TELLING),
        (column(ColumnType.DURATION, unit="分"), ["教諭", "講師"], Weight.AGAINST),
        (column(ColumnType.FISCAL_YEAR), ["令和6年度", "R5"], Weight.TELLING),
        (column(ColumnType.INTEGER), ["12", "1,200"], Weight.FITS),
        (column(ColumnType.INTEGER), ["12.5", "8.25"], Weight.AGAINST),
        (column(ColumnType.TEXT), ["何でも"], Weight.NOTHING),
        (column(ColumnType.INTEGER), [], Weight.NOTHING),
    ],
)
def test_values_speak_for_or_against(definition: Column, values: list[Cell], weight: Weight) -> None:
    assert weigh(definition, values, NO_REGISTER).weight == weight


@pytest.mark.parametrize(
    ("values", "register", "weight"),
    [
        (["あおば小", "かえで中"], REGISTER, Weight.DECISIVE),
        (["あおば小学校", "みほん市立かえで中学校"], REGISTER, Weight.DECISIVE),
        (["あおば小学校", "かえで中学校"], NO_REGISTER, Weight.TELLING),
        (["市民課", "税務課"], REGISTER, Weight.NOTHING),
        (["101", "102"], REGISTER, Weight.AGAINST),
    ],
)
def test_school_names_are_known_by_the_register(
    values: list[Cell], register: SchoolNames, weight: Weight
) -> None:
    assert weigh(TABLES["schools"].column("school_name"), values, register).weight == weight


def test_one_bad_value_in_twenty_changes_nothing() -> None:
    values: list[Cell] = ["2024/5/1"] * 19 + ["未定"]

    assert weigh(column(ColumnType.DATE), values, NO_REGISTER).weight == Weight.TELLING


def test_the_reason_is_said() -> None:
    assert (
        weigh(SCHOOL_CODE, ["1,200円"], NO_REGISTER).reason
        == "値が学校コードの形（英字1字と数字12桁）ではありません"
    )
