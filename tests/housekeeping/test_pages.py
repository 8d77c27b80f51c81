"""Pages that people open in a browser."""

from pathlib import Path

import pytest

PAGES = ("edu_dx/intake", "templates")
# Nothing but what stands in the page itself: no script, no address.
POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="'
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    '">'
)


@pytest.mark.parametrize("place", PAGES)
def test_the_browser_is_told_first_of_all_to_fetch_and_execute_nothing(checkout: Path, place: str) -> None:
    templates = [path.read_text(encoding="utf-8") for path in (checkout / place).rglob("*.html.j2")]
    pages = [text for text in templates if "<head>" in text]

    assert pages
    assert [page for page in pages if f'<head>\n<meta charset="utf-8">\n{POLICY}\n' not in page] == []
