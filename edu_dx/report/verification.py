"""Whether a report is what was approved: told from the file alone, and more surely in the board's workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from edu_dx.errors import UserError, storage_error
from edu_dx.report.seals.registry import SEALED_FORMATS, Opened, opened
from edu_dx.review.approval import APPROVED_FOLDER, ApprovalStatement, Seal, check_seal, read_seal
from edu_dx.review.states import TRANSITIONS, Action
from edu_dx.workspace import Config

_MAY_APPROVE = frozenset(role for move in TRANSITIONS if move.action is Action.APPROVE for role in move.roles)
# A report has less than one megabyte.
_LARGEST = 100_000_000
_WITHOUT_SEAL = (
    "承認される前の下書きか、承認のあとにほかのソフトで保存し直されて検印が失われたファイルです。"
    "承認された報告書が要るときは、教育委員会からもらい直してください。"
)
_ASK_AGAIN = "教育委員会から、承認された報告書をもらい直してください。"
_OUTSIDE = (
    "ファイルは検印が付けられたときのままです。検印の鍵が{board}の承認者のものかは、ここでは確かめられません。"
    "教育委員会が公表している鍵の指紋が下の指紋と同じで、訂正版が出ていなければ、承認どおりの報告書です。"
)
_UNREGISTERED = "edu-dx.toml から消された鍵か、ほかの人が作った鍵です。"


class Outcome(StrEnum):
    """What verification found, in the words that a user reads."""

    VALID = "承認どおりです"
    CORRECTED = "改められています（訂正版があります）"
    WITHDRAWN = "取り下げられています"
    LAPSED = "承認は失効しています"
    UNCONFIRMED = "承認者の鍵を確かめられません"
    UNSEALED = "承認の印（検印）がありません"
    UNREADABLE = "検印を読めません"
    FORGED = "署名が正しくありません"
    CHANGED = "内容が承認と違います"
    OWN_WORK = "作成した人が自分で承認しています"
    WRONG_KEY = "承認者の鍵による検印ではありません"
    UNRECORDED = "この承認の記録がありません"


@dataclass(frozen=True)
class ApprovalFacts:
    """What the board's workspace knows of an approval.

    Args:
        known_in_journal: whether exactly this approval stands in an unbroken journal and was allowed then.
        corrected_by: the approved run that corrects it.
        withdrawn_because: why its report was withdrawn, in Japanese; empty while it was not.
        lapse_reasons: why it no longer holds, in Japanese; empty while it does.
    """

    known_in_journal: bool
    corrected_by: str | None = None
    withdrawn_because: str = ""
    lapse_reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Records:
    """The board's side of a verification.

    Args:
        config: the board and its people with their public keys.
        facts: looks up what the workspace knows of an approval.
    """

    config: Config
    facts: Callable[[Seal], ApprovalFacts]


@dataclass(frozen=True)
class Verdict:
    """The answer to: is this what was approved?

    Args:
        subject: the file or run.
        outcome: the answer.
        reasons: why, in Japanese sentences.
        seal: the seal found, if its signature is right: what it states is what the owner of its key has signed.
    """

    subject: str
    outcome: Outcome
    reasons: tuple[str, ...]
    seal: Seal | None = None

    @property
    def holds(self) -> bool:
        """Whether the report is what was approved and the approval still holds."""
        return self.outcome is Outcome.VALID

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything there is to say: the reasons, then what the seal states."""
        return (*self.reasons, *(_stated(self.seal) if self.seal else ()))


def verify_file(path: Path, records: Records | None = None) -> Verdict:
    """Whether a report is what was approved.

    Args:
        path: an HTML, PDF or xlsx file.
        records: the board's side; None outside of its workspace.

    Raises:
        UserError: the file cannot be read, or has a format that carries no seal.
    """
    name = path.suffix.lower().removeprefix(".")
    if name not in SEALED_FORMATS:
        raise UserError(
            f"この形式のファイルには検印が付きません（{path.suffix or '拡張子なし'}）。",
            where=str(path),
            fix=f"報告書のファイル（{'、'.join(SEALED_FORMATS)}）か、実行の名前を指定してください。",
        )
    return _verdict(path.name, name, _content(path), records)


def verify_run(folder: Path, records: Records | None = None) -> Verdict:
    """Whether the sealed reports that a run keeps are what was approved: all of them, and of this run.

    Raises:
        UserError: a file cannot be read.
    """
    run = folder.resolve().name
    kept = [path for name in SEALED_FORMATS for path in sorted((folder / APPROVED_FOLDER).glob(f"*.{name}"))]
    if not kept:
        return Verdict(run, Outcome.UNSEALED, ("この実行には、承認された報告書が残っていません。",))
    verdicts = [verify_file(path, records) for path in kept]
    seals = [verdict.seal for verdict in verdicts if verdict.seal]
    if seals and (wrong := _wrong_together(run, {path.suffix[1:] for path in kept}, seals)):
        return Verdict(run, Outcome.CHANGED, (wrong,), seals[0])
    worst = next((verdict for verdict in verdicts if not verdict.holds), None)
    return replace(worst, subject=f"{run} の {worst.subject}") if worst else replace(verdicts[0], subject=run)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError("ファイルが、報告書にはありえない大きさです。", where=str(path))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(
            "ファイルが見つかりません。", where=str(path), fix="ファイルの名前を確かめてください。"
        ) from error
    except OSError as error:
        raise storage_error(error, path) from error


def _verdict(subject: str, name: str, file: bytes, records: Records | None) -> Verdict:
    try:
        found = opened(name, file)
        if found.seal_text is None:
            return Verdict(subject, Outcome.UNSEALED, (_WITHOUT_SEAL,))
        seal = read_seal(found.seal_text)
    except UserError as error:
        return Verdict(subject, Outcome.UNREADABLE, (error.what, error.fix or _ASK_AGAIN))
    try:
        check_seal(seal)
    except UserError as error:
        return Verdict(subject, Outcome.FORGED, (error.what, error.fix))
    doubts = list(_doubts(name, found, seal, records))
    outcome = doubts[0][0] if doubts else Outcome.VALID
    return Verdict(subject, outcome, tuple(reason for _, reason in doubts), seal)


def _doubts(name: str, found: Opened, seal: Seal, records: Records | None) -> Iterator[tuple[Outcome, str]]:
    """What speaks against a report whose seal is signed, the gravest first."""
    statement = seal.statement
    if reason := _changed(name, found, statement):
        yield Outcome.CHANGED, reason
    elif statement.drafted_by.id == statement.approved_by.id:
        yield Outcome.OWN_WORK, f"作成も承認も{statement.approved_by.name}さんです。"
    elif records is None or records.config.board.municipality_code != statement.board_code:
        yield Outcome.UNCONFIRMED, _OUTSIDE.format(board=statement.board_name)
    elif doubt := _doubt_about_key(seal, records.config):
        yield doubt
    else:
        yield from _doubts_of_board(records.facts(seal))


def _changed(name: str, found: Opened, statement: ApprovalStatement) -> str:
    if name not in statement.reports:
        return "この検印は、この形式の報告書には付けられていません。"
    if not found.untouched:
        return (
            "検印が付いたときのファイルではありません。ほかのソフト（Excelなど）で保存し直されたか、書き換えられています。"
            "保存し直しただけでも、承認されたファイルそのものではなくなります。"
        )
    if found.digest != statement.reports[name]:
        return "検印が付いたあとに内容が書き換えられたか、ほかの報告書の検印が写されています。"
    return ""


def _doubt_about_key(seal: Seal, config: Config) -> tuple[Outcome, str] | None:
    """What speaks against the key, as the board's people are registered now."""
    approver = seal.statement.approved_by
    owners = {owner.id: owner for owner in config.owners_of_key(seal.public_key)}
    if not owners:
        return Outcome.WRONG_KEY, f"{approver.name}さんの鍵として登録されていない鍵です。{_UNREGISTERED}"
    if approver.id not in owners:
        names = "、".join(owner.name for owner in owners.values())
        return Outcome.WRONG_KEY, f"{names}さんの鍵で、{approver.name}さんの名前の検印が付けられています。"
    owner = owners[approver.id]
    if seal.statement.drafted_by.id in {same.id for same in config.people_sharing_key(owner)}:
        drafter = seal.statement.drafted_by.name
        return (
            Outcome.OWN_WORK,
            f"作成した{drafter}さんと承認した{approver.name}さんは、同じ鍵を使っています。",
        )
    if owner.role not in _MAY_APPROVE:
        roles = "、".join(sorted(_MAY_APPROVE))
        return (
            Outcome.UNCONFIRMED,
            f"{owner.name}さんは、今の登録では承認できる役割（{roles}）ではありません。",
        )
    return None


def _doubts_of_board(facts: ApprovalFacts) -> Iterator[tuple[Outcome, str]]:
    if not facts.known_in_journal:
        yield (
            Outcome.UNRECORDED,
            "検印は正しい鍵で付けられていますが、確認の記録（journal.jsonl）にこの承認がありません。",
        )
        return
    if facts.corrected_by:
        yield Outcome.CORRECTED, f"訂正版は {facts.corrected_by} です。そちらを使ってください。"
    if facts.withdrawn_because:
        yield Outcome.WITHDRAWN, f"この報告書は取り下げられています。理由：{facts.withdrawn_because}"
    for reason in facts.lapse_reasons:
        yield Outcome.LAPSED, reason


def _wrong_together(run: str, formats: set[str], seals: list[Seal]) -> str:
    """What is wrong with the kept reports of a run beyond each single one."""
    statement = seals[0].statement
    if other := next((seal.statement.run for seal in seals if seal.statement.run != run), ""):
        return f"別の実行（{other}）の検印が付いた報告書が入っています。"
    if any(seal != seals[0] for seal in seals):
        return "報告書ごとに検印が違います。"
    if missing := sorted(set(statement.reports) - formats):
        return f"承認された報告書のうち、{'、'.join(missing)} がなくなっています。"
    return ""


def _stated(seal: Seal) -> Iterator[str]:
    statement = seal.statement
    yield f"検印の報告書：{statement.board_name}「{statement.title}」{statement.unit}（実行 {statement.run}）"
    yield f"作成：{statement.drafted_by.name}さん　承認：{statement.approved_by.name}さん　承認の日時：{statement.approved_at:%Y-%m-%d %H:%M（UTC%z）}"
    if statement.corrects:
        yield f"訂正：{statement.corrects} を改めたものです。"
    yield f"検印の鍵の指紋：{seal.fingerprint}"
