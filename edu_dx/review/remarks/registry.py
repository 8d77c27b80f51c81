"""Every rule, in the order in which remarks are listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from edu_dx.review.remarks import (
    blame,
    causal_wording,
    failed_checks,
    personal_data,
    ratios_without_n,
    school_rankings,
    thin_findings,
    unanswered,
    unknown_numbers,
    untested_words,
)
from edu_dx.review.remarks.manuscript import Manuscript, manuscript_of
from edu_dx.review.remarks.remark import Remark, Rule
from edu_dx.workspace import Workspace

RULES: dict[Rule, Callable[[Manuscript], Iterable[Remark]]] = {
    failed_checks.RULE: failed_checks.remarks,
    unanswered.RULE: unanswered.remarks,
    thin_findings.RULE: thin_findings.remarks,
    personal_data.RULE: personal_data.remarks,
    unknown_numbers.RULE: unknown_numbers.remarks,
    ratios_without_n.RULE: ratios_without_n.remarks,
    untested_words.RULE: untested_words.remarks,
    causal_wording.RULE: causal_wording.remarks,
    school_rankings.RULE: school_rankings.remarks,
    blame.RULE: blame.remarks,
}


def title_of_rule(name: str) -> str:
    """What the rule called ``name`` is about; the name itself for one that is no longer there."""
    return next((rule.title for rule in RULES if rule.name == name), name)


def remarks_in(manuscript: Manuscript) -> list[Remark]:
    """What every rule says about the manuscript."""
    return [remark for find in RULES.values() for remark in find(manuscript)]


def remarks_on(board: Workspace, run: str) -> list[Remark]:
    """What would be sent back if ``run`` were submitted now.

    Raises:
        UserError: the run cannot be read.
    """
    return remarks_in(manuscript_of(board, run))
