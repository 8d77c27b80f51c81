"""Fonts, colours and sizes of figures: the same on every machine, safe for colour-blind readers."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

FONT_FAMILY = "Noto Sans CJK JP"
WIDTH_MM = 160.0

# Okabe and Ito's palette: distinguishable with every common colour vision deficiency.
BLUE = "#0072B2"
ORANGE = "#D55E00"
GREEN = "#009E73"
PURPLE = "#CC79A7"
SKY = "#56B4E9"
YELLOW = "#E69F00"
INK = "#222222"
GREY = "#6B6B6B"
PALETTE = (BLUE, ORANGE, GREEN, PURPLE, SKY, YELLOW)
# Lines and bars differ by more than colour, so that a grey print can be read.
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1)), (0, (1, 1)))
HATCHES = ("", "///", "...", "\\\\\\", "xxx", "+++")


def font_files() -> tuple[Path, Path]:
    """The regular and the bold Japanese face that come with the installation."""
    return (
        Path(str(files("noto_cjk_sans_jp_regular") / "NotoSansCJKjp-Regular.otf")),
        Path(str(files("noto_cjk_sans_jp_bold") / "NotoSansCJKjp-Bold.otf")),
    )


def size(height_mm: float, width_mm: float = WIDTH_MM) -> tuple[float, float]:
    """A figure size in inches from millimetres on the printed page."""
    return width_mm / 25.4, height_mm / 25.4


def apply() -> None:
    """Set matplotlib up for Japanese figures that print well; call before the first figure."""
    # Reports, which draw nothing, take the colours and the fonts alone.
    import matplotlib as mpl
    from cycler import cycler
    from matplotlib import font_manager

    for path in font_files():
        font_manager.fontManager.addfont(str(path))
    mpl.rcParams.update(
        {
            "font.family": FONT_FAMILY,
            "font.size": 9,
            "axes.titlesize": 10,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            # Else each layout measures both axes once more to see whether something stands in the titles' way.
            # Nothing of ours does: large numbers are written in full, not as multiples of a 1e6 above the axis.
            "axes.titley": 1.0,
            "axes.formatter.limits": (-15, 15),
            "axes.formatter.useoffset": False,
            "axes.edgecolor": GREY,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "axes.axisbelow": True,
            "axes.unicode_minus": False,
            "axes.prop_cycle": cycler(color=list(PALETTE)) + cycler(linestyle=list(DASHES)),
            "grid.color": "#DDDDDD",
            "grid.linewidth": 0.6,
            "text.color": INK,
            "axes.labelcolor": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "legend.frameon": False,
            "figure.figsize": size(80),
            "figure.constrained_layout.use": True,
            "svg.fonttype": "path",
            "svg.hashsalt": "edu-dx",
        }
    )
