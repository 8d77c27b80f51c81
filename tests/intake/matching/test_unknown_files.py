"""A file of an unknown maker: asked about once, remembered, and compared with last year's."""

from __future__ import annotations

from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.intake.matching.mapping import Mapping
from edu_dx.intake.matching.mapping_file import read_mapping_file
from edu_dx.intake.matching.proposal import Proposal
from edu_dx.intake.take_in import take_in_all
from edu_dx.workspace import Workspace

HEADERS = ["発券No", "用　件", "ｳｹﾂｹ日時", "呼び出した時刻", "まどぐち"]
ANSWERS = {"ｳｹﾂｹ日時": "発券時刻", "呼び出した時刻": "呼出時刻"}


def ticket_file(folder: Path, year: int, *, rows: int = 40, headers: list[str] = HEADERS) -> Path:
    lines = [headers]
    lines += [
        [str(n), ("住民票", "印鑑")[n % 2], f"{year}/5/1 9:{n:02d}", f"{year}/5/1 9:{n + 2:02d}", "市民課"]
        for n in range(1, rows + 1)
    ]
    path = folder / f"窓口の記録_{year}.csv"
    path.write_text("\n".join(",".join(line) for line in lines) + "\n", encoding="cp932")
    return path


@pytest.fixture
def mapping_file(board: Workspace, tmp_path: Path) -> Path:
    """The mapping file that taking in an unknown file leaves."""
    outcome = take_in_all(board, [ticket_file(tmp_path, 2024)])
    ((_, error),) = outcome.errors
    path = board.mappings / "窓口の記録_2024.対応表.toml"
    assert str(path) in str(error)
    assert "--mapping" in error.fix
    return path


def completed(path: Path, answers: dict[str, str]) -> Path:
    text = path.read_text(encoding="utf-8-sig")
    for header, column in answers.items():
        text = text.replace(f'"{header}" = "？"', f'"{header}" = "{column}"')
    path.write_text(text, encoding="utf-8")
    return path


def test_without_anybody_to_ask_a_mapping_file_is_written(mapping_file: Path) -> None:
    text = mapping_file.read_text(encoding="utf-8-sig")

    assert '"発券No" = "受付番号"' in text
    assert "#   値の例：2024/5/1 9:01、2024/5/1 9:02、2024/5/1 9:03\n" in text
    assert '"ｳｹﾂｹ日時" = "？"' in text


def test_the_completed_mapping_file_reads_the_file(
    board: Workspace, tmp_path: Path, mapping_file: Path
) -> None:
    outcome = take_in_all(board, [ticket_file(tmp_path, 2024)], mapping=completed(mapping_file, ANSWERS))

    assert outcome.errors == []
    rows = board.table("counter_tickets", 2024)
    assert (len(rows), sorted(set(rows["service"]))) == (40, ["住民票", "印鑑"])
    assert [(c.header, c.read_as) for c in outcome.receipts[0].columns] == [
        ("発券No", "受付番号"),
        ("用 件", "用件"),
        ("ｳｹﾂｹ日時", "発券時刻"),
        ("呼び出した時刻", "呼出時刻"),
        ("まどぐち", ""),
    ]


def test_next_years_file_goes_in_without_a_question(
    board: Workspace, tmp_path: Path, mapping_file: Path
) -> None:
    take_in_all(board, [ticket_file(tmp_path, 2024)], mapping=completed(mapping_file, ANSWERS))
    reordered = ticket_file(tmp_path, 2025, rows=10, headers=[*HEADERS[:4], "係"])

    def never(_path: Path, _proposal: Proposal) -> Mapping | None:
        raise AssertionError("nobody is to be asked")

    outcome = take_in_all(board, [reordered], ask=never)

    assert outcome.errors == []
    assert len(board.table("counter_tickets", 2025)) == 10
    told = [finding.message for finding in outcome.receipts[0].findings]
    assert "前回（2024年度の資料）にあった列『まどぐち』がありません。" in told
    assert "前回（2024年度の資料）になかった列『係』があります。" in told
    assert "件数が前回（2024年度の資料）の40件から10件に75％減りました。" in told


def test_a_person_who_is_asked_leaves_no_mapping_file(board: Workspace, tmp_path: Path) -> None:
    def answer(_path: Path, proposal: Proposal) -> Mapping:
        return Mapping(
            sheet=proposal.sheet,
            table="counter_tickets",
            columns={"発券No": "ticket_no", "用 件": "service", "ｳｹﾂｹ日時": "issued_at"},
        )

    outcome = take_in_all(board, [ticket_file(tmp_path, 2024)], ask=answer)

    assert (outcome.errors, board.mappings.exists()) == ([], False)
    assert len(board.table("counter_tickets")) == 40


def test_an_answer_that_lacks_a_column_says_which(board: Workspace, tmp_path: Path) -> None:
    def answer(_path: Path, proposal: Proposal) -> Mapping:
        return Mapping(sheet=proposal.sheet, table="counter_tickets", columns={"用 件": "service"})

    ((_, error),) = take_in_all(board, [ticket_file(tmp_path, 2024)], ask=answer).errors

    assert "「受付番号」" in error.what
    assert "「発券時刻」" in error.what


def test_a_mapping_file_of_another_file_names_the_header_that_is_not_there(
    board: Workspace, tmp_path: Path, mapping_file: Path
) -> None:
    other = ticket_file(tmp_path, 2024, headers=["あ", "い", "う", "え", "お"])
    ((_, error),) = take_in_all(board, [other], mapping=completed(mapping_file, ANSWERS)).errors

    assert error.what.startswith("対応表にある見出し「発券No」")


@pytest.mark.parametrize(
    ("old", "new", "what", "where"),
    [
        ('"ｳｹﾂｹ日時" = "？"', '"ｳｹﾂｹ日時" = "？"', "見出し「ｳｹﾂｹ日時」を何の列として読むかが、まだ決まっていません。", '"ｳｹﾂｹ日時"'),
        ('"ｳｹﾂｹ日時" = "？"', '"ｳｹﾂｹ日時" = "受付のとき"', "「窓口発券記録」に「受付のとき」という列はありません。", '"ｳｹﾂｹ日時"'),
        ('"ｳｹﾂｹ日時" = "？"', '"ｳｹﾂｹ日時" = "用件"', "「用 件」と「ｳｹﾂｹ日時」の二つが、同じ列「用件」になっています。", '"ｳｹﾂｹ日時"'),
        ('"表" = "窓口発券記録"', '"表" = "発券"', "「発券」という表はありません。", '"表"'),
        ('"ｳｹﾂｹ日時" = "？"', '"ｳｹﾂｹ日時" = 発券時刻', "対応表の書き方が正しくないところがあります。", '"ｳｹﾂｹ日時"'),
        ('"ｳｹﾂｹ日時" = "？"', '"用 件" = "用件"', "対応表に同じ見出しが2回書かれています。", '"用 件" = "用件"\n#   値'),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named_with_its_line(
    mapping_file: Path, old: str, new: str, what: str, where: str
) -> None:
    text = mapping_file.read_text(encoding="utf-8-sig").replace(
        '"呼び出した時刻" = "？"', '"呼び出した時刻" = "呼出時刻"'
    )
    text = text.replace(old, new)
    mapping_file.write_text(text, encoding="utf-8")
    line = text[: text.rindex(where)].count("\n") + 1

    with pytest.raises(UserError) as raised:
        read_mapping_file(mapping_file)
    assert raised.value.what == what
    assert raised.value.where == f"{mapping_file.name} の{line}行目"


def test_a_mapping_file_that_was_worked_on_is_kept(
    board: Workspace, tmp_path: Path, mapping_file: Path
) -> None:
    mapping_file.write_text("# 途中まで書いた", encoding="utf-8")
    take_in_all(board, [ticket_file(tmp_path, 2024)])

    assert (
        mapping_file.with_name(f"{mapping_file.name}.bak").read_text(encoding="utf-8") == "# 途中まで書いた"
    )


PERSONS = ("青葉 太郎", "緑川 花子", "佐藤 健一", "田中 美咲")


@pytest.mark.parametrize(
    "headers, others",
    [
        pytest.param("No,職名,氏名,電話番号,住所", "1,教諭,{},090-0000-0000,みほん市1-1", id="phones"),
        pytest.param("役職,保護者氏名,児童名,学年・組", "会長,{},緑川 大地,1年1組", id="guardians"),
        pytest.param("学年,組,番号,児童氏名,欠席日数,理由", "5,1,3,{},40,病気（ぜん息）", id="absent"),
        pytest.param("組,出席番号,氏名,国語正答数,質問1", "1,3,{},9,2", id="assessment"),
    ],
)
def test_a_list_of_persons_is_refused_and_not_asked_about(
    board: Workspace, tmp_path: Path, headers: str, others: str
) -> None:
    path = tmp_path / "名簿.csv"
    path.write_text("\n".join([headers, *map(others.format, PERSONS)]), encoding="utf-8")

    outcome = take_in_all(board, [path], ask=lambda *_: pytest.fail("asked"))

    ((_, error),) = outcome.errors
    assert "人の名簿のようです" in error.what
    assert not any(name.split()[0] in str(error) for name in PERSONS)
    assert not board.mappings.exists()


def test_beside_a_name_no_value_is_shown(board: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "状況.csv"
    lines = ["学校名,学年,氏名,世帯の状況", *(f"みほん小学校,5,{name},生活保護" for name in PERSONS)]
    path.write_text("\n".join(lines), encoding="utf-8")

    take_in_all(board, [path])

    kept = "".join(file.read_text(encoding="utf-8") for file in board.mappings.glob("*"))
    assert "生活保護" not in kept
    assert not any(name in kept for name in PERSONS)
