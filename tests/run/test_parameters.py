import gc
import sys
from concurrent.futures import ThreadPoolExecutor

from edu_dx.run.parameters import declarations


def test_runs_that_are_made_ready_at_once_do_not_disturb_each_other() -> None:
    """Threads that take turns within a declaration, while garbage is collected, once broke Python's own count."""
    source = "\n".join(f"name{number}: Count | None = {number}  # 名前{number}" for number in range(40))
    interval, threshold = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(10)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(declarations, [source] * 400))
    finally:
        sys.setswitchinterval(interval)
        gc.set_threshold(*threshold)

    assert found == [declarations(source)] * 400
