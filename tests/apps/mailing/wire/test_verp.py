"""Return paths: they come back whatever a server does to them, and cannot be made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.mailing.rules.addresses import fault_of_address
from standfirst.apps.mailing.rules.verp import LARGEST, delivery_of, return_path

DOMAIN, SECRET, OLDER = "bounces.news.example", b"of this year", b"of last year"
numbers = st.integers(0, LARGEST)


def read(address: str) -> int | None:
    return delivery_of(address, domain=DOMAIN, secrets=[SECRET, OLDER])


@given(number=numbers, secret=st.sampled_from([SECRET, OLDER]))
def test_a_return_path_comes_back_in_whatever_case(number: int, secret: bytes) -> None:
    made = return_path(number, domain=DOMAIN, secret=secret)
    assert [read(made), read(made.lower()), read(made.upper()), read(made.swapcase())] == [number] * 4
    assert len(made.partition("@")[0]) <= 64
    assert fault_of_address(made) is None


@given(
    number=numbers,
    place=st.integers(0, 36),
    letter=st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789.+@"),
)
def test_a_changed_letter_makes_it_nobodys(number: int, place: int, letter: str) -> None:
    made = return_path(number, domain=DOMAIN, secret=SECRET)
    changed = made[:place] + letter + made[place + 1 :]
    assert read(changed) == (number if changed == made else None)


@given(text=st.text(max_size=60))
def test_anything_else_is_ignored(text: str) -> None:
    for address in (text, f"{text}@{DOMAIN}", f"b+{text}@{DOMAIN}", f"b+a.{text}@{DOMAIN}"):
        assert read(address) is None


def test_a_seal_is_of_its_secret_its_number_and_its_domain() -> None:
    one, other = (return_path(number, domain=DOMAIN, secret=SECRET) for number in (1, 2))
    assert read(one.partition(".")[0] + "." + other.partition(".")[2]) is None
    assert delivery_of(one, domain=DOMAIN, secrets=[b"another"]) is None
    assert delivery_of(one, domain="elsewhere.example", secrets=[SECRET]) is None


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_a_number_that_no_row_can_have_has_no_path(number: int) -> None:
    with pytest.raises(ValueError, match="63 bits"):
        return_path(number, domain=DOMAIN, secret=SECRET)
