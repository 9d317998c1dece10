"""Django gives the pass to whom it is due, and takes it away."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from standfirst.apps.accounts.models import User
from standfirst.apps.membership import api as membership
from standfirst.conf import origin
from standfirst.core.passes import Pass, sign, verify
from standfirst.core.viewer import Standing
from standfirst.front.contracts import OriginGone

pytestmark = [pytest.mark.urls("tests.front.pages_urls"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The origin works in threads of its own, where it tidies up; here it works in the test's transaction."""
    monkeypatch.setattr(origin, "close_old_connections", lambda: None)


@pytest.fixture
def reader() -> User:
    return User.objects.create_user("ana@example.org")


def held(client: Client) -> Pass | None:
    cookie = client.cookies.get("pass")
    return verify(cookie.value, keys=settings.PASS_KEYS, now=datetime.now(UTC)) if cookie else None


def test_signing_in_brings_a_pass_and_signing_out_takes_it(client: Client, reader: User) -> None:
    client.get(f"/sign-in/{reader.pk}/")
    found = held(client)
    assert found is not None
    assert (found.reader_id, found.standing) == (reader.pk, Standing.REGISTERED)
    client.get("/sign-out/")
    assert client.cookies["pass"].value == ""
    assert client.cookies["pass"]["max-age"] == 0


def test_the_pass_is_out_of_reach_of_scripts_and_other_sites(client: Client, reader: User) -> None:
    client.get(f"/sign-in/{reader.pk}/")
    cookie = client.cookies["pass"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["path"]) == (
        True,
        "Lax",
        900,
        "/",
    )


@pytest.mark.parametrize(("left", "is_renewed"), [(14, False), (6, False), (4, True), (-1, True)])
def test_a_pass_near_its_end_is_renewed(client: Client, reader: User, left: int, is_renewed: bool) -> None:
    client.get(f"/sign-in/{reader.pk}/")
    ends = datetime.now(UTC) + timedelta(minutes=left)
    text = sign(Pass(reader.pk, Standing.REGISTERED, 0, ends), key=settings.PASS_KEYS[0])
    client.cookies["pass"] = text
    client.get("/picture.png")
    assert client.cookies["pass"].value == text, "a file for everybody brings no cookie"
    client.get("/mirror/")
    assert (client.cookies["pass"].value != text) is is_renewed


def test_somebody_else_signing_in_brings_another_pass(client: Client, reader: User) -> None:
    other = User.objects.create_user("ben@example.org")
    for somebody in (reader, other):
        client.get(f"/sign-in/{somebody.pk}/")
    found = held(client)
    assert found is not None
    assert found.reader_id == other.pk


def test_a_pass_without_a_session_is_taken_away(client: Client, reader: User) -> None:
    client.cookies["pass"] = "left over"
    client.get("/mirror/")
    assert client.cookies["pass"].value == ""


def test_a_visitor_costs_no_query_and_gets_no_cookie(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/counted/")
    assert (len(queries), dict(response.cookies)) == (0, {})


def test_a_page_is_still_answered_when_no_pass_can_be_made(
    client: Client, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(f"/sign-in/{reader.pk}/")
    del client.cookies["pass"]

    def gone(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(membership, "pass_of", gone)
    assert client.get("/mirror/").status_code == 200


def an_origin() -> origin.DjangoOrigin:
    return origin.DjangoOrigin(lambda *_: [], counters=origin.Counters(), unavailable=b"", threads=1)


def test_the_front_gets_a_pass_for_a_session_and_nothing_for_none(client: Client, reader: User) -> None:
    client.force_login(reader)
    text = an_origin().renew_pass(f"sessionid={client.cookies['sessionid'].value}")
    assert text is not None
    found = verify(text, keys=settings.PASS_KEYS, now=datetime.now(UTC))
    assert found is not None
    assert found.reader_id == reader.pk
    for cookies in ("", "sessionid=", "sessionid=unknown", "sessionid=../../x", "other=1"):
        assert an_origin().renew_pass(cookies) is None


def test_asking_for_a_pass_does_not_end_a_session_that_no_longer_counts(client: Client, reader: User) -> None:
    client.force_login(reader)
    key = client.cookies["sessionid"].value
    reader.set_password("another password than before")
    reader.save()
    assert an_origin().renew_pass(f"sessionid={key}") is None
    assert client.session.session_key == key


def test_a_reader_who_was_closed_out_gets_no_pass(client: Client, reader: User) -> None:
    client.force_login(reader)
    User.objects.filter(pk=reader.pk).update(is_active=False)
    assert an_origin().renew_pass(f"sessionid={client.cookies['sessionid'].value}") is None


def test_a_ledger_that_is_gone_says_so(client: Client, reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(membership, "pass_of", gone)
    with pytest.raises(OriginGone):
        an_origin().renew_pass("")
