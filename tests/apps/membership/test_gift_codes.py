"""Codes of gifts: as long as they must be, read however they are typed, and told by nobody without the key."""

import math
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.membership.rules.gift_codes import (
    ALPHABET,
    LENGTH,
    delivery_moment,
    derive_code,
    digest_of_code,
    plain_code,
    shown_code,
)

KEY = "a key of the house"
CODES = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


def test_a_code_has_eighty_bits() -> None:
    assert len(set(ALPHABET)) ** LENGTH >= 2**80
    assert math.log2(len(ALPHABET)) * LENGTH >= 80


def test_a_code_follows_from_the_seed_and_the_key_alone() -> None:
    code = derive_code("a seed", key=KEY)
    assert (len(code), set(code) <= set(ALPHABET)) == (LENGTH, True)
    assert derive_code("a seed", key=KEY) == derive_code("a seed", key=KEY.encode()) == code
    others = {derive_code(f"seed {n}", key=KEY) for n in range(500)} | {derive_code("a seed", key="another")}
    assert len(others) == 501
    assert code not in others


@pytest.mark.parametrize("place", range(LENGTH))
def test_every_letter_of_the_alphabet_stands_in_every_place(place: int) -> None:
    """No bit of the code is always the same."""
    assert {derive_code(str(n), key=KEY)[place] for n in range(600)} == set(ALPHABET)


@given(code=CODES, small=st.booleans(), between=st.sampled_from(["-", " ", "", " – ", "."]))
def test_a_code_is_read_however_it_is_typed(code: str, small: bool, between: str) -> None:
    typed = between.join(shown_code(code).split("-"))
    typed = typed.replace("0", "O").replace("1", "l") if small else typed
    assert plain_code(typed.lower() if small else typed) == code


@given(typed=st.text(max_size=80))
def test_what_is_no_code_is_nothing(typed: str) -> None:
    found = plain_code(typed)
    assert found == "" or (len(found) == LENGTH and set(found) <= set(ALPHABET))


@pytest.mark.parametrize(
    "typed", ["", "AAAA-BBBB-CCCC", "AAAA-BBBB-CCCC-DDDU", "A" * 17, "\x00" * 16, "Ａ" * 16]
)
def test_other_words_are_no_code(typed: str) -> None:
    assert plain_code(typed) == ""


def test_the_hash_is_of_this_purpose() -> None:
    assert digest_of_code("A" * 16) != digest_of_code("A" * 15 + "B")
    assert len(digest_of_code("A" * 16)) == 64


def test_a_letter_goes_out_in_the_morning_where_the_publication_is() -> None:
    day = datetime(2026, 12, 24, tzinfo=UTC).date()
    assert delivery_moment(day, zone=ZoneInfo("Asia/Tokyo")) == datetime(2026, 12, 23, 23, tzinfo=UTC)
