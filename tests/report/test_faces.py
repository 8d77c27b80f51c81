import base64
import io

from fontTools.ttLib import TTFont

from edu_dx.report.faces import embedded_faces, printable_codes


def characters(face: dict[str, str]) -> set[str]:
    font = TTFont(io.BytesIO(base64.b64decode(face["woff"])))
    return {chr(code) for code in font.getBestCmap()}


def test_both_weights_hold_the_characters_that_are_printed_and_no_others() -> None:
    faces = embedded_faces(["児童生徒数", "𠮷 12 %", "数"])

    assert [face["weight"] for face in faces] == [400, 700]
    assert all(characters(face) == set("児童生徒数𠮷 12%") for face in faces)


def test_a_character_without_a_glyph_is_left_to_the_reader_s_machine() -> None:
    assert ord("😀") not in printable_codes()
    assert characters(embedded_faces(["市😀"])[0]) == {"市"}
