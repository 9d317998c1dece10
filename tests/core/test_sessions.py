"""Sessions are read as Django reads them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from standfirst.core import clock
from standfirst.core.sessions import SessionStore

pytestmark = pytest.mark.django_db


def kept(lasting: timedelta = timedelta(days=1)) -> str | None:
    store = DatabaseSessions()
    store["word"] = "kept"
    store.set_expiry(clock.now() + lasting)
    store.create()
    store.save()
    return store.session_key


def ended() -> str | None:
    return kept(-timedelta(seconds=1))


KEYS = {"living": kept, "ended": ended, "unknown": lambda: "a" * 32, "none": lambda: None}


@pytest.mark.parametrize("make", KEYS.values(), ids=KEYS)
def test_a_session_holds_what_djangos_own_holds_and_keeps_its_key_only_while_it_lives(
    make: Callable[[], str | None],
) -> None:
    key = make()
    ours, theirs = SessionStore(key), DatabaseSessions(key)
    assert (ours.load(), ours.session_key) == (theirs.load(), theirs.session_key)
    assert (ours.session_key is not None) is (make is kept)
