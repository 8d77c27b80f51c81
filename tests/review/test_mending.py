import pytest

from edu_dx.errors import UserError
from edu_dx.review.decisions import send_back, submit
from edu_dx.review.journal import events, journal_breaks
from edu_dx.review.mending import mend
from edu_dx.review.standing import standing
from edu_dx.review.states import State
from edu_dx.workspace import Person, Workspace


@pytest.fixture
def damaged(board: Workspace, run: str, hanako: Person, taro: Person) -> Workspace:
    """A board whose journal has lost its last line."""
    submit(board, run, hanako)
    send_back(board, run, taro, "数を添えてください")
    board.journal.write_bytes(board.journal.read_bytes().splitlines(keepends=True)[0])
    return board


def test_nothing_is_written_behind_a_damage_until_a_consultant_knows_of_it(
    damaged: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    with pytest.raises(UserError, match="終わりの行が抜かれています"):
        send_back(damaged, run, taro, "もう一度")
    with pytest.raises(UserError, match="支援員の見本 花子さんは記録の修復できません"):
        mend(damaged, hanako, "続けたい")
    with pytest.raises(UserError, match="修復には理由が必要です"):
        mend(damaged, taro, " ")

    assert mend(damaged, taro, "停電で失われ、控えもない").mended == (2,)

    assert journal_breaks(damaged) == []
    assert events(damaged)[-1].comment == "停電で失われ、控えもない"
    assert standing(damaged, run).state is State.SUBMITTED
    assert send_back(damaged, run, taro, "もう一度").state is State.RETURNED


def test_a_sound_journal_is_not_mended(board: Workspace, run: str, hanako: Person, taro: Person) -> None:
    submit(board, run, hanako)

    with pytest.raises(UserError, match="修復するところはありません"):
        mend(board, taro, "念のため")
