from edu_dx.report.review_copy.page import review_page
from edu_dx.review.dossier import dossier
from edu_dx.review.remarks.registry import title_of_rule
from edu_dx.workspace import Workspace
from tests.report.review_copy.conftest import WRITTEN_AT, Texts, place


def test_the_difference_comes_with_its_grounds(page: Texts) -> None:
    assert "数値1件・図1件・文章2件が変わりました" in page["difference"]["headline"]
    assert "計算のしかたが変わっています" in page["difference"]["headline"]
    assert page["difference"]["code"] == [
        {
            "id": "",
            "cell": "cell-lost",
            "heading": "結果を見る",
            "presence": "なくなりました",
            "lines": "＋0行 −1行",
        }
    ]
    assert page["not_compared"] == ""


def test_the_contents_count_what_waits_and_what_changed_below_each_heading(page: Texts) -> None:
    counted = {entry["title"]: (entry["comments"], entry["changes"]) for entry in page["contents"]}

    assert counted == {"目的": (0, 0), "結果を見る": (3, 2), "分かったこと": (1, 1)}


def test_places_that_ask_for_attention_lead_to_each_other(page: Texts) -> None:
    asking = [item["id"] for item in page["places"] if item["attention"]]

    assert asking == ["pupils", "schools", "trend", "cell:findings"]
    assert place(page, "pupils")["attention"] == {"before": "", "after": "schools"}
    assert place(page, "cell:findings")["attention"] == {"before": "trend", "after": ""}


def test_what_is_gone_and_comments_on_it_come_at_the_end(page: Texts) -> None:
    assert [(item["kind"], item["title"], item["printed"]) for item in page["removed"]] == [
        ("数値", "なくなる数", "9 人")
    ]
    assert [(item["number"], item["about"]) for item in page["orphans"]] == [(4, "数値「なくなる数」：9 人")]


def test_the_history_is_told_without_the_notes(page: Texts) -> None:
    told = [event["sentence"] for event in page["history"]]

    assert told[0].startswith("見本 花子さん（支援員）が提出しました")
    assert not any("内部メモ" in sentence for sentence in told)
    assert [item["text"] for item in page["notes"]] == ["ここだけの話"]


def test_notes_are_for_reviewers_alone(board: Workspace, played: str) -> None:
    for reader in (None, board.config.person("hanako"), board.config.person("ichiro")):
        page = review_page(dossier(board, played, reader=reader), WRITTEN_AT)
        assert page["notes"] == []
        assert "ここだけの話" not in str(page)


def test_remarks_that_were_left_standing_are_told(page: Texts) -> None:
    assert page["warned"] == [title_of_rule("thin_findings"), "消えた規則 <b>"]
