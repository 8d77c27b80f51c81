"""`edu-dx pseudonyms`: the key of the pseudonyms."""

from __future__ import annotations

from typing import Annotated

import typer

from edu_dx.cli.console import say, say_table, say_warning
from edu_dx.tables import TABLES
from edu_dx.workspace import Workspace, current
from edu_dx.workspace.pseudonym_key import PseudonymKey, fingerprint_of
from edu_dx.workspace.pseudonym_record import PseudonymRecord

app = typer.Typer(help="人の番号を置き換える仮名の鍵を見る・替える。", no_args_is_help=True)


@app.command("status", help="鍵があるか、どの表がどの鍵の仮名を持つかを見る（鍵そのものは表示しません）。")
def status() -> None:
    """Print where the key lies, what it is called and which tables have pseudonyms of which key; never the key."""
    board = current()
    key_file = PseudonymKey(board.root)
    key = key_file.stored()
    if key is None:
        say(
            f"仮名の鍵はこのPCにありません（人の番号を初めて取り込むときに作ります）。置き場所: {key_file.path}"
        )
    else:
        say(f"仮名の鍵があります（鍵の名前 {fingerprint_of(key)}）。置き場所: {key_file.path}")
    record = PseudonymRecord(board.root)
    held = record.all_fingerprints(board.store.manifest)
    if not held:
        say("仮名を持つ表はまだありません。")
        return
    now = fingerprint_of(key) if key else None
    rows = [
        (TABLES[table].label, fingerprint, f"{count:,}", "今の鍵" if fingerprint == now else "今の鍵と違う")
        for table, found in held.items()
        for fingerprint, count in sorted(found.items())
    ]
    say_table("仮名を持つ表", ["表", "鍵の名前", "行数", ""], rows)
    if any(fingerprint != now for found in held.values() for fingerprint in found):
        say_warning(
            "今の鍵と違う仮名は、これから取り込む資料の仮名とつながりません。その資料を取り込み直してください。"
        )
        _say_files(record.sources(board.store.manifest, but=now), board)


@app.command("rotate", help="鍵を新しくする。前の鍵は残りません。")
def rotate(
    yes: Annotated[bool, typer.Option("--yes", help="確かめずに替える")] = False,
) -> None:
    """Make a new key after saying what that means; the old one is gone."""
    board = current()
    key_file = PseudonymKey(board.root)
    record = PseudonymRecord(board.root)
    held = record.all_fingerprints(board.store.manifest)
    say(
        "仮名の鍵を替えると、これから取り込む資料の仮名は、これまでの資料の仮名とつながらなくなります。前の鍵は残りません。"
    )
    if held:
        labels = "、".join(TABLES[table].label for table in held)
        say(f"つながりを保つには、次の表の資料をすべて取り込み直してください: {labels}")
        _say_files(record.sources(board.store.manifest), board)
    if not yes and not typer.confirm("替えますか"):
        say("替えませんでした。前の鍵のままです。")
        raise typer.Exit(1)
    key = key_file.replaced()
    say(f"鍵を替えました（鍵の名前 {fingerprint_of(key)}）。置き場所: {key_file.path}")


def _say_files(sources: set[str], board: Workspace) -> None:
    """Name the files whose rows hold pseudonyms; one of the time before arrivals were recorded has no name."""
    names = [arrival.file_name for arrival in board.store.manifest.arrivals if arrival.source in sources]
    if names:
        say(f"　ファイル: {'、'.join(dict.fromkeys(names))}")
