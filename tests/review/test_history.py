from edu_dx.review.commenting import answer, comment
from edu_dx.review.decisions import send_back, submit
from edu_dx.review.events import Anchor, Evidence
from edu_dx.review.history import sentence
from edu_dx.review.journal import events
from edu_dx.workspace import Person, Workspace


def test_the_journal_reads_as_a_story(board: Workspace, run: str, hanako: Person, taro: Person) -> None:
    submit(board, run, hanako, evidence=Evidence(attested=("pupils",)))
    comment(board, run, taro, "年度を添えてください", anchor=Anchor(block="pupils"))
    comment(board, run, taro, "全体に短く")
    send_back(board, run, taro)
    answer(board, run, hanako, 1, "添えました")

    assert [sentence(event) for event in events(board)] == [
        "見本 花子さん（支援員）が提出しました（作成中→提出、1回目、計算し直して一致1件）。",
        "試作 太郎さん（コンサルタント）がコメントしました（未回答、1番、数値「児童生徒数」：120 人）。",
        "試作 太郎さん（コンサルタント）がコメントしました（未回答、2番、全体）。",
        "試作 太郎さん（コンサルタント）が差し戻しました（提出→差戻し）。",
        "見本 花子さん（支援員）がコメントに答えました（未回答→回答済み、1番）。",
    ]


def test_what_a_repetition_does_not_give_is_named(board: Workspace, run: str, hanako: Person) -> None:
    submit(board, run, hanako, evidence=Evidence(attested=("a", "b"), differing=("pupils",)))

    assert "計算し直して一致2件、違い1件: pupils" in sentence(events(board)[-1])
