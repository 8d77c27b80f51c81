"""The readable difference between two runs of one analysis."""

from edu_dx.review.difference.compare import difference
from edu_dx.review.difference.contents import Contents, contents_of
from edu_dx.review.difference.plain import difference_text
from edu_dx.review.difference.result import Difference

__all__ = ["Contents", "Difference", "contents_of", "difference", "difference_text"]
