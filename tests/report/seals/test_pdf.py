import io
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from edu_dx.errors import UserError
from edu_dx.report.seals.pdf import attached, digest, split
from edu_dx.review.approval import seal_text
from tests.report.sealing import SealedReport

SEAL, OTHER = "edu-dx-seal:1:" + "A" * 2000, "edu-dx-seal:1:BBBB"
END = b"trailer\n<<>>\nstartxref\n1234\n%%EOF"
PDF = b"%PDF-1.7\n1 0 obj\nendobj\nxref\n" + END


@pytest.mark.parametrize("line_end", [b"", b"\n", b"\r\n"])
def test_what_was_attached_is_split_again(line_end: bytes) -> None:
    assert split(attached(PDF + line_end, SEAL)) == (PDF + line_end, SEAL)


def test_a_pdf_without_seal_is_left_as_it_is() -> None:
    assert split(PDF) == (PDF, None)


def test_the_reader_of_a_sealed_pdf_meets_the_same_pages(sealed_report: SealedReport) -> None:
    """Read strictly, and found by the last startxref of the file."""
    bare, sealed = (
        PdfReader(io.BytesIO(pdf), strict=True)
        for pdf in (sealed_report.bare["pdf"], sealed_report.files["pdf"])
    )

    assert [page.extract_text() for page in sealed.pages] == [page.extract_text() for page in bare.pages]
    assert sealed.trailer["/Root"]["/Lang"] == bare.trailer["/Root"]["/Lang"]
    assert sealed.metadata == bare.metadata


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_another_reader_meets_the_same_pages(sealed_report: SealedReport, tmp_path: Path) -> None:
    told = []
    for name, pdf in (("bare", sealed_report.bare["pdf"]), ("sealed", sealed_report.files["pdf"])):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(pdf)
        run = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True)
        told.append((run.stdout, run.stderr))

    assert told[0] == told[1]


def test_no_line_outside_of_streams_is_longer_than_the_standard_allows(sealed_report: SealedReport) -> None:
    added = sealed_report.files["pdf"][len(sealed_report.bare["pdf"]) :]

    assert max(map(len, added.split(b"\n"))) <= 255
    assert seal_text(sealed_report.seal) == split(sealed_report.files["pdf"])[1]


def test_a_sealed_pdf_gets_no_second_seal() -> None:
    with pytest.raises(ValueError, match="already"):
        attached(attached(PDF, SEAL), OTHER)


def test_a_second_seal_is_told() -> None:
    with pytest.raises(UserError, match="2つ以上"):
        split(attached(PDF, SEAL) + attached(PDF, OTHER)[len(PDF) :])


def test_a_pdf_that_was_changed_behind_its_seal_is_told(sealed_report: SealedReport) -> None:
    """As Acrobat saves a note: the file stays as it is, and what changes is appended."""
    note = io.BytesIO()
    writer = PdfWriter(io.BytesIO(sealed_report.files["pdf"]), incremental=True)
    writer.add_metadata({"/Title": "ほかの題"})
    writer.write(note)
    assert note.getvalue().startswith(sealed_report.files["pdf"])

    with pytest.raises(UserError, match="終わりにありません"):
        split(note.getvalue())


def test_many_seals_do_not_keep_the_reader_waiting() -> None:
    with pytest.raises(UserError, match="2つ以上"):
        split(b"\n%edu-dx-seal:A" * 1_000_000)


@pytest.mark.parametrize(
    "file",
    [
        attached(PDF, SEAL) + END,
        attached(PDF, SEAL) + b"%%EOF\n",
        attached(PDF, SEAL) + b"\n",
        attached(PDF, SEAL)[:-8],
        attached(PDF, SEAL)[: len(PDF) + 500],
        attached(PDF, SEAL).replace(b"%%EOF\n", b"startxref\n1\n%%EOF\n"),
        attached(PDF, SEAL).replace(b"1234", b"12a4"),
        attached(PDF, SEAL).replace(b"\n", b"\r\n"),
    ],
    ids=[
        "followed",
        "%%EOF",
        "line end",
        "truncated",
        "truncated more",
        "two starts",
        "no start",
        "line ends",
    ],
)
def test_a_seal_anywhere_but_at_the_end_is_told(file: bytes) -> None:
    with pytest.raises(UserError, match="終わりにありません"):
        split(file)


def test_a_start_that_leads_elsewhere_is_not_what_attaching_gives() -> None:
    """Of two numbers the reader takes the last; it has to be that of the content."""
    file = attached(PDF, SEAL)
    place = file.rindex(b"1234")
    misled = file[:place] + b"1334" + file[place + 4 :]
    content, text = split(misled)

    assert text is not None and attached(content, text) != misled


@pytest.mark.parametrize("file", [b"", b"%PDF-1.7", PDF + b"more"])
def test_what_does_not_end_as_a_pdf_gets_no_seal(file: bytes) -> None:
    with pytest.raises(ValueError, match="startxref"):
        attached(file, SEAL)


def test_the_digest_sees_every_byte() -> None:
    assert digest(PDF) != digest(PDF + b"\n")
