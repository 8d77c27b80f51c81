import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from edu_dx.report.review_copy.page import review_page
from edu_dx.review.dossier import Dossier, dossier
from edu_dx.workspace import Workspace
from tests.report.review_copy.played import play_two_rounds

WRITTEN_AT = dt.datetime(2026, 12, 1, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=9)))
Texts = dict[str, Any]


@pytest.fixture
def played(board: Workspace, templates: Path) -> str:
    """The second run of a review of two rounds; it waits for a consultant."""
    return play_two_rounds(board, templates)


@pytest.fixture
def for_taro(board: Workspace, played: str) -> Dossier:
    """What the consultant who commented first is shown."""
    return dossier(board, played, reader=board.config.person("taro"))


@pytest.fixture
def page(for_taro: Dossier) -> Texts:
    return review_page(for_taro, WRITTEN_AT)


def place(page: Texts, name: str) -> Texts:
    """The part of the page that stands under an id."""
    return next(item for item in page["places"] if item.get("id") == name)
