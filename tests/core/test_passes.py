import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.core import passes
from standfirst.core.passes import Pass, PassCookie, sign, verify
from standfirst.core.viewer import Standing

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
KEY, OLD_KEY, OTHER_KEY = (
    "one key of the tests " * 2,
    "an old key of the tests " * 2,
    "a stranger's key " * 2,
)


def a_pass(**changes: object) -> Pass:
    fields = {
        "reader_id": 7,
        "standing": Standing.SUBSCRIBER,
        "version": 3,
        "expires_at": NOW + timedelta(minutes=15),
        "plan_group": "digital",
    }
    return Pass(**{**fields, **changes})  # type: ignore[arg-type]


readers = st.builds(
    Pass,
    reader_id=st.integers(1, 2**63),
    standing=st.sampled_from(Standing),
    version=st.integers(0, 2**31),
    expires_at=st.integers(1, 900).map(lambda seconds: NOW + timedelta(seconds=seconds)),
    plan_group=st.text(max_size=20),
    language=st.none() | st.sampled_from(["en-gb", "de"]),
)


@given(readers)
def test_what_is_signed_is_read_again(pass_: Pass) -> None:
    assert verify(sign(pass_, key=KEY), keys=[KEY], now=NOW) == pass_


@given(readers, st.data())
def test_a_pass_with_any_bit_flipped_is_refused(pass_: Pass, data: st.DataObject) -> None:
    text = bytearray(sign(pass_, key=KEY), "ascii")
    place = data.draw(st.integers(0, len(text) - 1))
    text[place] ^= 1 << data.draw(st.integers(0, 7))
    assert verify(text.decode("latin-1"), keys=[KEY], now=NOW) is None


def test_without_the_comparison_a_forged_pass_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    forged = sign(a_pass(), key=OTHER_KEY)
    assert verify(forged, keys=[KEY], now=NOW) is None
    monkeypatch.setattr(hmac, "compare_digest", lambda *_: True)
    assert verify(forged, keys=[KEY], now=NOW) == a_pass()


@pytest.mark.parametrize(
    ("ends_in", "is_good"),
    [
        (timedelta(seconds=1), True),
        (timedelta(minutes=15), True),
        (timedelta(0), False),
        (timedelta(seconds=-1), False),
        (timedelta(minutes=16), False),
        (timedelta(days=365), False),
    ],
)
def test_a_pass_is_good_for_at_most_fifteen_minutes(ends_in: timedelta, is_good: bool) -> None:
    text = sign(a_pass(expires_at=NOW + ends_in), key=KEY)
    assert (verify(text, keys=[KEY], now=NOW) is not None) is is_good


def test_a_retired_key_still_verifies_and_a_strange_one_does_not() -> None:
    assert verify(sign(a_pass(), key=OLD_KEY), keys=[KEY, OLD_KEY], now=NOW) == a_pass()
    assert verify(sign(a_pass(), key=OTHER_KEY), keys=[KEY, OLD_KEY], now=NOW) is None


def test_a_signature_for_another_purpose_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passes, "_PURPOSE", b"standfirst/feed/1\x00")
    text = sign(a_pass(), key=KEY)
    monkeypatch.undo()
    assert verify(text, keys=[KEY], now=NOW) is None


@given(st.text(max_size=2000))
def test_any_other_text_is_refused_without_an_error(text: str) -> None:
    assert verify(text, keys=[KEY], now=NOW) is None


def test_a_signed_pass_of_an_unknown_shape_is_refused() -> None:
    body = passes._encode(b'["of an older release"]')
    assert verify(f"{body}.{passes._signature(body, KEY)}", keys=[KEY], now=NOW) is None


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    header = PassCookie("__Host-pass", secure=True).header("text")
    assert header == "__Host-pass=text; Max-Age=900; Path=/; HttpOnly; SameSite=Lax; Secure"
