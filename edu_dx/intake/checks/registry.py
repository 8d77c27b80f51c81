"""Every check, in the order of the stages."""

from __future__ import annotations

from collections.abc import Callable

from edu_dx.intake.checks.categories_changed import check_categories_changed
from edu_dx.intake.checks.code_and_name_disagree import check_code_and_name_disagree
from edu_dx.intake.checks.cohorts_implausible import check_cohorts_implausible
from edu_dx.intake.checks.columns_not_read import check_columns_not_read
from edu_dx.intake.checks.columns_without_header import check_columns_without_header
from edu_dx.intake.checks.digit_slipped import check_digit_slipped
from edu_dx.intake.checks.end_before_start import check_end_before_start
from edu_dx.intake.checks.external_characters import check_external_characters
from edu_dx.intake.checks.future_dates import check_future_dates
from edu_dx.intake.checks.header_names_repeat import check_header_names_repeat
from edu_dx.intake.checks.hidden_sheets import check_hidden_sheets
from edu_dx.intake.checks.municipalities_unknown import check_municipalities_unknown
from edu_dx.intake.checks.numbers_copied import check_numbers_copied
from edu_dx.intake.checks.numbers_missing import check_numbers_missing
from edu_dx.intake.checks.repeated_rows import check_repeated_rows
from edu_dx.intake.checks.rows_absent import check_rows_absent
from edu_dx.intake.checks.same_as_last_year import check_same_as_last_year
from edu_dx.intake.checks.school_under_two_names import check_school_under_two_names
from edu_dx.intake.checks.schools_came_and_went import check_schools_came_and_went
from edu_dx.intake.checks.schools_of_register_missing import check_schools_of_register_missing
from edu_dx.intake.checks.schools_unknown import check_schools_unknown
from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.totals_disagree import check_totals_disagree
from edu_dx.intake.checks.totals_jump import check_totals_jump
from edu_dx.intake.checks.totals_of_last_year import check_totals_of_last_year
from edu_dx.intake.checks.unreadable_cells import check_unreadable_cells
from edu_dx.intake.checks.values_out_of_range import check_values_out_of_range
from edu_dx.intake.checks.wrong_codes import check_wrong_codes
from edu_dx.intake.findings import Finding

CHECKS: tuple[Callable[[Subject], Finding], ...] = (
    check_rows_absent,
    check_header_names_repeat,
    check_columns_without_header,
    check_columns_not_read,
    check_hidden_sheets,
    check_external_characters,
    check_unreadable_cells,
    check_numbers_missing,
    check_wrong_codes,
    check_schools_unknown,
    check_code_and_name_disagree,
    check_repeated_rows,
    check_school_under_two_names,
    check_numbers_copied,
    check_values_out_of_range,
    check_digit_slipped,
    check_future_dates,
    check_end_before_start,
    check_totals_disagree,
    check_totals_of_last_year,
    check_schools_came_and_went,
    check_totals_jump,
    check_categories_changed,
    check_same_as_last_year,
    check_cohorts_implausible,
    check_schools_of_register_missing,
    check_municipalities_unknown,
)


def findings_of(subject: Subject) -> tuple[Finding, ...]:
    """What every check says, in the order of the stages; no check waits for another to pass."""
    return tuple(check(subject) for check in CHECKS)
