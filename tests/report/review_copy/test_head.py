from pathlib import Path
from typing import Any

from edu_dx.report.review_copy.head import asked_texts, head_texts
from edu_dx.review.decisions import submit
from edu_dx.review.dossier import Dossier, dossier
from edu_dx.workspace import Workspace
from tests.boards import write_template
from tests.report.review_copy.conftest import WRITTEN_AT, Texts
from tests.report.review_copy.played import FIRST, edit_finding, store
from tests.review.difference.samples import notebook
from tests.review.signing import approve


def facts(found: Dossier) -> dict[str, str]:
    return {fact["label"]: fact["value"] for fact in head_texts(found, WRITTEN_AT)["facts"]}


def obstacles(found: Dossier) -> dict[str, list[str]]:
    return {item["title"]: item["reasons"] for item in head_texts(found, WRITTEN_AT)["obstacles"]}


def test_the_head_says_whose_turn_it_is(page: Texts, for_taro: Dossier) -> None:
    assert (page["head"]["state"], page["head"]["turn"]) == ("提出", "コンサルタントの番")
    assert facts(for_taro)["回"] == "第2回"
    assert facts(for_taro)["作成"] == "見本 花子（支援員）"
    assert facts(for_taro)["計算し直し"] == "結果3件が一致、1件が違います"
    assert obstacles(for_taro) == {
        "計算し直すと違う結果になるものがあります": ["図「移り変わり」：違う結果になりました"]
    }


def test_what_waits_for_the_reader_comes_first(board: Workspace, played: str) -> None:
    def waiting(reader: str) -> list[tuple[str, list[int]]]:
        found: dict[str, Any] = asked_texts(dossier(board, played, reader=board.config.person(reader)))
        return [
            (group["title"][:5], [item["number"] for item in group["threads"]]) for group in found["groups"]
        ]

    assert waiting("taro") == [("答えが届き", [1, 2, 3, 4]), ("答えを待っ", [6])]
    assert waiting("hanako") == [("答えてくだ", [6]), ("答えました", [1, 2, 3, 4])]


def test_the_reader_is_told_what_they_may_do_and_why_not_yet(for_taro: Dossier) -> None:
    moves = {move["action"]: move for move in asked_texts(for_taro)["moves"]}

    assert moves["差戻し"]["command"] == 'edu-dx return pupil_count-2025-city-02 --as taro -m "…"'
    assert moves["承認"]["reason"] == "解決していないコメントが5件あるので承認できません。"
    assert "取下げ" not in moves


def test_a_notebook_edited_while_it_waits_is_an_obstacle(board: Workspace, played: str) -> None:
    edit_finding(board, played, "あとから")

    assert "提出されたものと違います" in obstacles(dossier(board, played))


def test_a_lapsed_approval_tells_its_reasons(board: Workspace, templates: Path) -> None:
    write_template(templates)
    store(board, FIRST, notebook())
    submit(board, FIRST, board.config.person("hanako"))
    approve(board, FIRST, board.config.person("taro"))
    assert facts(dossier(board, FIRST))["検印"].startswith("あり（鍵の指紋 ")

    edit_finding(board, FIRST, "あとから")
    lapsed = dossier(board, FIRST)

    assert head_texts(lapsed, WRITTEN_AT)["state"] == "失効"
    assert obstacles(lapsed)["承認は失効しています"] == ["承認のあとに、ノートブックの内容が変わっています。"]
    assert facts(lapsed)["承認"].endswith("（失効）")


def test_how_long_it_has_waited_is_told_in_days(for_taro: Dossier) -> None:
    days = (WRITTEN_AT - for_taro.since).days
    told = f"（このページを書き出したときまで{days}日）" if days else ""

    assert facts(for_taro)["いつから"] == f"{for_taro.since:%Y-%m-%d %H:%M}{told}"
