import pytest

from edu_dx.review.remarks.personal_data import remarks
from tests.review.remarks.manuscripts import manuscript

NAMING = {
    "窓口の山田さんに聞いた。": "氏名",
    "担任の佐藤先生が記録を付けている。": "氏名",
    "問合せは090-1234-5678へ。": "電話番号",
    "０２８４－２０－００００に電話した。": "電話番号",
    "詳しくは taro@example.jp に聞く。": "メールアドレス",
    "平成25年4月3日生まれの児童が転入した。": "生年月日",
}
NAMELESS = [
    "窓口の担当者に聞いた。",
    "担任の先生と校長先生に、学級の見通しを説明する。",
    "お客様の多い4月は、窓口を3つ開ける。",
    "2025-05-01現在の8,410人である。",
    "本町1丁目の住宅の開発が始まる。",
    "年間の減は3,412,800円である。",
    "あおば小学校の118人が96人になる。",
]


@pytest.mark.parametrize(("sentence", "kind"), NAMING.items())
def test_a_person_is_named_or_can_be_reached(sentence: str, kind: str) -> None:
    [remark] = remarks(manuscript(sentence))
    assert kind in remark.what
    assert f"〔{kind}〕" in remark.quote


@pytest.mark.parametrize("sentence", NAMELESS)
def test_nobody_is_named(sentence: str) -> None:
    assert list(remarks(manuscript(sentence))) == []


def test_the_remark_does_not_repeat_what_should_not_be_there() -> None:
    [remark] = remarks(manuscript(guess="山田さん（090-1234-5678）が来た。"))
    assert "山田" not in f"{remark}"
    assert "1234" not in f"{remark}"
