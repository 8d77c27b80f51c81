import importlib
import inspect
from pathlib import Path

import pytest

import edu_dx.intake.checks
from edu_dx.intake.checks.registry import CHECKS
from edu_dx.intake.findings import Check, Result, Stage

HOME = Path(edu_dx.intake.checks.__file__).parent
SUPPORT = {"__init__", "registry", "subject", "names", "rejections", "wording"}
MODULES = sorted(path.stem for path in HOME.glob("*.py") if path.stem not in SUPPORT)


def check_of(module: str) -> Check:
    return importlib.import_module(f"edu_dx.intake.checks.{module}")._CHECK


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_one_check_called_like_it_with_a_test_file_of_its_own(module: str) -> None:
    functions = inspect.getmembers(
        importlib.import_module(f"edu_dx.intake.checks.{module}"), inspect.isfunction
    )
    own = [
        name
        for name, function in functions
        if name.startswith("check_") and function.__module__.endswith(module)
    ]
    assert own == [f"check_{module}"]
    assert check_of(module).name == module
    assert (Path(__file__).parent / f"test_{module}.py").is_file()


def test_every_check_is_wired_in_once() -> None:
    assert sorted(check.__module__.rpartition(".")[2] for check in CHECKS) == MODULES


def test_checks_run_in_the_order_of_the_stages() -> None:
    stages = [list(Stage).index(check_of(check.__module__.rpartition(".")[2]).stage) for check in CHECKS]
    assert stages == sorted(stages)


def test_a_name_says_one_idea() -> None:
    assert not [name for name in MODULES if name.endswith("_check") or name.startswith("check")]


def test_all_findings_come_at_once_and_what_is_wrong_says_what_to_do(grades_file, finding_of) -> None:
    from edu_dx.intake import read_file

    path = grades_file({"あおば": [30, "三十?", 29, 33, 35, 32], "かえで": [30, 31, 4000, 33, 35, 32]})
    findings = read_file(path)[0].receipt.findings
    assert [finding.check for finding in findings[: len(CHECKS)]] == [
        check_of(c.__module__.rpartition(".")[2]).name for c in CHECKS
    ]
    results = {finding.check: finding.result for finding in findings}
    assert results["unreadable_cells"] is Result.FAILED
    assert results["digit_slipped"] is Result.WARNING
    assert all(finding.message.endswith("。") or "。" in finding.message for finding in findings)
    assert all(finding.guidance for finding in findings if finding.result in (Result.FAILED, Result.WARNING))
