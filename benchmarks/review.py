"""What a review costs: ``python -m benchmarks.review``.

Each case is prepared once, then timed; the fastest round is printed, which other programs disturbed least.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections.abc import Callable, Sequence

import nbformat
from nbformat import NotebookNode

from edu_dx.present.block import BLOCK_MIME, Block, BlockColumn, Chart, Format, Measure, Source
from edu_dx.review.difference import contents_of, difference
from edu_dx.run.record import RunRecord

_BLOCKS = 60
_SCHOOLS = 33
_GRADES = 9
_SVG_CHARACTERS = 60_000
_BASIS = {
    "period": "2015〜2025年度",
    "filter": "市立小中学校",
    "sources": [Source(table="enrolment", label="児童生徒数", fingerprint="sha256:ab")],
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every case and print one line each."""
    cases = {"difference": _difference}
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review", description=__doc__)
    parser.add_argument("case", nargs="?", choices=cases, help="what to measure; all if left out")
    parser.add_argument("--rounds", type=int, default=9, help="measurements of each case")
    options = parser.parse_args(arguments)
    for name in [options.case] if options.case else cases:
        for told, action in cases[name]().items():
            print(f"{name}: {told}: {_fastest(action, options.rounds) * 1000:,.1f} ms", flush=True)


def _fastest(action: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken)


def _difference() -> dict[str, Callable[[], object]]:
    """Two runs of 60 blocks, from their notebooks as they were read from the files."""
    first, same, other = _run_of(0), _run_of(0), _run_of(1)
    partly = _run_of(1, every=10)
    record = _record()

    def compared(one: NotebookNode, another: NotebookNode) -> Callable[[], object]:
        return lambda: difference(contents_of(one, record), contents_of(another, record))

    shown = (
        f"{_BLOCKS} blocks, tables of {_SCHOOLS} × {_GRADES + 1}, figures of {_SVG_CHARACTERS:,} characters"
    )
    return {
        f"{shown}, nothing changed": compared(first, same),
        f"{shown}, one in ten changed": compared(first, partly),
        f"{shown}, every number changed": compared(first, other),
    }


def _run_of(more: int, every: int = 1) -> NotebookNode:
    """A third of each kind of block, the numbers of every so many greater by ``more``, and a long finding."""
    makers = (_number, _table, _figure)
    new = nbformat.v4
    cells = [new.new_markdown_cell(_finding(more), id="findings", metadata={"tags": ["finding"]})]
    for place in range(_BLOCKS):
        block = makers[place % 3](f"block-{place}", 0 if place % every else more)
        data = {BLOCK_MIME: block.model_dump(mode="json", exclude_defaults=True)}
        output = new.new_output("display_data", data=data)
        cells.append(new.new_code_cell("show()", id=f"cell-{place}", outputs=[output]))
    return new.new_notebook(cells=cells)


def _finding(more: int) -> str:
    return "\n\n".join(
        f"{school}番目の学校の児童生徒数は{school * 7 + more}人です。教室は足ります。"
        for school in range(_SCHOOLS)
    )


def _number(name: str, more: int) -> Block:
    measure = Measure(value=8410 + more, format=Format.COUNT, unit="人", low=8000, high=9000 + more)
    return Block(name=name, kind="number", title="児童生徒数", measure=measure, **_BASIS)


def _table(name: str, more: int) -> Block:
    return Block(
        name=name, kind="table", title="学校ごとの人数", columns=_columns(), rows=_rows(more), **_BASIS
    )


def _figure(name: str, more: int) -> Block:
    chart = Chart(kind="line", x="school", series=["g1"], x_title="学校", y_title="人数（人）")
    svg = f"<svg>{more}{'0' * _SVG_CHARACTERS}</svg>"
    return Block(
        name=name,
        kind="figure",
        title="学校ごとの人数",
        columns=_columns(),
        rows=_rows(more),
        chart=chart,
        svg=svg,
        alt="学校ごとの棒。",
        **_BASIS,
    )


def _columns() -> list[BlockColumn]:
    grades = [
        BlockColumn(key=f"g{grade}", label=f"{grade}年", format=Format.COUNT, unit="人")
        for grade in range(1, _GRADES + 1)
    ]
    return [BlockColumn(key="school", label="学校", format=Format.TEXT), *grades]


def _rows(more: int) -> list[list[str | int | float | None]]:
    return [
        [f"第{school}小学校", *(20 + (school * 7 + grade * 3) % 90 + more for grade in range(_GRADES))]
        for school in range(_SCHOOLS)
    ]


def _record() -> RunRecord:
    return RunRecord(
        id="enrolment-2025-city-01",
        analysis="enrolment",
        title="推計",
        board_name="みほん市教育委員会",
        fictional=True,
        edition="internal",
        unit="全市",
        parameters=[],
        tables=[],
        template_fingerprint="sha256:cd",
        executed_fingerprint="sha256:ef",
        versions={},
        started_at=dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=9))),
        seconds=1.0,
        outcome="succeeded",
    )


if __name__ == "__main__":
    main()
