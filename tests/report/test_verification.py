import dataclasses
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from edu_dx.errors import UserError
from edu_dx.report.seals.registry import SEALED_FORMATS, digests, sealed
from edu_dx.report.verification import Outcome, Records, Verdict, verify_file, verify_run
from edu_dx.review.approval import APPROVED_FOLDER, Signatory, seal
from edu_dx.workspace import Workspace
from edu_dx.workspace.config import Board
from edu_dx.workspace.public_key import public_key_text
from edu_dx.workspace.signing_key import SigningKey
from tests.report.sealing import SealedReport, people, records, seal_reports
from tests.review.statements import statement

Save = Callable[[str, bytes], Path]
every_format = pytest.mark.parametrize("name", SEALED_FORMATS)
RUN = statement().run
DAMAGE = {Outcome.UNSEALED, Outcome.UNREADABLE, Outcome.FORGED, Outcome.CHANGED}


def html_of(report: SealedReport) -> dict[str, bytes]:
    return {"html": report.bare["html"]}


def new_key(board: Workspace, person: str) -> SigningKey:
    key = SigningKey(board.root, person)
    key.create()
    return key


@pytest.fixture(scope="session")
def other_bare(draft_html: str, draft_pdf: bytes, draft_workbook: bytes) -> dict[str, bytes]:
    """Another report in every format."""
    return {"html": draft_html.encode("utf-8"), "pdf": draft_pdf, "xlsx": draft_workbook}


@pytest.fixture
def board_records(sealed_report: SealedReport) -> Records:
    """The board where the approver's key is registered and the approval is known."""
    return records(people(taro=sealed_report.seal.public_key))


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Puts a file where a reader has it."""

    def put(name: str, content: bytes) -> Path:
        path = tmp_path / f"報告書.{name}"
        path.write_bytes(content)
        return path

    return put


def said(verdict: Verdict) -> str:
    return "\n".join(verdict.sentences)


@every_format
def test_what_was_approved_is_told_with_everything_about_it(
    name: str, sealed_report: SealedReport, board_records: Records, save: Save
) -> None:
    verdict = verify_file(save(name, sealed_report.files[name]), board_records)

    assert verdict.outcome is Outcome.VALID and verdict.holds
    assert verdict.subject == f"報告書.{name}"
    for words in (
        "みほん市教育委員会",
        "児童生徒数の推計",
        RUN,
        "見本 花子",
        "試作 太郎",
        "2026-11-23 15:00",
    ):
        assert words in said(verdict)
    assert sealed_report.seal.fingerprint in said(verdict)


@every_format
def test_outside_of_the_workspace_the_key_is_left_to_the_reader(
    name: str, sealed_report: SealedReport, save: Save
) -> None:
    verdict = verify_file(save(name, sealed_report.files[name]))

    assert verdict.outcome is Outcome.UNCONFIRMED and not verdict.holds
    assert "検印が付けられたときのまま" in said(verdict)
    assert sealed_report.seal.fingerprint in said(verdict)


@every_format
def test_a_report_without_seal_is_told(
    name: str, sealed_report: SealedReport, board_records: Records, save: Save
) -> None:
    verdict = verify_file(save(name, sealed_report.bare[name]), board_records)

    assert verdict.outcome is Outcome.UNSEALED
    assert "もらい直して" in said(verdict)


@every_format
@given(place=st.integers(min_value=0), flip=st.integers(min_value=1, max_value=255))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_with_another_byte_anywhere_never_passes(
    name: str, place: int, flip: int, sealed_report: SealedReport, board_records: Records, save: Save
) -> None:
    file = bytearray(sealed_report.files[name])
    file[place % len(file)] ^= flip
    verdict = verify_file(save(name, bytes(file)), board_records)

    assert verdict.outcome in DAMAGE and verdict.reasons


@every_format
@given(place=st.integers(min_value=0), flip=st.integers(min_value=1, max_value=255))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_seal_with_another_byte_anywhere_never_passes(
    name: str, place: int, flip: int, sealed_report: SealedReport, board_records: Records, save: Save
) -> None:
    """Seals are short beside reports: their bytes are tried on their own."""
    file = bytearray(sealed_report.files[name])
    length = 6000 if name == "xlsx" else len(file) - len(sealed_report.bare[name])
    file[-1 - place % length] ^= flip
    verdict = verify_file(save(name, bytes(file)), board_records)

    assert verdict.outcome in DAMAGE and verdict.reasons


@every_format
@given(start=st.integers(min_value=0), length=st.integers(min_value=1, max_value=10_000))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_of_which_a_part_is_missing_never_passes(
    name: str, start: int, length: int, sealed_report: SealedReport, board_records: Records, save: Save
) -> None:
    file = sealed_report.files[name]
    start %= len(file)
    verdict = verify_file(save(name, file[:start] + file[start + length :]), board_records)

    assert verdict.outcome in DAMAGE and verdict.reasons


@every_format
@given(place=st.integers(min_value=0), more=st.binary(min_size=1, max_size=200))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_into_which_something_was_put_never_passes(
    name: str, place: int, more: bytes, sealed_report: SealedReport, board_records: Records, save: Save
) -> None:
    file = sealed_report.files[name]
    place %= len(file) + 1
    verdict = verify_file(save(name, file[:place] + more + file[place:]), board_records)

    assert verdict.outcome in DAMAGE and verdict.reasons


@every_format
def test_the_seal_of_another_report_is_told(
    name: str, sealed_report: SealedReport, board_records: Records, save: Save, other_bare: dict[str, bytes]
) -> None:
    copied = sealed({name: other_bare[name]}, sealed_report.seal)[name]
    verdict = verify_file(save(name, copied), board_records)

    assert verdict.outcome is Outcome.CHANGED
    assert "ほかの報告書の検印" in said(verdict)


@pytest.mark.parametrize("name", ["html", "pdf"])
def test_a_second_seal_never_passes(
    name: str, sealed_report: SealedReport, board: Workspace, save: Save
) -> None:
    """Not even one that its signer gave to the sealed file as it stands."""
    midori = new_key(board, "midori")
    once, bare = sealed_report.files[name], sealed_report.bare[name]
    second = seal(statement(reports=digests({name: once})), midori)
    twice = once + sealed({name: bare}, second)[name][len(bare) :]
    both = records(people(taro=sealed_report.seal.public_key, midori=midori.public_key))
    verdict = verify_file(save(name, twice), both)

    assert verdict.outcome is Outcome.UNREADABLE
    assert "2つ以上" in said(verdict)


def test_a_workbook_saved_again_is_told_as_such(
    sealed_report: SealedReport, board_records: Records, save: Save
) -> None:
    again = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(sealed_report.files["xlsx"])).save(again)
    verdict = verify_file(save("xlsx", again.getvalue()), board_records)

    assert verdict.outcome is Outcome.CHANGED
    assert "保存し直された" in said(verdict) and "試作 太郎" in said(verdict)


def test_a_pdf_saved_again_has_lost_its_seal(
    sealed_report: SealedReport, board_records: Records, save: Save
) -> None:
    again = io.BytesIO()
    PdfWriter(clone_from=io.BytesIO(sealed_report.files["pdf"])).write(again)
    verdict = verify_file(save("pdf", again.getvalue()), board_records)

    assert verdict.outcome is Outcome.UNSEALED
    assert "保存し直されて" in said(verdict)


def test_a_start_that_leads_a_reader_elsewhere_is_told(
    sealed_report: SealedReport, board_records: Records, save: Save
) -> None:
    file = sealed_report.files["pdf"]
    head, number = file[: file.rindex(b"startxref\n")], file[file.rindex(b"startxref\n") + 10 :]
    verdict = verify_file(save("pdf", head + b"startxref\n0" + number), board_records)

    assert verdict.outcome is Outcome.CHANGED


def test_one_format_does_not_pass_for_another(
    sealed_report: SealedReport, board_records: Records, save: Save
) -> None:
    verdict = verify_file(save("html", sealed_report.files["pdf"]), board_records)

    assert verdict.outcome is Outcome.UNSEALED


def test_a_format_that_the_approval_does_not_name_is_told(
    sealed_report: SealedReport, board: Workspace, save: Save
) -> None:
    key = new_key(board, "taro")
    only_html = seal_reports({"html": sealed_report.bare["html"]}, key)
    file = sealed({"pdf": sealed_report.bare["pdf"]}, only_html.seal)["pdf"]
    verdict = verify_file(save("pdf", file), records(people(taro=key.public_key)))

    assert verdict.outcome is Outcome.CHANGED
    assert "この形式" in said(verdict)


def test_a_statement_that_was_written_anew_is_forged(
    sealed_report: SealedReport, board_records: Records, save: Save
) -> None:
    changed = sealed_report.seal.statement.model_copy(update={"title": "ほかの題"})
    forged = sealed_report.seal.model_copy(update={"statement": changed})
    verdict = verify_file(save("html", sealed(html_of(sealed_report), forged)["html"]), board_records)

    assert verdict.outcome is Outcome.FORGED
    assert verdict.seal is None and "ほかの題" not in said(verdict)


def test_a_key_that_nobody_registered_is_told(sealed_report: SealedReport, save: Save) -> None:
    other = records(people(taro=public_key_text(bytes(32))))
    verdict = verify_file(save("html", sealed_report.files["html"]), other)

    assert verdict.outcome is Outcome.WRONG_KEY
    assert "登録されていない鍵" in said(verdict)


def test_a_key_of_somebody_else_is_told(sealed_report: SealedReport, save: Save) -> None:
    other = records(people(midori=sealed_report.seal.public_key))
    verdict = verify_file(save("html", sealed_report.files["html"]), other)

    assert verdict.outcome is Outcome.WRONG_KEY
    assert "例示 みどりさんの鍵で、試作 太郎さんの名前" in said(verdict)


def test_a_former_key_still_proves(sealed_report: SealedReport, save: Save) -> None:
    replaced = records(people(taro=(sealed_report.seal.public_key, public_key_text(bytes(32)))))

    assert verify_file(save("html", sealed_report.files["html"]), replaced).holds


def test_two_names_with_one_key_are_one_person(sealed_report: SealedReport, save: Save) -> None:
    key = sealed_report.seal.public_key
    verdict = verify_file(save("html", sealed_report.files["html"]), records(people(taro=key, hanako=key)))

    assert verdict.outcome is Outcome.OWN_WORK
    assert "同じ鍵" in said(verdict)


def test_an_approval_of_own_work_is_told_even_outside(
    sealed_report: SealedReport, board: Workspace, save: Save
) -> None:
    taro = Signatory(id="taro", name="試作 太郎")
    own = seal_reports(html_of(sealed_report), new_key(board, "taro"), drafted_by=taro)

    assert verify_file(save("html", own.files["html"])).outcome is Outcome.OWN_WORK


def test_a_person_who_may_not_approve_proves_nothing(
    sealed_report: SealedReport, board: Workspace, save: Save
) -> None:
    key = new_key(board, "hanako")
    by_student = seal_reports(
        html_of(sealed_report),
        key,
        drafted_by=Signatory(id="midori", name="例示 みどり"),
        approved_by=Signatory(id="hanako", name="見本 花子"),
    )
    verdict = verify_file(save("html", by_student.files["html"]), records(people(hanako=key.public_key)))

    assert verdict.outcome is Outcome.UNCONFIRMED
    assert "承認できる役割（コンサルタント）ではありません" in said(verdict)


def test_a_report_of_another_board_cannot_be_confirmed_here(
    sealed_report: SealedReport, save: Save, board_records: Records
) -> None:
    config = board_records.config
    board = Board.model_validate({**config.board.model_dump(), "municipality_code": "092991"})
    elsewhere = Records(config.model_copy(update={"board": board}), board_records.facts)
    verdict = verify_file(save("html", sealed_report.files["html"]), elsewhere)

    assert verdict.outcome is Outcome.UNCONFIRMED


def verdict_with(sealed_report: SealedReport, save: Save, **facts: object) -> Verdict:
    config = people(taro=sealed_report.seal.public_key)
    return verify_file(save("html", sealed_report.files["html"]), records(config, **facts))


def test_an_approval_that_the_journal_does_not_know_is_told(sealed_report: SealedReport, save: Save) -> None:
    verdict = verdict_with(sealed_report, save, known_in_journal=False, corrected_by="x-03")

    assert verdict.outcome is Outcome.UNRECORDED
    assert "x-03" not in said(verdict)


def test_a_lapsed_approval_is_told_with_every_reason(sealed_report: SealedReport, save: Save) -> None:
    verdict = verdict_with(sealed_report, save, lapse_reasons=("資料が替わりました。", "1年を過ぎました。"))

    assert verdict.outcome is Outcome.LAPSED
    assert verdict.reasons == ("資料が替わりました。", "1年を過ぎました。")


def test_a_withdrawn_report_is_told_with_the_reason(sealed_report: SealedReport, save: Save) -> None:
    verdict = verdict_with(sealed_report, save, withdrawn_because="合計を取り違えていました。")

    assert verdict.outcome is Outcome.WITHDRAWN
    assert "合計を取り違えていました。" in said(verdict)


def test_a_corrected_report_points_to_its_correction(sealed_report: SealedReport, save: Save) -> None:
    verdict = verdict_with(sealed_report, save, corrected_by="x-03", lapse_reasons=("資料が替わりました。",))

    assert verdict.outcome is Outcome.CORRECTED
    assert "訂正版は x-03 です" in said(verdict) and "資料が替わりました。" in said(verdict)


def test_a_correction_says_what_it_corrects(
    sealed_report: SealedReport, board: Workspace, save: Save
) -> None:
    key = new_key(board, "taro")
    correction = seal_reports(html_of(sealed_report), key, corrects="x-01")
    verdict = verify_file(save("html", correction.files["html"]), records(people(taro=key.public_key)))

    assert verdict.holds
    assert "x-01 を改めたもの" in said(verdict)


@pytest.mark.parametrize("name", ["報告書.docx", "報告書", "報告書.pdf.zip"])
def test_a_file_of_another_format_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="検印が付きません") as refused:
        verify_file(tmp_path / name)
    assert "html、pdf、xlsx" in refused.value.fix


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="ファイルが見つかりません"):
        verify_file(tmp_path / "ない.pdf")


def test_the_ending_may_be_written_in_capitals(
    sealed_report: SealedReport, board_records: Records, save: Save
) -> None:
    assert verify_file(save("PDF", sealed_report.files["pdf"]), board_records).holds


@pytest.fixture
def run(tmp_path: Path, sealed_report: SealedReport) -> Path:
    """A run that keeps its sealed reports."""
    folder = tmp_path / "runs" / RUN
    (folder / APPROVED_FOLDER).mkdir(parents=True)
    for name, file in sealed_report.files.items():
        (folder / APPROVED_FOLDER / f"{RUN}.{name}").write_bytes(file)
    return folder


def kept(run: Path, name: str) -> Path:
    return run / APPROVED_FOLDER / f"{RUN}.{name}"


def test_a_run_is_judged_by_its_reports(run: Path, board_records: Records) -> None:
    verdict = verify_run(run, board_records)

    assert verdict.holds and verdict.subject == RUN


def test_a_run_without_sealed_reports_is_told(tmp_path: Path) -> None:
    assert verify_run(tmp_path).outcome is Outcome.UNSEALED


@every_format
def test_one_changed_report_of_a_run_is_named(run: Path, name: str, board_records: Records) -> None:
    kept(run, name).write_bytes(kept(run, name).read_bytes() + b"\n")
    verdict = verify_run(run, board_records)

    assert not verdict.holds
    assert verdict.subject == f"{RUN} の {RUN}.{name}"


@every_format
def test_a_missing_report_of_a_run_is_named(run: Path, name: str, board_records: Records) -> None:
    kept(run, name).unlink()
    verdict = verify_run(run, board_records)

    assert verdict.outcome is Outcome.CHANGED
    assert f"{name} がなくなって" in said(verdict)


def test_reports_copied_from_another_run_are_told(run: Path, board_records: Records) -> None:
    copy = run.rename(run.with_name("enrolment_projection-2025-city-03"))
    verdict = verify_run(copy, board_records)

    assert verdict.outcome is Outcome.CHANGED
    assert f"別の実行（{RUN}）" in said(verdict)


def test_reports_of_two_approvals_are_told(
    run: Path, board: Workspace, sealed_report: SealedReport, board_records: Records
) -> None:
    """Of an earlier approval of the same run, one report was put back."""
    key = new_key(board, "taro")
    earlier = seal_reports(sealed_report.bare, key, round=1)
    kept(run, "pdf").write_bytes(earlier.files["pdf"])
    both = dataclasses.replace(
        board_records, config=people(taro=(sealed_report.seal.public_key, key.public_key))
    )
    verdict = verify_run(run, both)

    assert verdict.outcome is Outcome.CHANGED
    assert "報告書ごとに検印が違います" in said(verdict)
