"""Which run a command is about, and who acts."""

from __future__ import annotations

from typing import Annotated

import typer

from edu_dx.cli.console import say_warning
from edu_dx.cli.setup import NAME_TO_BE_WRITTEN
from edu_dx.errors import UserError
from edu_dx.workspace import Person, Workspace

RunName = Annotated[
    str, typer.Argument(help="実行の名前（edu-dx runs で見られます。はじめの部分だけでも可）")
]
Acting = Annotated[
    str | None, typer.Option("--as", envvar="EDU_DX_USER", help="だれとして行うか（edu-dx.toml の id）")
]
Comment = Annotated[str, typer.Option("--comment", "-m", help="伝えること")]


def acting_person(board: Workspace, person_id: str | None) -> Person:
    """The person in whose name the command acts; UserError naming the known ones otherwise."""
    if person_id is not None:
        person = board.config.person(person_id)
        if NAME_TO_BE_WRITTEN in person.name:
            say_warning(
                "名前がまだ書かれていません。報告書の表紙に出るので、edu-dx.toml の [[people]] を直してください。"
            )
        return person
    known = "、".join(f"{person.id}（{person.name}、{person.role}）" for person in board.config.people)
    raise UserError(
        "だれとして行うかが分かりません。",
        where="--as",
        fix=f"「--as 名前」を付けるか、環境変数 EDU_DX_USER に入れてください。登録されている人: {known}",
    )
