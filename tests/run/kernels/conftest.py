from collections.abc import Iterator
from pathlib import Path

import pytest

from edu_dx.run.kernels import provisioner
from edu_dx.run.kernels.supply import Supply, forking_is_possible

WAYS = ["forked", "spare"] if forking_is_possible() else ["spare"]


@pytest.fixture(scope="module", params=WAYS)
def warm(request: pytest.FixtureRequest) -> Iterator[Supply]:
    """A source of warm kernels for the kernelspec ``edu-dx``, of each kind that this machine can have."""
    supply = Supply(forking=request.param == "forked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(provisioner, "SUPPLY", supply)
        yield supply
    supply.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for kernels to work in."""
    return tmp_path_factory.mktemp("work")
