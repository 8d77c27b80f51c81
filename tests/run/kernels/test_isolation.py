"""What one school's notebook leaves behind is never seen by another's."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from edu_dx.run import clients
from edu_dx.run.kernels.supply import Supply, forking_is_possible
from tests.run.kernels.running import Listening, Running, running

LEAKS = {
    "os.environ.get('SCHOOL')": "os.environ['SCHOOL'] = 'A'",
    "pd.get_option('display.max_rows')": "pd.set_option('display.max_rows', 7)",
    "getattr(ratio, 'school', None)": "ratio.school = 'A'",
    "style.BLUE": "style.BLUE = 'A'",
    "mpl.rcParams['font.size']": "mpl.rcParams['font.size'] = 31",
    "os.getcwd()": "os.chdir('/')",
    "any('leak' in os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')"
    " if os.path.exists(f'/proc/self/fd/{n}'))": "opened = open('leak.txt', 'w')",
    "'school' in dir()": "school = 'A'",
    "sys.path[0]": "sys.path.insert(0, 'A')",
    "hasattr(builtins, 'school')": "builtins.school = 'A'",
    "np.geterr()['divide']": "np.seterr(divide='raise')",
    "warnings.filters[0][0]": "warnings.simplefilter('error')",
    "signal.getsignal(signal.SIGUSR1).name": "signal.signal(signal.SIGUSR1, signal.SIG_IGN)",
    "locale.setlocale(locale.LC_ALL)": "locale.setlocale(locale.LC_ALL, 'C')",
    "decimal.getcontext().prec": "decimal.getcontext().prec = 3",
    "len(gc.callbacks)": "gc.callbacks.append(lambda *_: None)",
    "threading.active_count() < 50": "for _ in range(50): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
}
IMPORTS = (
    "import builtins, decimal, gc, locale, os, signal, sys, threading, time, warnings\n"
    "import matplotlib as mpl, numpy as np, pandas as pd\n"
    "from edu_dx.metrics import ratio\nfrom edu_dx.present import style"
)


def test_a_planted_leak_is_never_seen_by_the_next(warm: Supply, folder: Path) -> None:
    with running(folder) as first, running(folder) as beside:
        for kernel in (first, beside):
            assert kernel.run(IMPORTS) == []
        clean = {seen: beside.value(seen) for seen in LEAKS}
        for leak in LEAKS.values():
            assert [output for output in first.run(leak) if "ename" in output] == []
        dirty = {seen: first.value(seen) for seen in LEAKS}
        assert [seen for seen in LEAKS if dirty[seen] == clean[seen]] == [
            seen for seen in LEAKS if seen.startswith("locale") and clean[seen] == "C"
        ]
        assert {seen: beside.value(seen) for seen in LEAKS} == clean
    with running(folder) as second:
        second.run(IMPORTS)
        assert {seen: second.value(seen) for seen in LEAKS} == clean


@pytest.mark.skipif(not forking_is_possible(), reason="this system's kernels are not forked")
def test_nor_is_it_where_nobody_talks_to_the_kernels(
    folder: Path, supplies: dict[str, Supply], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clients, "SUPPLY", supplies["forked"])
    views = [f"print(repr({seen}))" for seen in LEAKS]

    def seen(*planted: str) -> list[list[str]]:
        listening = Listening(folder, IMPORTS, *planted, *views)
        listening.execute()
        return [listening.shown(cell) for cell in range(1 + len(planted), 1 + len(planted) + len(views))]

    clean = seen()
    dirty = seen(*LEAKS.values())
    unseen = [view for view, before, after in zip(LEAKS, clean, dirty, strict=True) if before == after]
    assert unseen == [view for view in unseen if view.startswith("locale") and ["'C'\n"] in clean]
    assert seen() == clean


@pytest.fixture(scope="module")
def two(warm: Supply, folder: Path) -> Iterator[tuple[Running, Running]]:
    with running(folder) as first, running(folder) as second:
        yield first, second


@pytest.mark.parametrize(
    "drawn",
    [
        "__import__('random').random()",
        "float(__import__('numpy').random.rand())",
        "float(__import__('numpy').random.default_rng().random())",
        "float(__import__('scipy.stats').stats.norm.rvs())",
        "next(__import__('tempfile')._get_candidate_names())",
        "str(__import__('uuid').uuid4())",
        "bytes(__import__('multiprocessing').current_process().authkey)",
    ],
    ids=lambda drawn: re.findall(r"'([\w.]+)'", drawn)[0] + drawn[-12:],
)
def test_two_kernels_draw_different_numbers(drawn: str, two: tuple[Running, Running]) -> None:
    first, second = two
    assert first.value(drawn) != second.value(drawn)
