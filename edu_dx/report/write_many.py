"""Writing the reports of many runs, in processes of their own: a thread that renders keeps all others waiting."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from edu_dx.errors import UserError
from edu_dx.light_start import start_light

# Another process imports everything anew, which takes as long as two or three reports.
WORTH_OTHER_PROCESSES = 6


def write_reports(folders: Sequence[Path], destination: Path) -> Iterator[list[Path]]:
    """Write the reports of many runs, as many at a time as the machine has processors; their paths, run by run."""
    if len(folders) < WORTH_OTHER_PROCESSES:
        yield from (_write(folder, destination) for folder in folders)
        return
    with _processes(os.cpu_count() or 1) as pool:
        yield from pool.map(partial(_write, destination=destination), folders)


@contextmanager
def report_writers(
    destination: Path, runs: int, formats: Sequence[str] = ()
) -> Iterator[Callable[[Path], list[Path]]]:
    """What writes the report of a run's folder while other runs go on; several threads may call it.

    Args:
        destination: as for ``write_report``.
        runs: how many reports to expect.
        formats: as for ``write_report``; all of them where none is named.
    """
    write = partial(_write, destination=destination, formats=formats)
    if runs < WORTH_OTHER_PROCESSES:
        yield write
        return
    # The runs themselves keep the processors busy.
    with _processes(max((os.cpu_count() or 1) // 2, 1)) as pool:
        # It imports while the first run waits for its kernel.
        pool.submit(_load)
        yield lambda folder: _answer(pool, partial(write, folder))


def _answer(pool: ProcessPoolExecutor, write: Callable[[], list[Path]]) -> list[Path]:
    try:
        return pool.submit(write).result()
    except BrokenExecutor as error:
        raise UserError(
            "報告書を作る途中でPythonが止まりました。実行の結果は残っています。",
            where="--report",
            fix="ほかのソフトを閉じてメモリを空け、「edu-dx report 実行の名前」で報告書を作ってください。",
        ) from error


def _write(folder: Path, destination: Path, formats: Sequence[str] = ()) -> list[Path]:
    # Who starts the processes does not need what they import.
    from edu_dx.report.write import FORMATS, write_report

    return write_report(folder, destination, formats or FORMATS)


def _load() -> None:
    importlib.import_module("edu_dx.report.write")


def _processes(number: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(number, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Ctrl-C is for the starter, which ends this process; and when the starter is killed, this process ends, too."""
    start_light()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_starter, daemon=True).start()


def _end_with_the_starter() -> None:
    starter = multiprocessing.parent_process()
    if starter is not None:
        starter.join()
        os._exit(1)
