"""docs/adr holds one page per decision, and the list of dependencies that pyproject.toml must agree with."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ADR = Path(__file__).parents[2] / "docs" / "adr"
PAGES = sorted(ADR.glob("0*.md"))


def test_are_numbered_without_gaps_and_all_listed() -> None:
    assert [int(page.name[:4]) for page in PAGES] == list(range(1, len(PAGES) + 1))
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (ADR / "README.md").read_text(encoding="utf-8"))
    assert listed == [page.name for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_say_status_context_decision_and_consequences(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {page.name[:4]} ")
    assert re.search(r"^Status: (accepted|replaced by \[\d{4}\])", text, flags=re.MULTILINE)
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_every_dependency_has_its_reason(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] + project["optional-dependencies"]["dev"]
    (page,) = ADR.glob("*-dependencies.md")
    reasons = re.findall(r"^\| ([a-z0-9-]+) \| \w", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(set(reasons) - {"package"}) == sorted(Requirement(line).name for line in lines)
