from edu_dx.review.remarks.registry import remarks_in
from edu_dx.review.remarks.text import remarks_text
from edu_dx.run.record import CheckResult
from tests.review.remarks.manuscripts import manuscript

OPEN = CheckResult(
    name="months", title="12か月分の記録がそろっている", passed=False, guidance="6月を取り込んでください。"
)


def test_nothing_to_say_is_said() -> None:
    assert remarks_text(remarks_in(manuscript())) == "提出の前に見直す所は見つかりませんでした。"


def test_what_stops_the_submission_stands_apart_from_advice() -> None:
    remarks = remarks_in(manuscript("2024年度の取組は、窓口の混雑に効果があった。", checks=(OPEN,)))
    assert remarks_text(remarks).splitlines() == [
        "直してから提出する所（1件）",
        "",
        "1. ［満たしていない検査］12か月分の記録がそろっている",
        "   この検査を満たしていないので、このままでは数字を使えません。",
        "   → 6月を取り込んでください。",
        "",
        "提出の前に見直すとよい所（1件）",
        "",
        "1. ［確かめが要る言葉］分かったこと",
        "   「2024年度の取組は、窓口の混雑に効果があった。」",
        "   「効果があった」は、比べる相手をそろえて確かめた場合のほかは使わない言葉です。",
        "   → 「〜のあとに〜人減った」のように事実だけを書くか、確かめた方法と結果を同じ文に書いてください。",
    ]


def test_a_long_quote_is_shortened() -> None:
    [remark] = remarks_in(manuscript("2024年度の取組は、" + "とても" * 40 + "効果があった。"))
    assert "とても…」" in remarks_text([remark])
