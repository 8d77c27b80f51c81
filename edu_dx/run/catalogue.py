"""The standard analyses: every notebook of the catalogue with its metadata and parameters."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from edu_dx.errors import UserError
from edu_dx.run.definitions import definitions_of
from edu_dx.run.notebook import read_notebook
from edu_dx.run.parameters import Parameter, declarations, parameter_from_declaration


@dataclass(frozen=True)
class Analysis:
    """One standard analysis.

    Args:
        name: file name of its notebook without suffix.
        title: Japanese title.
        question: the question that it answers.
        tables: tables that must hold rows; the first one must hold the fiscal year analysed.
        optional_tables: tables that are used when they hold rows.
        unit: ``board``, or ``board_or_school`` when it has a ``school`` parameter.
        security_class: importance class of the data read.
        path: the template notebook.
        parameters: declared in its parameters cell.
        cells: how many cells the template has.
    """

    name: str
    title: str
    question: str
    tables: tuple[str, ...]
    optional_tables: tuple[str, ...]
    unit: str
    security_class: str
    path: Path
    parameters: tuple[Parameter, ...]
    cells: int

    def parameter(self, name: str) -> Parameter:
        """The parameter called ``name``.

        Raises:
            UserError: the analysis has none of that name; the nearest one is suggested.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = [parameter.name for parameter in self.parameters]
        listed = "、".join(f"{parameter.name}（{parameter.label}）" for parameter in self.parameters)
        raise UserError(
            f"「{self.title}」に「{name}」というパラメータはありません。{_nearest(name, names)}",
            where=f"-p {name}=…",
            fix=f"使えるパラメータ: {listed}",
        )

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the template notebook's file."""
        return f"sha256:{hashlib.sha256(self.path.read_bytes()).hexdigest()}"

    @cached_property
    def definitions(self) -> dict[str, str]:
        """Every definition that its numbers rest on, with its fingerprint."""
        return definitions_of(self.path)

    def schema(self) -> dict[str, Any]:
        """JSON Schema of all parameters, for forms."""
        properties = {parameter.name: parameter.schema() for parameter in self.parameters}
        return {
            "title": self.title,
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }


def notebooks_folder() -> Path:
    """The folder of template notebooks: in the installed package, or in the checkout it is developed in."""
    package = Path(str(files("edu_dx")))
    installed = package / "_notebooks"
    return installed if installed.is_dir() else package.parent / "notebooks"


@cache
def catalogue() -> dict[str, Analysis]:
    """Every standard analysis by name."""
    analyses = (_read_analysis(path) for path in sorted(notebooks_folder().glob("*.ipynb")))
    return {analysis.name: analysis for analysis in analyses}


def analysis_called(name: str) -> Analysis:
    """The analysis called ``name``; UserError with the nearest name otherwise."""
    known = catalogue()
    if name in known:
        return known[name]
    listed = "、".join(f"{item.name}（{item.title}）" for item in known.values())
    raise UserError(
        f"「{name}」という分析はありません。{_nearest(name, list(known))}",
        where="edu-dx run の最初の引数",
        fix=f"使える分析: {listed}",
    )


def _nearest(written: str, known: list[str]) -> str:
    near = difflib.get_close_matches(written, known, n=1)
    return f"「{near[0]}」のことでしょうか。" if near else ""


def _read_analysis(path: Path) -> Analysis:
    template = read_notebook(path)
    about = template.metadata["edu_dx"]
    [declaring] = [cell for cell in template.cells if "parameters" in cell.metadata.get("tags", [])]
    return Analysis(
        name=path.stem,
        title=about["title"],
        question=about["question"],
        tables=tuple(about["tables"]),
        optional_tables=tuple(about.get("optional_tables", ())),
        unit=about["unit"],
        security_class=about["security_class"],
        path=path,
        parameters=tuple(map(parameter_from_declaration, declarations(declaring.source))),
        cells=len(template.cells),
    )
