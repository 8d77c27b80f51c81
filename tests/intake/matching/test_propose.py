"""What is proposed for a sheet that no reader knows."""

from __future__ import annotations

import random
from collections.abc import Sequence

from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.matching.evidence import SchoolNames
from edu_dx.intake.matching.names import plain
from edu_dx.intake.matching.proposal import ColumnProposal, Proposal
from edu_dx.intake.matching.propose import Evidences, match_columns, propose, targets_of
from edu_dx.intake.readers.registry import READERS
from edu_dx.intake.sheet import Sheet
from edu_dx.tables import TABLES

TICKETS = [
    ["101", "住民票", "2024/5/1 9:00", "2024/5/1 9:05"],
    ["102", "戸籍", "2024/5/1 9:10", "2024/5/1 9:15"],
    ["103", "住民票", "2024/5/1 9:20", "2024/5/1 9:25"],
]


def proposal_for(headers: Sequence[str], rows: Sequence[Sequence[str]] = TICKETS) -> Proposal | None:
    return propose(Sheet("", [list(headers), *[list(row) for row in rows]]), READERS)


def column(proposal: Proposal | None, key: str) -> ColumnProposal:
    assert proposal is not None
    (found,) = [c for c in proposal.tables[0].columns if c.key == key]
    return found


def test_names_with_the_same_meaning_need_no_question() -> None:
    proposal = proposal_for(["受付 NO", "◎用件（必須）", "発券－時刻", "呼び出し・時刻"])

    assert proposal is not None
    assert proposal.is_sure
    assert [c.chosen and c.chosen.column.name for c in proposal.tables[0].columns] == [
        "ticket_no",
        "service",
        "issued_at",
        "called_at",
    ]


def test_a_name_that_is_merely_alike_is_asked_about() -> None:
    issued = column(proposal_for(["受付番号", "用件", "発券された時刻", "呼出時刻"]), "発券された時刻")

    assert not issued.is_settled
    assert issued.candidates[0].column.name == "issued_at"
    assert issued.candidates[0].reasons == ("見出しが「発券時刻」に似ています", "値が日時か時刻です")
    assert issued.examples == ("2024/5/1 9:00", "2024/5/1 9:10", "2024/5/1 9:20")


def test_values_veto_a_name() -> None:
    rows = [[row[0], row[1], "1,200円", row[3]] for row in TICKETS]
    proposal = proposal_for(["受付の番号", "用件", "発券時刻", "呼出時刻"], rows)

    assert proposal is None or not proposal.is_sure
    if proposal:
        assert column(proposal, "発券時刻").chosen is None
        assert not column(proposal, "発券時刻").is_settled


def test_values_of_persons_are_not_shown() -> None:
    rows = [[*row, name] for row, name in zip(TICKETS, ("山田 太郎", "鈴木 花子", "佐藤 一郎"), strict=True)]
    proposal = proposal_for(["受付番号", "用件", "発券された時刻", "呼出時刻", "お客さま"], rows)

    assert column(proposal, "お客さま").examples == ()


def test_a_header_of_another_unit_is_asked_about() -> None:
    rows = [["令和6年4月", "住民票", "窓口", "5", "1"], ["令和6年5月", "印鑑", "郵送", "6", "1"]]
    fee = column(
        proposal_for(["年月", "証明書の種別名", "受取方法", "交付件数", "手数料（千円）"], rows),
        "手数料（千円）",
    )

    assert not fee.is_settled


def test_text_that_is_no_table_is_left_alone() -> None:
    assert proposal_for(["この資料について", "", "", ""], [["問い合わせ先", "みほん市", "", ""]]) is None


def test_the_header_below_a_title_is_found() -> None:
    rows = [["架空の記録", "", "", ""], ["受付NO", "◎用件", "発券－時刻", "呼出・時刻"], *TICKETS]
    proposal = propose(Sheet("", [list(row) for row in rows]), READERS)

    assert proposal is not None
    assert proposal.header.first == 1


_PIECES = "数名年月日時刻学校児童生徒教員前計区分コードの等・ _(１ABCno率上下出退"


def _edited(label: str, chance: random.Random) -> str:
    place = chance.randrange(len(label) + 1)
    match chance.randrange(4):
        case 0:
            return label[:place] + chance.choice(_PIECES) + label[place:]
        case 1:
            return label[: max(place - 1, 0)] + label[place:]
        case 2:
            return label[: max(place - 1, 0)] + chance.choice(_PIECES) + label[place:]
        case _:
            swapped = list(label)
            at = min(place, len(label) - 2)
            if at >= 0:
                swapped[at : at + 2] = reversed(swapped[at : at + 2])
            return "".join(swapped)


def test_an_edited_name_is_matched_right_or_asked_about_and_never_surely_wrong() -> None:
    """250 edited headers, each among the other headers of its table, with values of the right kind."""
    chance = random.Random(3)
    tables = [table for table in TABLES.values() if len(table.columns) > 2]
    tried = sure = 0
    wrong = []
    while tried < 250:
        targets = targets_of(chance.choice(tables))
        names = {plain(name): target.name for target in targets for name in target.header_names}
        edited = chance.choice(targets)
        label = _edited(edited.label, chance)
        if names.get(plain(label), edited.name) != edited.name or not plain(label):
            continue  # the edit made the name of another column (出勤時刻 → 退勤時刻), or none at all
        tried += 1
        header = Header(
            0,
            0,
            tuple(
                HeaderColumn(index, (label if target is edited else target.label,))
                for index, target in enumerate(targets)
            ),
        )
        values = {
            index: [target.example] * 3 if target.example else [] for index, target in enumerate(targets)
        }
        matches = match_columns(header, Evidences(values, SchoolNames(None)), targets)
        for target, match in zip(targets, matches, strict=True):
            if match.chosen and match.chosen.is_sure and match.chosen.column is not target:
                wrong.append((match.key, match.chosen.column.name))
            sure += target is edited and match.is_settled and match.chosen is not None
    assert wrong == []
    assert sure > 25
