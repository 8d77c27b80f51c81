"""One board's folder."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from edu_dx.errors import UserError
from edu_dx.tables import TABLES
from edu_dx.workspace.config import CONFIG_NAME, Config, read_config
from edu_dx.workspace.reads import ReadLog
from edu_dx.workspace.store import TableStore

if TYPE_CHECKING:
    import pandas as pd


class Workspace:
    """The folder that holds ``edu-dx.toml``, the tables, the runs and the reports.

    Args:
        root: the folder; it must hold ``edu-dx.toml``.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.store = TableStore(self.root / "data" / "tables", ReadLog.of_this_process())

    @cached_property
    def config(self) -> Config:
        """The checked content of ``edu-dx.toml``."""
        return read_config(self.root / CONFIG_NAME)

    @property
    def name(self) -> str:
        """The board's name, as printed on every report."""
        return self.config.board.name

    @property
    def receipts(self) -> Path:
        """Where intake receipts are kept."""
        return self.root / "data" / "receipts"

    @property
    def sources(self) -> Path:
        """Where it is remembered how the files of each source were read and what they brought."""
        return self.root / "data" / "sources"

    @property
    def mappings(self) -> Path:
        """Where mapping files (対応表) are put for a person to complete."""
        return self.root / "data" / "mappings"

    @property
    def findings(self) -> Path:
        """Where every saved state of the findings is kept, beside the runs so that no lost run takes them along."""
        return self.root / "data" / "findings"

    @property
    def cache(self) -> Path:
        """What is remembered to save time; it may be deleted at any moment."""
        return self.root / "data" / "cache"

    @property
    def runs(self) -> Path:
        """Where runs are kept."""
        return self.root / "runs"

    @property
    def reports(self) -> Path:
        """Where rendered reports go."""
        return self.root / "reports"

    @property
    def journal(self) -> Path:
        """The append-only record of reviews."""
        return self.root / "journal.jsonl"

    def table(
        self,
        name: str,
        fiscal_year: int | None = None,
        *,
        until: int | None = None,
        school: str | None = None,
    ) -> pd.DataFrame:
        """Rows of a table with its canonical columns.

        An analysis of a school that needs no rows of other schools names the ``school`` (its code): its run then
        stays up to date when another school's rows change. One that looks back names the last year (``until``): it
        stays up to date when the next year's file comes.

        Raises:
            UserError: the table is empty, or has no row of that fiscal year or school.
        """
        rows = self.store.read(name, fiscal_year, until=until, school=school)
        if rows.empty:
            self._explain_missing(name, fiscal_year, until, school)
        return rows

    def must_hold(self, name: str, fiscal_year: int | None = None) -> None:
        """Ask for rows of a table without reading them; ``UserError``, as ``table`` raises it, where there are none."""
        years = self.store.fiscal_years(name)
        if not years or fiscal_year not in (None, *years):
            self._explain_missing(name, fiscal_year, None, None)

    def _explain_missing(
        self, name: str, fiscal_year: int | None, until: int | None, school: str | None
    ) -> None:
        label = TABLES[name].label
        years = self.store.fiscal_years(name)
        if school is not None and (fiscal_year is None or fiscal_year in years) and years:
            raise UserError(
                f"「{label}」には学校コード「{school}」の行がありません。",
                where=str(self.root),
                fix=f"「edu-dx show {name}」で学校コードを確かめてください。",
            )
        if years:
            held = "、".join(f"{year}年度" for year in years)
            asked = f"{until}年度まで" if fiscal_year is None else f"{fiscal_year}年度"
            raise UserError(
                f"「{label}」には{asked}の行がありません。あるのは {held} です。",
                where=str(self.root),
                fix="ある年度を指定するか、その年度の資料を edu-dx intake で取り込んでください。",
            )
        raise UserError(
            f"「{label}」の資料がまだ取り込まれていません。",
            where=str(self.root),
            fix=f"資料のファイルを用意して「edu-dx intake ファイル名」で取り込んでください（表の名前: {name}）。",
        )


def current(start: Path | None = None) -> Workspace:
    """The workspace that ``start`` (default: the current folder) lies in.

    Raises:
        UserError: neither the folder nor any folder above it holds ``edu-dx.toml``.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / CONFIG_NAME).is_file():
            return Workspace(folder)
    raise UserError(
        "ここは作業フォルダではありません（edu-dx.toml が見つかりません）。",
        where=str(here),
        fix="作業フォルダに移ってから実行するか、「edu-dx init フォルダ名」で新しく作ってください。",
    )
