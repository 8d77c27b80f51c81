from collections.abc import Iterator
from pathlib import Path

import pytest

from edu_dx.run import clients
from edu_dx.run.kernels import provisioner
from edu_dx.run.kernels.supply import Supply, forking_is_possible

WAYS = ["forked", "spare"] if forking_is_possible() else ["spare"]


@pytest.fixture(scope="session")
def supplies() -> Iterator[dict[str, Supply]]:
    """A source of warm kernels of each kind; it starts when it is asked."""
    found = {way: Supply(forking=way == "forked") for way in WAYS}
    yield found
    for supply in found.values():
        supply.close()


@pytest.fixture(scope="module", params=WAYS)
def warm(request: pytest.FixtureRequest, supplies: dict[str, Supply]) -> Iterator[Supply]:
    """A source of warm kernels, for the kernelspec ``edu-dx`` and for runs, of each kind that this machine can have."""
    supply = supplies[request.param]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(provisioner, "SUPPLY", supply)
        patch.setattr(clients, "SUPPLY", supply)
        # One spare in reserve, which the next kernel will need anyway.
        patch.setattr("os.cpu_count", lambda: 1)
        yield supply


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for kernels to work in."""
    return tmp_path_factory.mktemp("work")
