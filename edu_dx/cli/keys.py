"""`edu-dx key`: the keys with which consultants sign approvals."""

from __future__ import annotations

from typing import Annotated

import typer

from edu_dx.cli.acting import Acting, acting_person
from edu_dx.cli.console import say, say_table
from edu_dx.workspace import current
from edu_dx.workspace.config import CONFIG_NAME
from edu_dx.workspace.public_key import key_fingerprint
from edu_dx.workspace.register_key import register_public_key
from edu_dx.workspace.signing_key import SigningKey

app = typer.Typer(help="承認に使う検印の鍵を作る・見る。", no_args_is_help=True)


@app.command("new", help="自分の検印の鍵を作り、公開鍵を edu-dx.toml に書き込む。")
def new(
    person: Acting = None,
    replace: Annotated[bool, typer.Option("--replace", help="今ある鍵を新しい鍵に替える")] = False,
) -> None:
    """Make a person's key and register its public half."""
    board = current()
    owner = acting_person(board, person)
    key = SigningKey(board.root, owner.id)
    public_key = key.replaced() if replace else key.create()
    register_public_key(board.root / CONFIG_NAME, owner.id, public_key)
    say(f"{owner.name}さんの検印の鍵を作りました（指紋 {key.fingerprint}）。")
    say(
        "承認するとこの鍵で報告書に検印が付き、報告書を受け取った人が、承認どおりの内容かを「edu-dx verify」で確かめられます。"
    )
    say(
        f"鍵は次のファイルにあります。人に渡したり、作業フォルダやメールに入れたりしないでください: {key.path}"
    )
    say(
        "次にすること: 上の指紋を教育委員会に伝え、ウェブサイトなどに載せてもらいます。受け取った人が、検印の指紋と見比べられます。"
    )


@app.command(
    "show", help="だれがどの鍵で承認するか、このPCにだれの鍵があるかを見る（鍵そのものは表示しません）。"
)
def show() -> None:
    """Print everybody's key fingerprints and whose keys are on this computer; never a key."""
    board = current()
    rows = [
        (
            person.name,
            person.role,
            key_fingerprint(person.public_key) if person.public_key else "（まだありません）",
            "\n".join(map(key_fingerprint, person.former_public_keys)),
            _here(SigningKey(board.root, person.id), person.public_key),
        )
        for person in board.config.people
    ]
    say_table("検印の鍵", ["人", "役割", "今の鍵の指紋", "前の鍵の指紋", "このPC"], rows)


def _here(key: SigningKey, registered: str | None) -> str:
    if not key.stored():
        return ""
    return "あり" if key.public_key == registered else "あり（登録と違う鍵）"
