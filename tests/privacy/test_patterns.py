import pytest

from edu_dx.privacy.patterns import ADDRESS, EMAIL, IP_ADDRESS, PHONE, POSTCODE


@pytest.mark.parametrize(
    "text",
    [
        *(
            "090-1234-5678",
            "０９０－１２３４－５６７８",
            "09012345678",
            "050-1234-5678",
            "03-1234-5678",
            "045ー123ー4567",
        ),
        *("0284(20)1111", "(0284)20-1111", "0284 20 1111", "0284‐20‐1111", "0120-000-000"),
        *("+81 90-1234-5678", "+81-3-1234-5678"),
    ],
)
def test_a_telephone_number_is_found_whole(text: str) -> None:
    found = PHONE.search(f"電話は{text}です")
    assert found is not None and found[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-01",
        "02-01-2024",
        "326-8601",
        "B109299000013",
        "1090-1234-5678",
        "090-1234-56789",
        "0123456789",
        "03.5",
    ],
)
def test_other_numbers_are_no_telephone_numbers(text: str) -> None:
    assert PHONE.search(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "みほん市あおば町一丁目2番3号",
        "栃木県みほん市本町3-2145",
        "みほん町大字上1234番地",
        "架空市中央区加納町６丁目５番１号",
    ],
)
def test_an_address_is_found_whole(text: str) -> None:
    found = ADDRESS.search(text)
    assert found is not None and found[0] == text


@pytest.mark.parametrize(
    "text", ["みほん市", "市内の1番", "町で3番目に多い", "神戸市灘区", "小学校5年", "市区町村"]
)
def test_a_place_without_a_house_number_is_no_address(text: str) -> None:
    assert ADDRESS.search(text) is None


def test_postcodes_mail_and_ip_addresses() -> None:
    assert [
        bool(POSTCODE.fullmatch(text)) for text in ("〒326-8601", "326-8601", "〒3268601", "3268601")
    ] == [1, 1, 1, 0]
    assert EMAIL.search("連絡はtaro.mihon+a@example.jpへ")[0] == "taro.mihon+a@example.jp"  # type: ignore[index]
    assert EMAIL.search("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ") is not None
    assert [bool(IP_ADDRESS.fullmatch(text)) for text in ("192.168.0.1", "256.1.1.1", "1.2.3")] == [1, 0, 0]
