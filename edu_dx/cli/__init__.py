"""The `edu-dx` command: thin over intake, run, review and report."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from edu_dx.cli.ahead import begin_ahead
from edu_dx.errors import UserError, storage_error
from edu_dx.light_start import start_light

if TYPE_CHECKING:
    import typer

# What typer makes of Ctrl-C, as a shell does.
INTERRUPTED = 130

_USAGE_MISTAKES = {
    "NoSuchOption": "そのオプションはありません",
    "NoSuchCommand": "そのコマンドはありません",
    "MissingParameter": "必要な引数かオプションが足りません",
    "BadParameter": "引数かオプションの値が正しくありません",
    "BadOptionUsage": "オプションの使い方が正しくありません",
    "BadArgumentUsage": "引数の使い方が正しくありません",
}


def main() -> None:
    """Run the command; every mistake of the user ends in Japanese and with exit status 1 or 2."""
    _write_utf8()
    start_light()
    # Without a working folder there is nothing to begin with, as the command will tell.
    with contextlib.suppress(OSError):
        begin_ahead(sys.argv[1:], Path.cwd())
    sys.exit(_status())


def _status() -> int:
    import typer

    from edu_dx.cli.app import app
    from edu_dx.cli.console import say_error

    try:
        status = app(standalone_mode=False)
    except UserError as error:
        say_error(error)
        return 1
    except typer.TyperException as error:
        say_error(_usage_error(error))
        return 2
    except BrokenPipeError:
        # The reader of our output (head, less) has closed it; that is not a mistake.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        say_error(storage_error(error, Path(error.filename or ".")))
        return 1
    except typer.Abort:
        status = INTERRUPTED
    if status == INTERRUPTED:
        say_error(UserError("中断しました。終わっていた分は残っています。"))
    return int(status or 0)


def _usage_error(error: typer.TyperException) -> UserError:
    mistake = _USAGE_MISTAKES.get(type(error).__name__, "コマンドの書き方が正しくありません")
    offender = getattr(error, "option_name", None) or getattr(getattr(error, "param", None), "name", None)
    return UserError(
        f"{mistake}。",
        where=str(offender or error.format_message()),
        fix="「edu-dx --help」か「edu-dx コマンド名 --help」で書き方を確かめてください。",
    )


def _write_utf8() -> None:
    """Japanese and piped CSV must not depend on the machine's code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
