"""All kinds of damage, by importing the modules that declare them."""

from tests.intake.damage import of_bytes, of_cells, of_layout, of_rows  # noqa: F401
from tests.intake.damage.kind import KINDS

__all__ = ["KINDS"]
