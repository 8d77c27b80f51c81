from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.intake import read_file


def test_moments_are_no_question_numbers_of_a_table_on_its_side(tmp_path: Path) -> None:
    """With the heading above the moments gone, the columns would else be questions and the first school a heading."""
    path = tmp_path / "回線.csv"
    path.write_text(
        "学校コード,学校名,,測定場所,下り(Mbps),上り(Mbps)\n"
        "B109299900014,かえで小学校,2025-06-03 10:40,3年1組教室,10.0,10.0\n"
        "B109299900023,さくら小学校,2025-06-04 10:40,3年1組教室,10.0,10.0\n"
        "B109299900032,みどり小学校,2025-06-05 10:40,3年1組教室,10.0,10.0\n",
        encoding="utf-8",
    )
    with pytest.raises(UserError, match="見出しが見つかりません"):
        read_file(path)
