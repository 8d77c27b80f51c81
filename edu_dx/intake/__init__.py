"""Raw file → canonical rows of a table, and a receipt that accounts for every raw row."""

from edu_dx.intake.context import Context
from edu_dx.intake.read import frames_by_table, read_file
from edu_dx.intake.read_part import Intake
from edu_dx.intake.receipt import Receipt
from edu_dx.intake.receipt_text import receipt_text

__all__ = ["Context", "Intake", "Receipt", "frames_by_table", "read_file", "receipt_text"]
