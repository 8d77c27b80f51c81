"""Write environment.yml, for those who work with conda, from the dependencies in pyproject.toml.

Run ``python tools/environment.py`` after changing a dependency; a test compares the file with this.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "environment.yml"

CONDA_NAMES = {
    "matplotlib": "matplotlib-base",
    "typst": "typst-py",
}
ONLY_ON_PYPI = {"noto-cjk-sans-jp-bold", "noto-cjk-sans-jp-regular"}

HEADER = """\
# Generated from pyproject.toml by tools/environment.py: change the dependencies there.
# conda env create -f environment.yml && conda activate edu-dx && pip install --no-deps --no-build-isolation -e .
name: edu-dx
channels:
  - conda-forge
  - nodefaults
dependencies:
"""


def conda_spec(requirement: Requirement) -> str:
    """A Python requirement under the name that conda-forge gives the package."""
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    name = CONDA_NAMES.get(requirement.name + extras, requirement.name)
    return f"{name} {requirement.specifier}"


def environment(pyproject: str) -> str:
    """The text of environment.yml for the text of pyproject.toml."""
    project = tomllib.loads(pyproject)["project"]
    requirements = [Requirement(line) for line in project["dependencies"]]
    from_conda = [conda_spec(each) for each in requirements if each.name not in ONLY_ON_PYPI]
    from_pypi = [str(each) for each in requirements if each.name in ONLY_ON_PYPI]
    conda = [f"python {project['requires-python']}", "hatchling", "pip", *from_conda]
    lines = [*(f"  - {spec}" for spec in conda), "  - pip:", *(f"      - {spec}" for spec in from_pypi)]
    return HEADER + "\n".join(lines) + "\n"


if __name__ == "__main__":
    text = environment((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    TARGET.write_text(text, encoding="utf-8", newline="\n")
