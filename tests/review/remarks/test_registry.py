import importlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import edu_dx.review.remarks
from edu_dx.errors import UserError
from edu_dx.review.remarks.registry import RULES, remarks_in, remarks_on
from edu_dx.review.remarks.remark import Rule
from edu_dx.run.notebook import write_notebook
from edu_dx.run.record import CheckResult, write_record
from edu_dx.workspace import Workspace
from tests.review.remarks.good_findings import GOOD_EXPECTATIONS, GOOD_FINDINGS
from tests.review.remarks.manuscripts import GUESS_TITLE, TITLE, manuscript, notebook_with, record

HOME = Path(edu_dx.review.remarks.__file__).parent
SUPPORT = {
    "__init__",
    "denial",
    "known_values",
    "manuscript",
    "passages",
    "quantities",
    "reckoning",
    "registry",
    "remark",
    "sentences",
    "text",
}
MODULES = sorted(path.stem for path in HOME.glob("*.py") if path.stem not in SUPPORT)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_one_rule_called_like_it_with_a_test_file_of_its_own(module: str) -> None:
    home = importlib.import_module(f"edu_dx.review.remarks.{module}")
    assert isinstance(home.RULE, Rule)
    assert home.RULE.name == module
    assert (Path(__file__).parent / f"test_{module}.py").is_file()


def test_every_rule_is_wired_in() -> None:
    wired = {rule.name: find.__module__.rpartition(".")[2] for rule, find in RULES.items()}
    assert wired == {module: module for module in MODULES}


def test_only_failed_checks_stop_a_submission_and_they_come_first() -> None:
    rules = list(RULES)
    assert [rule.name for rule in rules if rule.blocking] == ["failed_checks"]
    assert [rule.name for rule in rules[:2]] == ["failed_checks", "unanswered"]


def test_there_are_enough_good_findings_to_trust_the_rules() -> None:
    assert len(GOOD_FINDINGS) >= 40


@pytest.mark.parametrize("finding", GOOD_FINDINGS)
def test_a_good_finding_is_left_alone(finding: str) -> None:
    assert remarks_in(manuscript(finding)) == []


def test_all_good_findings_in_one_cell_are_left_alone() -> None:
    assert remarks_in(manuscript("\n\n".join(GOOD_FINDINGS))) == []


@given(st.lists(st.sampled_from(GOOD_FINDINGS), min_size=2, max_size=4))
def test_good_sentences_are_left_alone_in_one_paragraph_too(findings: list[str]) -> None:
    assert remarks_in(manuscript("".join(findings))) == []


@given(st.text(max_size=60))
def test_whatever_is_written_is_read(text: str) -> None:
    remarks_in(manuscript(text, text))


@pytest.mark.parametrize(
    "sign", ["1", "1,", "1万", "（", "「", "（ここに書いてください", "により", "効果が", "5%", "*"]
)
def test_the_same_sign_thousands_of_times_does_not_take_minutes(sign: str) -> None:
    remarks_in(manuscript((sign * 3000)[:3000]))


@pytest.mark.parametrize("guess", GOOD_EXPECTATIONS)
def test_a_good_expectation_is_left_alone(guess: str) -> None:
    assert remarks_in(manuscript(guess=guess)) == []


def test_every_remark_says_what_and_what_to_do_in_whole_sentences() -> None:
    bad = manuscript(
        "かえで小は1位だった。手数料の引下げにより減った。効果があった。割合は66.6%だった。職員の努力が足りない。"
        "担当は山田さん。来庁は81,234枚だった。",
        guess="",
        checks=(CheckResult(name="months", title="12か月分", passed=False),),
    )
    short = manuscript("効果が出た。")
    remarks = [*remarks_in(bad), *remarks_in(short)]

    assert {remark.rule for remark in remarks} == set(RULES)
    assert all(remark.what.endswith(("。", "）。")) and remark.fix.endswith("。") for remark in remarks)
    assert all(remark.place.anchor and remark.place.heading for remark in remarks)


@pytest.fixture
def run(board: Workspace) -> str:
    """A run folder of the counter analysis as the student left it."""
    cells = {"findings": f"{TITLE}\n\n効果があった。", "expectation": f"{GUESS_TITLE}\n\n"}
    return store(board, "counter_hours", cells)


def store(board: Workspace, analysis: str, cells: dict[str, str]) -> str:
    made = record().model_copy(update={"analysis": analysis})
    folder = board.runs / made.id
    folder.mkdir(parents=True)
    write_notebook(notebook_with(cells), folder / "notebook.ipynb")
    write_record(folder, made)
    return made.id


def test_a_run_is_read_from_its_folder(board: Workspace, run: str) -> None:
    found = [(remark.rule.name, remark.place.anchor) for remark in remarks_on(board, run)]
    assert found == [
        ("unanswered", "expectation"),
        ("thin_findings", "findings"),
        ("untested_words", "findings"),
    ]


def test_an_analysis_that_left_the_catalogue_is_looked_at_without_its_template(board: Workspace) -> None:
    run = store(board, "retired", {"findings": f"{TITLE}\n\n効果があった。"})
    found = [(remark.rule.name, remark.place.anchor) for remark in remarks_on(board, run)]
    assert found == [
        ("unanswered", "expectation"),
        ("thin_findings", "findings"),
        ("untested_words", "findings"),
    ]


def test_a_missing_notebook_is_a_users_error(board: Workspace, run: str) -> None:
    (board.runs / run / "notebook.ipynb").unlink()
    with pytest.raises(UserError, match="見つかりません"):
        remarks_on(board, run)
