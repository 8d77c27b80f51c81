"""The rules that every definition of a table holds."""

from collections import defaultdict
from collections.abc import Iterable

import pytest

from edu_dx.intake.cells import reader_of
from edu_dx.intake.text import squeeze
from edu_dx.intake.values import Missing, Number
from edu_dx.tables import TABLES, ColumnType, Handling, SecurityClass, Table
from edu_dx.tables.definitions.columns import MISSING_REASON
from edu_dx.tables.personal import ATTENDANCE_NUMBER, HOMEROOM, PERSONAL, PUPIL_CARE, PUPIL_KEYS

EVERY_TABLE = pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
NEVER_STORED = (SecurityClass.I, SecurityClass.II)


def meanings(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """What each printed text stands for, texts compared as intake compares them."""
    found: dict[str, set[str]] = defaultdict(set)
    for printed, meaning in pairs:
        found[squeeze(printed)].add(meaning)
    return found


def ambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    return {text: those for text, those in meanings(pairs).items() if len(those) > 1}


@EVERY_TABLE
def test_begins_with_the_fiscal_year(table: Table) -> None:
    assert table.column_names[0] == "fiscal_year"
    assert table.columns[0].required


@EVERY_TABLE
def test_every_header_names_one_column_of_its_table(table: Table) -> None:
    columns = (*table.columns, *table.not_stored)

    assert ambiguous((name, column.name) for column in columns for name in column.header_names) == {}


@EVERY_TABLE
def test_the_key_stands_in_the_table_and_begins_with_what_every_row_has(table: Table) -> None:
    key = [table.column(name) for name in table.key]

    assert key[0].required
    assert len(set(table.key)) == len(table.key)


@EVERY_TABLE
def test_the_reason_for_a_gap_is_the_last_column(table: Table) -> None:
    if MISSING_REASON.name in table.column_names:
        assert table.columns[-1] == MISSING_REASON


@EVERY_TABLE
def test_nothing_of_class_i_or_ii_is_stored_as_it_is(table: Table) -> None:
    assert table.security not in NEVER_STORED
    assert [c.name for c in table.columns if c.security in NEVER_STORED and c.handling is Handling.KEEP] == []


@EVERY_TABLE
def test_what_is_not_stored_says_its_class(table: Table) -> None:
    assert [column.name for column in table.not_stored if column.security is None] == []


@EVERY_TABLE
def test_a_table_with_pseudonyms_is_no_public_one_and_drops_names(table: Table) -> None:
    if not any(column.handling is Handling.PSEUDONYMISE for column in table.columns):
        return
    assert table.security is SecurityClass.III
    if table.has_form:  # the files of a set that systems write have each the columns of their standard
        assert {column.name for column in PERSONAL} <= {column.name for column in table.not_stored}


@EVERY_TABLE
def test_every_column_of_a_form_says_what_it_means_and_shows_an_example(table: Table) -> None:
    if table.has_form:
        assert [c.name for c in table.columns if not (c.label and c.description and c.example)] == []


@EVERY_TABLE
def test_every_number_has_a_unit(table: Table) -> None:
    if table.name != "statistics":  # there the unit is a column of its own
        assert [
            c.name for c in table.columns if c.type.is_number and not (c.unit or c.name == "record_no")
        ] == []


@EVERY_TABLE
def test_each_way_of_writing_a_choice_means_one_choice(table: Table) -> None:
    for column in table.columns:
        own = [(choice, choice) for choice in column.choices]
        assert ambiguous([*column.choice_aliases, *own]) == {}, column.name
        if column.choices:
            assert {choice for _, choice in column.choice_aliases} <= set(column.choices), column.name


@EVERY_TABLE
def test_what_stands_for_a_value_reads_as_that_value(table: Table) -> None:
    for column in table.columns:
        read = reader_of(column, column.label)
        wrong = [printed for printed, meant in column.choice_aliases if read(printed) != read(meant)]
        assert wrong == [], column.name


@EVERY_TABLE
def test_its_examples_read_as_their_types_and_lie_within_their_limits(table: Table) -> None:
    for column in table.columns:
        if column.example and column != MISSING_REASON:
            value = reader_of(column, column.label)(column.example)
            assert not isinstance(value, Missing), column.name
            number = value.value if isinstance(value, Number) else value
            assert number is not None, column.name
            if isinstance(number, (int, float)):
                assert column.minimum is None or number >= column.minimum, column.name
                assert column.maximum is None or number <= column.maximum, column.name


def test_the_rows_of_a_dated_table_say_their_year_by_their_date() -> None:
    assert TABLES["timecards"].dated_by == TABLES["timecards"].column("date")
    assert TABLES["absence_months"].dated_by == TABLES["absence_months"].column("month")
    assert TABLES["enrolment"].dated_by is None


def test_free_text_has_nothing_that_leads_back_to_its_writer() -> None:
    assert TABLES["free_texts"].column_names == [
        "fiscal_year",
        "source_table",
        "survey",
        "question_id",
        "question",
        "text_no",
        "text",
        "masked_count",
    ]
    assert not TABLES["free_texts"].from_files


def test_counts_of_pupils_have_no_row_for_a_pupil() -> None:
    dropped = {column.name for column in (*PERSONAL, *PUPIL_KEYS, *PUPIL_CARE)}
    for name in ("absence_months", "absence_years", "assessment_responses", "assessment_questions"):
        table = TABLES[name]
        assert dropped <= {column.name for column in table.not_stored}
        assert all(column.handling is Handling.KEEP for column in table.columns)
    assert {ATTENDANCE_NUMBER, HOMEROOM} <= set(PUPIL_KEYS)


@pytest.mark.parametrize("analysis", [f"A{number}" for number in range(1, 13)])
def test_every_analysis_of_the_catalogue_has_what_it_reads(analysis: str) -> None:
    assert [table.name for table in TABLES.values() if analysis in table.analyses]


def test_lengths_of_time_are_stored_in_minutes() -> None:
    lengths = [c for t in TABLES.values() for c in t.columns if c.type is ColumnType.DURATION]

    assert {column.unit for column in lengths} == {"分"}
