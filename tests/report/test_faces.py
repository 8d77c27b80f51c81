import base64
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from edu_dx.present import style
from edu_dx.report.faces import embedded_faces, printable_codes


def font_of(face: dict[str, str]) -> TTFont:
    return TTFont(io.BytesIO(base64.b64decode(face["opentype"])))


def characters(face: dict[str, str]) -> set[str]:
    return {chr(code) for code in font_of(face).getBestCmap()}


def drawn(font: TTFont, character: str) -> tuple[list[object], tuple[int, int]]:
    name = font.getBestCmap()[ord(character)]
    pen = RecordingPen()
    font.getGlyphSet()[name].draw(pen)
    return pen.value, font["hmtx"][name]


def test_both_weights_hold_the_characters_that_are_printed_and_no_others() -> None:
    found = embedded_faces(["児童生徒数", "𠮷 12 %", "数"])

    assert [face["weight"] for face in found] == [400, 700]
    assert all(characters(face) == set("児童生徒数𠮷 12%") for face in found)


def test_a_character_without_a_glyph_is_left_to_the_reader_s_machine() -> None:
    assert ord("😀") not in printable_codes()
    assert characters(embedded_faces(["市😀"])[0]) == {"市"}


@pytest.mark.parametrize("character", ["足", "A", "〜", " ", "𠮷", "｜"])
def test_a_glyph_is_drawn_and_spaced_as_in_the_whole_face(character: str) -> None:
    for face, path in zip(embedded_faces([character]), style.font_files(), strict=True):
        with TTFont(path, lazy=True) as whole:
            assert drawn(font_of(face), character) == drawn(whole, character)


def test_lines_are_as_high_as_with_the_whole_face() -> None:
    [face, _] = embedded_faces(["市"])
    with TTFont(style.font_files()[0], lazy=True) as whole:
        found = font_of(face)
        assert (found["hhea"].ascent, found["hhea"].descent) == (whole["hhea"].ascent, whole["hhea"].descent)
        assert found["head"].unitsPerEm == whole["head"].unitsPerEm


def test_the_licence_stays_with_the_face() -> None:
    names = {name.nameID: str(name) for name in font_of(embedded_faces(["市"])[0])["name"].names}

    assert "Open Font License" in names[13]
    assert names[14].startswith("http")


def test_the_bytes_follow_from_the_characters_alone() -> None:
    assert embedded_faces(["学校と人数"]) == embedded_faces(["人数", "と", "学校"])


def test_threads_cut_faces_at_the_same_time() -> None:
    texts = [
        [chr(code) for code in range(0x4E00 + start, 0x4E00 + start + 60)] for start in range(0, 200, 25)
    ]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(embedded_faces, texts))

    assert together == [embedded_faces(text) for text in texts]
