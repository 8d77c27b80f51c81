import datetime as dt
from itertools import product

import pytest

from edu_dx.review.journal import Event
from edu_dx.review.rules import user_can
from edu_dx.review.standing import Standing
from edu_dx.review.states import Action, State
from edu_dx.workspace import Person, Role

ALLOWED = {
    # (action, state, role, own work)
    *product(
        [Action.SUBMIT],
        [State.DRAFT, State.RETURNED, State.LAPSED],
        [Role.ASSISTANT, Role.CONSULTANT],
        [True, False],
    ),
    (Action.RETURN, State.SUBMITTED, Role.CONSULTANT, False),
    (Action.APPROVE, State.SUBMITTED, Role.CONSULTANT, False),
}


@pytest.mark.parametrize(
    ("action", "state", "role", "own"), list(product(Action, State, Role, [True, False]))
)
def test_who_may_do_what_in_which_state(action: Action, state: State, role: Role, own: bool) -> None:
    actor = Person(id="actor", name="役", role=role)
    drafter = actor if own else Person(id="drafter", name="案", role=Role.ASSISTANT)
    submission = Event(
        at=dt.datetime(2026, 4, 1, tzinfo=dt.UTC), run="r", action=Action.SUBMIT, person=drafter, content="c"
    )

    allowed = user_can(action, actor, Standing("r", state, (submission,)), comment="理由")

    assert allowed is ((action, state, role, own) in ALLOWED)
