from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.errors import UserError
from edu_dx.report.seals.html import attached, digest, split
from edu_dx.review.approval import seal_text
from tests.report.sealing import SealedReport

PAGE = "<!DOCTYPE html>\n<html><body><p>みほん市</p></body>\n</html>".encode()
SEAL, OTHER = "edu-dx-seal:1:AAAA", "edu-dx-seal:1:BBBB"


class Reading(HTMLParser):
    """What a reader of the page comes across."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.met: list[object] = []
        self.comments: list[str] = []
        self.feed(page.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.met.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.met.append(tag)

    def handle_data(self, data: str) -> None:
        self.met.append(data.strip())

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


@given(st.binary().filter(lambda content: b"edu-dx-seal" not in content))
def test_what_was_attached_is_split_again(content: bytes) -> None:
    assert split(attached(content, SEAL)) == (content, SEAL)


def test_a_page_without_seal_is_left_as_it_is() -> None:
    assert split(PAGE) == (PAGE, None)


def test_the_reader_of_a_sealed_page_meets_the_same_page(sealed_report: SealedReport) -> None:
    bare, sealed = Reading(sealed_report.bare["html"]), Reading(sealed_report.files["html"])

    assert [met for met in sealed.met if met] == [met for met in bare.met if met]
    assert [text.strip() for text in sealed.comments] == [
        *(text.strip() for text in bare.comments),
        seal_text(sealed_report.seal),
    ]


def test_a_sealed_page_gets_no_second_seal() -> None:
    with pytest.raises(ValueError, match="already"):
        attached(attached(PAGE, SEAL), OTHER)


def test_a_second_seal_is_told() -> None:
    with pytest.raises(UserError, match="2つ以上"):
        split(attached(PAGE, SEAL) + attached(b"", OTHER))


@pytest.mark.parametrize(
    "file",
    [
        attached(b"", SEAL) + PAGE,
        attached(PAGE, SEAL) + b"<script>alert(1)</script>",
        attached(PAGE, SEAL) + b"\n",
        attached(PAGE, SEAL)[:-3],
        attached(PAGE, SEAL)[:-10],
        attached(PAGE, SEAL).replace(b"\n", b"\r\n"),
        attached(PAGE, SEAL).replace(b" -->", b"  -->"),
        attached(PAGE, SEAL).replace(b" -->", b"--><b>-->"),
    ],
    ids=[
        "moved",
        "followed",
        "line end",
        "truncated",
        "truncated more",
        "line ends",
        "space",
        "closed early",
    ],
)
def test_a_seal_anywhere_but_at_the_end_is_told(file: bytes) -> None:
    with pytest.raises(UserError, match="終わりにありません"):
        split(file)


@pytest.mark.parametrize("place", [0, 5, len(PAGE) - 1])
def test_the_digest_sees_every_byte(place: int) -> None:
    changed = bytearray(PAGE)
    changed[place] ^= 1

    assert digest(bytes(changed)) != digest(PAGE)
