import subprocess
import sys

from matplotlib import font_manager
from matplotlib.figure import Figure

from edu_dx.present import style


def test_bold_text_is_set_in_the_bold_face() -> None:
    style.apply()
    found = [
        font_manager.findfont(font_manager.FontProperties(family=style.FONT_FAMILY, weight=weight))
        for weight in ("normal", "bold")
    ]
    assert found == [str(path) for path in style.font_files()]


ASKED_TOO_SOON = """
import io, sys
from matplotlib import rcParams
from matplotlib.figure import Figure
from edu_dx.present import style

rcParams.update({"font.family": style.FONT_FAMILY, "font.size": 9})

def draw():
    figure = Figure()
    figure.text(0, 0, "児童数")
    figure.savefig(io.StringIO(), format="svg")

draw()
style.apply()
print("registered", file=sys.stderr)
draw()
"""


def test_a_face_that_was_asked_for_before_it_was_there_is_found_afterwards() -> None:
    command = [sys.executable, "-c", ASKED_TOO_SOON]
    told = subprocess.run(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=True).stderr

    missed, found = told.split("registered")
    assert "not found" in missed
    assert found.strip() == ""


def test_large_numbers_are_written_in_full() -> None:
    style.apply()
    figure = Figure()
    axis = figure.add_subplot().yaxis
    axis.axes.plot([1_234_567_000, 9_876_543_000])
    figure.draw_without_rendering()

    assert axis.get_offset_text().get_text() == ""
    assert "2000000000" in [label.get_text() for label in axis.get_ticklabels()]
