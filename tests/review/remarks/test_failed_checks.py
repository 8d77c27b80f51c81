from edu_dx.present.block import Block
from edu_dx.review.remarks.failed_checks import RULE, remarks
from edu_dx.run.record import CheckResult
from tests.review.remarks.manuscripts import BASIS, manuscript

OPEN = CheckResult(
    name="months",
    title="12か月分の記録がそろっている",
    passed=False,
    guidance="6月の記録を取り込んでください。",
)
HELD = CheckResult(name="sums", title="枚数を足すと全体に一致する", passed=True)


def test_each_open_check_is_told_with_its_own_guidance() -> None:
    [remark] = remarks(manuscript(checks=(HELD, OPEN)))

    assert (remark.place.anchor, remark.place.heading) == ("months", "12か月分の記録がそろっている")
    assert remark.fix == "6月の記録を取り込んでください。"
    assert remark.rule.blocking and remark.rule is RULE


def test_the_note_of_the_check_is_quoted() -> None:
    block = Block(name="months", kind="check", title="12か月分", passed=False, note="11か月分", **BASIS)
    [remark] = remarks(manuscript(checks=(OPEN,), blocks=(block,)))
    assert remark.quote == "11か月分"


def test_a_check_without_guidance_still_says_what_to_do() -> None:
    [remark] = remarks(manuscript(checks=(OPEN.model_copy(update={"guidance": ""}),)))
    assert "実行してください" in remark.fix
