import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real published files, which stand beside the checkout and never in it."""
    folder = Path(os.environ.get("EDU_DX_SHARED_DATA", CHECKOUT.parent / "shared" / "data"))
    if folder.is_dir():
        return folder
    missing = f"real files not found in {folder}; set EDU_DX_SHARED_DATA to the folder that holds them"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)
