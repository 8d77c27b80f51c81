import importlib.util
from pathlib import Path

from edu_dx.review.diagram import state_diagram
from edu_dx.review.states import LAPSING, TRANSITIONS, State

CHECKOUT = Path(__file__).parents[2]


def test_the_page_of_states_is_what_the_data_say() -> None:
    spec = importlib.util.spec_from_file_location("review_states", CHECKOUT / "tools" / "review_states.py")
    assert spec and spec.loader
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)

    written = (CHECKOUT / "docs" / "review-states.md").read_text(encoding="utf-8")

    assert written == generator.page(), "run: python tools/review_states.py"


def test_the_diagram_has_an_arrow_for_every_transition_and_every_lapse() -> None:
    arrows = [line for line in state_diagram().splitlines() if "-->" in line]

    assert len(arrows) == 1 + len(TRANSITIONS) + len(LAPSING)


def test_no_action_of_a_person_leads_to_a_lapse() -> None:
    assert State.LAPSED not in {move.target for move in TRANSITIONS}
