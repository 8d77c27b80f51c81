from matplotlib import font_manager

from edu_dx.present import style


def test_the_faces_are_known_as_matplotlib_reads_them_itself() -> None:
    style.apply()
    told = font_manager.fontManager.ttflist[-2:]

    for path in style.font_files():
        font_manager.fontManager.addfont(str(path))
    assert told == font_manager.fontManager.ttflist[-2:]


def test_bold_text_is_set_in_the_bold_face() -> None:
    style.apply()
    found = [
        font_manager.findfont(font_manager.FontProperties(family=style.FONT_FAMILY, weight=weight))
        for weight in ("normal", "bold")
    ]
    assert found == [str(path) for path in style.font_files()]
