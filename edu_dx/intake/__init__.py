"""Raw file → canonical rows of a table, and a receipt that accounts for every raw row."""

from edu_dx.intake.intake import Intake, read_file
from edu_dx.intake.receipt import Receipt

__all__ = ["Intake", "Receipt", "read_file"]
