import subprocess
import sys

from matplotlib import font_manager

from edu_dx.present import style


def test_bold_text_is_set_in_the_bold_face() -> None:
    style.apply()
    found = [
        font_manager.findfont(font_manager.FontProperties(family=style.FONT_FAMILY, weight=weight))
        for weight in ("normal", "bold")
    ]
    assert found == [str(path) for path in style.font_files()]


def test_a_face_that_was_asked_for_before_it_was_there_is_found_afterwards() -> None:
    code = (
        "from matplotlib import font_manager as fonts\n"
        "from edu_dx.present import style\n"
        "face = fonts.FontProperties(family=style.FONT_FAMILY)\n"
        "fonts.findfont(face)\n"
        "style.apply()\n"
        "print(fonts.findfont(face))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    )

    assert found.stdout.strip() == str(style.font_files()[0])
