import pytest

from edu_dx.errors import UserError
from edu_dx.present.block import BLOCK_MIME
from edu_dx.run.blocks import notebook_blocks
from tests.review.difference.samples import check, notebook, number


def test_the_blocks_of_a_notebook_come_in_its_order() -> None:
    assert [block.name for block in notebook_blocks(notebook(number(3), check(True)))] == [
        "pupils",
        "adds-up",
    ]


def test_a_block_that_is_not_in_its_form_is_a_sentence() -> None:
    damaged = notebook(number(3))
    next(cell for cell in damaged.cells if cell.id == "cell-pupils").outputs[0].data[BLOCK_MIME]["kind"] = (
        "poem"
    )

    with pytest.raises(UserError, match="結果が壊れていて読めません") as refused:
        list(notebook_blocks(damaged))
    assert refused.value.where == "セル cell-pupils"
