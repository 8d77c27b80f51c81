"""Small notebooks that look at their kernel from all sides; a warm kernel must answer as a plain one does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Small:
    """A small notebook.

    Args:
        name: what it looks at.
        cells: its code cells.
        seconds: time limit of a cell.
    """

    name: str
    cells: tuple[str, ...]
    seconds: int = 60


def small(name: str, *cells: str, seconds: int = 60) -> Small:
    return Small(name, cells, seconds)


# First of all, since others import what these must not find.
FORGOTTEN_IMPORTS = (
    small("pandas", "pd.DataFrame()", "pandas.DataFrame()"),
    small("numpy", "np.zeros(2)", "numpy"),
    small("ours", "Presenter", "edu_dx", "current()"),
    small(
        "what-is-loaded",
        "import sys\nfor name in ('numpy', 'pandas', 'matplotlib', 'scipy', 'pyarrow', 'edu_dx', 'multiprocessing',\n"
        "             'decimal', 'csv', 'edu_dx.run.kernels.hidden'):\n    print(name, name in sys.modules)",
    ),
    small("part-of-matplotlib", "import matplotlib", "matplotlib.pyplot.plot([1])"),
    small("part-of-pyarrow", "import pyarrow", "pyarrow.parquet.read_table('x')"),
    small("part-of-the-standard-library", "import concurrent", "concurrent.futures", "import xml", "xml.dom"),
    small("part-of-ours", "import edu_dx", "edu_dx.metrics", "import edu_dx.metrics", "edu_dx.metrics.trend"),
    small("part-that-comes-with-the-whole", "import pandas", "pandas.core.frame.DataFrame", "pandas.io.sql"),
    small("no-such-module", "import edu_dy", "from edu_dx.metrics import nothing", "import pandas.nothing"),
)

THE_PROCESS = (
    small("name", "print(__name__)", "__file__", "import sys\nsys.modules['__main__'].__dict__ is globals()"),
    small("variables", "[name for name in dir() if not name.startswith('_')]"),
    small("command-line", "import sys\n[arg for arg in sys.argv if 'json' not in arg and 'History' not in arg and arg != '-f'], sys.flags, sys.path"),
    small("folder", "import os\nos.getcwd() == os.environ['WANTED_FOLDER'], os.path.exists('seen.txt')"),
    small("environment", "import os\nsorted(n for n in os.environ if n != 'JPY_INTERRUPT_EVENT')"),
    small("blas-variables", "import os\nos.environ.get('OPENBLAS_NUM_THREADS'), os.environ.get('MPLBACKEND')"),
    small("clock", "import os, time\nos.environ['TZ'], time.tzname"),
    small("locale", "import locale, sys\nlocale.setlocale(locale.LC_ALL), sys.getfilesystemencoding()"),
    small("collector", "import gc\ngc.isenabled(), gc.get_threshold(), gc.get_debug()"),
    small("limits", "import sys\nsys.getrecursionlimit()", "def f(): f()\ntry: f()\nexcept RecursionError: print('deep')"),
    small(
        "signals",
        "import signal\n[(name, str(signal.getsignal(getattr(signal, name))))\n"
        " for name in ('SIGINT', 'SIGTERM', 'SIGCHLD', 'SIGPIPE') if hasattr(signal, name)]",
    ),
    small("open-files", "from pathlib import Path\n[p for p in Path('/proc/self/fd').glob('*') if p.exists() and p.resolve().is_file()\n if int(p.name) > 2 and 'history' not in str(p.resolve()) and p.resolve().suffix != '.sqlite']"),
    small("history", "get_ipython().history_manager.enabled", "In[-1], Out == {}", "6 * 7", "_", "_1 if '_1' in dir() else None"),
    small("shell", "type(get_ipython()).__name__, get_ipython().colors, sorted(get_ipython().magics_manager.magics['cell'])"),
    small("warm-up-is-not-seen", "import threading\nthreading.current_thread().name, threading.main_thread().name"),
)  # fmt: skip

NUMBERS = (
    small("random", "import random\nrandom.seed(1)\nrandom.random()"),
    small("numpy-random", "import numpy as np\nnp.random.seed(1)\nnp.random.rand(2)", "np.random.default_rng(1).normal(size=2)"),
    small("scipy-random", "from scipy import stats\nstats.norm.rvs(size=2, random_state=3)"),
    small(
        "blas",
        "import hashlib\nimport numpy as np\na = np.random.default_rng(0).normal(size=(400, 400))\n"
        "hashlib.sha256((a @ a).tobytes()).hexdigest(), hashlib.sha256(np.linalg.svd(a)[1].tobytes()).hexdigest()",
    ),
    small("lapack-of-scipy", "import numpy as np, scipy.linalg\nscipy.linalg.eigvalsh(np.arange(9.0).reshape(3, 3)).round(9)"),
    small("missing-values", "import pandas as pd\npd.Series([1, None, 3]).mean(), pd.NA, pd.Series(['あ', None]).dtype"),
    small("table", "import pandas as pd\npd.DataFrame({'学校': ['あおば', 'かえで'], '人': [30, 40]})"),
    small("table-options", "import pandas as pd\npd.get_option('display.max_rows'), pd.get_option('display.width')"),
    small("group", "import pandas as pd\npd.DataFrame({'a': [1, 1, 2], 'b': [3, 4, 5]}).groupby('a').agg(['sum', 'mean'])"),
    small("parquet", "import pandas as pd\nfrom pathlib import Path\npd.DataFrame({'a': range(1000)}).to_parquet('t.parquet')\npd.read_parquet('t.parquet')['a'].sum(), Path('t.parquet').unlink()"),
    small("arrow-threads", "import pyarrow as pa, pyarrow.compute as pc\npa.cpu_count(), pc.sum(pa.array(range(10**6))).as_py(), pa.default_memory_pool().backend_name"),
    small("decimal", "import decimal\ndecimal.getcontext()"),
    small("openmp", "import importlib.util\nif importlib.util.find_spec('sklearn'):\n    from sklearn.cluster import KMeans\n    print(KMeans(2, n_init=1, random_state=0).fit([[0.0], [1.0], [9.0]]).labels_)"),
    small("models", "import importlib.util\nif importlib.util.find_spec('sklearn'):\n    from sklearn.ensemble import HistGradientBoostingRegressor as H\n    from sklearn.model_selection import cross_val_score\n    import numpy as np\n    x = np.arange(200.0)[:, None]\n    print(cross_val_score(H(max_iter=5), x, x[:, 0], cv=3, n_jobs=2).round(6))"),
)  # fmt: skip

PICTURES = (
    small("settings", "import matplotlib as mpl\n{k: v for k, v in mpl.rcParams.items() if k not in ('datapath',)}"),
    small("backend", "import matplotlib.pyplot as plt\nplt.get_backend(), plt.isinteractive(), plt.get_fignums()"),
    small("fonts", "from matplotlib import font_manager\nlen(font_manager.fontManager.ttflist), font_manager.findfont('serif').rsplit('/')[-1]"),
    small("shown-at-the-end-of-a-cell", "import matplotlib.pyplot as plt\n_ = plt.plot([1, 3, 2])"),
    small(
        "svg",
        "import hashlib, io\nimport matplotlib.pyplot as plt\nfrom edu_dx.present import style\nstyle.apply()\n"
        "fig, ax = plt.subplots()\nax.bar(['学校'], [1])\nax.set_title('年度')\nbuffer = io.StringIO()\n"
        "fig.savefig(buffer, format='svg', metadata={'Date': None})\nplt.close(fig)\n"
        "hashlib.sha256(buffer.getvalue().encode()).hexdigest()",
    ),
    small("fonts-after-style", "from matplotlib import font_manager\nsum(f.name.startswith('Noto Sans CJK') for f in font_manager.fontManager.ttflist)"),
)  # fmt: skip

OUTPUT = (
    small("streams", "import sys\nprint('one')\nprint('two', file=sys.stderr)\nsys.stdout.write('three')"),
    small("descriptors", "import os, time\n_ = os.write(1, 'あ\\n'.encode())\n_ = os.write(2, b'error\\n')\ntime.sleep(0.1)"),
    small("programs", "import subprocess, sys, time\nsubprocess.run([sys.executable, '-c', 'print(1 + 1)']).returncode, time.sleep(0.1)"),
    small("shell-magics", "!echo あ", "%pwd", "files = !echo a; echo b\nfiles", "%%bash\necho $((40 + 2))", "%who_ls", "%nothing"),
    small("warnings", "import warnings\nwarnings.warn('careful')\nwarnings.warn('old', DeprecationWarning)", "import numpy as np\nnp.float64(1) / 0"),
    small("filters", "import warnings\n[f[:3] for f in warnings.filters if f[2] in (DeprecationWarning, SyntaxWarning)][:3]"),
    small("logging", "import logging\nlogging.warning('told')\nlogging.getLogger('edu_dx').error('told')\nlogging.getLogger().handlers"),
    small("errors", "1 / 0", "if:", "try:\n    {}['a']\nexcept KeyError as e:\n    raise ValueError('b') from e", "assert False, 'why'"),
    small("user-error", "from edu_dx.errors import UserError\nraise UserError('資料がありません。', fix='取り込んでください。')"),
    small("display", "from IPython.display import HTML, Markdown, display\ndisplay(HTML('<b>a</b>'), Markdown('*a*'))", "h = display('a', display_id='x')\nh.update('b')"),
    small("careless-syntax", "'\\d', 1 is 1", "'\\d', 1 is 1", "await 1", "yield 1", "async def f(): await 1\nf"),
    small("own-magic", "def shout(lines): return [line.upper() for line in lines]\nget_ipython().input_transformers_post.append(shout)", "a = 1", "get_IPYTHON", "%pwd"),
    small("input", "input('? ')", "import getpass\ngetpass.getpass()", "import sys\nsys.stdin.fileno()"),
    small("capture", "%%capture got\nprint('hidden')", "got.stdout"),
)  # fmt: skip

WORKERS = (
    small("threads", "import threading\nt = threading.Thread(target=print, args=('from a thread',))\nt.start()\nt.join()"),
    small("thread-pool", "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(2) as pool:\n    print(list(pool.map(abs, [-1, -2])))"),
    small("await", "import asyncio\nawait asyncio.sleep(0.01)\nprint(asyncio.get_running_loop().is_running())", "async def f():\n    return 7\nawait f()"),
    small("fork", "import multiprocessing as mp\ndef double(x): return 2 * x\nwith mp.get_context('fork').Pool(2) as pool:\n    print(pool.map(double, [1, 2]))"),
    small("spawn", "import math\nimport multiprocessing as mp\nwith mp.get_context('spawn').Pool(1) as pool:\n    print(pool.map(math.sqrt, [4, 9]))\nmp.get_start_method()"),
    small("blas-in-a-fork", "import os\nimport numpy as np\npid = os.fork()\nif pid == 0:\n    os._exit(int((np.ones((300, 300)) @ np.ones((300, 300)))[0, 0] == 300))\nos.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])"),
    small("signal-to-itself", "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(5)", "'goes on'"),
    small("children", "import subprocess\np = subprocess.Popen(['sleep', '0'])\np.wait()", "import os\ntry: print(os.waitpid(-1, os.WNOHANG))\nexcept ChildProcessError: print('none')"),
    small("pickle", "import pickle\nclass Own:\n    pass\ntype(pickle.loads(pickle.dumps(Own()))) is Own, Own.__module__"),
    small("reload", "import importlib\nfrom edu_dx.metrics import ratio\nold = ratio.Ratio\nimportlib.reload(ratio).Ratio is old, ratio.__spec__.name"),
    small("leave", "import sys\nsys.exit('done')", "'goes on'"),
)  # fmt: skip

# Those that leave each other alone share a kernel, for the sake of time.
TOGETHER = {
    "forgotten-imports": FORGOTTEN_IMPORTS,
    "process-and-output": (*THE_PROCESS, *OUTPUT),
    "numbers-and-pictures": (*NUMBERS, *PICTURES),
    "workers": WORKERS,
}

# Each needs a kernel of its own, which it ends or which is ended.
DEADLY = (
    small("ends-at-once", "import os\nos._exit(3)", "'never'"),
    small("kills-itself", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "'never'"),
    small("quits", "quit()"),
    small("takes-too-long", "while True:\n    pass", seconds=2),
    small("blas-takes-too-long", "import numpy as np\na = np.ones((1500, 1500))\nwhile True:\n    a = a @ a / 1500", seconds=3),
)  # fmt: skip
