"""Forms in which personal data stand in texts: addresses of all kinds, telephone numbers, devices.

The patterns take full-width characters as they come, so that a text around a match can stay as it is.
"""

from __future__ import annotations

import re

_HYPHEN = r"[-‐‑‒–—―−ーｰ－﹣]"
_WORD = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
_NO_NUMBER_BEFORE = rf"(?<![\d.．])(?<!\d{_HYPHEN})"
_NO_NUMBER_AFTER = rf"(?!{_HYPHEN}?\d)"

EMAIL = re.compile(
    rf"[{_WORD}][{_WORD}._%+\-．＿＋－]*[@＠][{_WORD}](?:[{_WORD}\-－]*[{_WORD}])?(?:[.．][{_WORD}\-－]+)+"
)
PHONE = re.compile(
    rf"{_NO_NUMBER_BEFORE}(?:"
    # with an exchange: 03-1234-5678, 0284(20)1111, (0284) 20 1111
    rf"[(（]?(?=[0０](?:\D{{0,2}}\d){{9,10}}(?!\d))[0０]\d{{1,4}}(?:\s?{_HYPHEN}\s?|\s?[)）]\s?|\s?[(（]|\s)"
    rf"\d{{1,4}}(?:\s?{_HYPHEN}\s?|[)）]\s?|\s)\d{{3,4}}"
    # mobile and IP telephones in one run
    r"|[0０][5789５７８９][0０]\d{8}"
    # from abroad: +81 90-1234-5678
    rf"|[+＋]\s?[8８][1１][\s]?{_HYPHEN}?\s?(?:[(（][0０][)）])?\d{{1,4}}(?:[\s]?{_HYPHEN}?\s?\d{{2,4}}){{2}}"
    rf"){_NO_NUMBER_AFTER}"
)
POSTCODE = re.compile(
    rf"{_NO_NUMBER_BEFORE}(?:〒\s?\d{{3}}{_HYPHEN}?\d{{4}}|\d{{3}}{_HYPHEN}\d{{4}}){_NO_NUMBER_AFTER}"
)
IP_ADDRESS = re.compile(
    r"(?<![\d.])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?![\d.])"
)
USER_AGENT = re.compile(r"Mozilla/\d|AppleWebKit|\b(?:iPhone|iPad|Windows NT|Android|CrOS)\b[ ;/]\s?[\w.]+")
_NUMERAL = "0-9０-９一二三四五六七八九十"
_PLACE = r"(?:(?![をはでも])[々ヶ一-鿿ぁ-んァ-ヶー])"
ADDRESS = re.compile(
    rf"(?:北海道|東京都|(?:大阪|京都)府|[一-鿿]{{2,3}}県)?"
    rf"{_PLACE}{{1,6}}?[市区町村郡]{_PLACE}{{0,14}}?"
    rf"(?:[{_NUMERAL}]{{1,4}}(?:丁目|番地|番(?![目台手])|{_HYPHEN}\d{{1,4}}))"
    rf"(?:の?[{_NUMERAL}]{{1,4}}(?:番地|番|号室|号|丁目)?|{_HYPHEN}\d{{1,4}}|番地|番|号|\s(?=[{_NUMERAL}]))*"
)
