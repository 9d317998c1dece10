"""What comes back into a mailbox is taken in by IMAP: stored first, then put away, and counted once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from standfirst.apps.mailing.api import Security
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions import empty_mailbox as emptying
from standfirst.apps.newsletters.actions import take_back
from standfirst.apps.newsletters.gateways.mailbox import Mailbox, MailboxTrouble
from standfirst.apps.newsletters.models import Return, Suppression
from tests import fake_imap
from tests.apps.mailing.returned.making import dsn, plain
from tests.apps.newsletters.coming_back import DOMAIN, deliveries, path_of, sent
from tests.certificates import Pair, make_pair
from tests.fake_imap import PASSWORD, USER, House

pytestmark = pytest.mark.django_db
Offered = dict[str, int]
KEPT = 'Taken "in"'


@pytest.fixture(autouse=True)
def within_the_test(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from standfirst.core.db import savepoint

    settings.BULK_BOUNCE_DOMAIN = DOMAIN
    monkeypatch.setattr(take_back, "transaction", savepoint)
    monkeypatch.setattr(emptying, "close_old_connections", lambda: None)


@pytest.fixture
def house() -> Iterator[House]:
    with fake_imap.running(House()) as found:
        yield found


@pytest.fixture
def bounce(offered: Offered, now: datetime, settings: Any) -> bytes:
    """As it lies in the mailbox: its return path stands in what the mail server has written on top."""
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    return b"Return-Path: <>\r\nDelivered-To: " + path_of(delivery, settings).encode() + b"\r\n" + dsn()


def box(house: House, **other: Any) -> Mailbox:
    mine = Mailbox("127.0.0.1", house.port, Security.NONE, USER, PASSWORD, keep_in=KEPT)
    return replace(mine, **other)


def uids(house: House, folder: str = "INBOX") -> list[int]:
    return list(house.folders.get(folder, {}))


def test_it_is_stored_heeded_and_moved(house: House, bounce: bytes) -> None:
    house.put(bounce, plain("a word from a reader"))
    assert newsletters.empty_mailbox(box(house)) == 2
    assert sorted(Return.objects.values_list("way", "kind")) == [("mailbox", "bounce"), ("mailbox", "unread")]
    assert Suppression.objects.get().reason == "address"
    assert (uids(house), len(uids(house, KEPT))) == ([], 2)
    assert newsletters.empty_mailbox(box(house)) == 0


@pytest.mark.parametrize("capabilities", ["IMAP4rev1 MOVE UIDPLUS", "IMAP4rev1 UIDPLUS", "IMAP4rev1"])
@pytest.mark.parametrize("keep_in", [KEPT, ""])
def test_every_server_can_put_it_away(house: House, bounce: bytes, capabilities: str, keep_in: str) -> None:
    house.capabilities = capabilities
    house.put(bounce)
    assert newsletters.empty_mailbox(box(house, keep_in=keep_in)) == 1
    assert (uids(house), list(house.folders.get(KEPT, {}).values())) == ([], [bounce] if keep_in else [])


@pytest.mark.parametrize("verb", ["UID MOVE", "UID COPY", "UID STORE", "UID EXPUNGE"])
def test_broken_off_between_storing_and_putting_away_it_counts_once(
    house: House, bounce: bytes, verb: str
) -> None:
    house.capabilities = "IMAP4rev1 UIDPLUS" if verb != "UID MOVE" else house.capabilities
    house.folders[KEPT] = {}
    house.put(bounce)
    house.breaks_before = verb
    with pytest.raises(MailboxTrouble):
        newsletters.empty_mailbox(box(house))
    assert Return.objects.count() == 1
    house.breaks_before = ""
    newsletters.empty_mailbox(box(house))
    assert (Return.objects.count(), uids(house)) == (1, [])


def test_what_cannot_be_stored_stays_unseen_in_the_mailbox(
    house: House, bounce: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise DatabaseError

    house.put(bounce)
    with monkeypatch.context() as patched:
        patched.setattr(emptying, "take_back", broken)
        with pytest.raises(DatabaseError):
            newsletters.empty_mailbox(box(house))
    assert (len(uids(house)), Return.objects.count()) == (1, 0)
    assert not any("STORE" in line or "MOVE" in line for line in house.log)


def test_twin_put_away_before_it_is_stored_it_is_lost(
    house: House, bounce: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def naive(opened: Any, uid: str) -> bool:
        opened.put_away(uid)
        raise DatabaseError

    house.put(bounce)
    with monkeypatch.context() as patched:
        patched.setattr(emptying, "_take", naive)
        with pytest.raises(DatabaseError):
            newsletters.empty_mailbox(box(house))
    assert (newsletters.empty_mailbox(box(house)), Return.objects.count()) == (0, 0)


def test_one_that_the_mailbox_keeps_holds_up_no_other_and_counts_once(house: House, bounce: bytes) -> None:
    house.refuses = "UID MOVE"
    house.put(bounce, plain("another"))
    for _ in range(2):
        with pytest.raises(MailboxTrouble, match="NO to MOVE"):
            newsletters.empty_mailbox(box(house))
    assert (Return.objects.count(), len(uids(house))) == (2, 2)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return make_pair(tmp_path_factory.mktemp("tls"))


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_nothing_is_said_before_the_server_is_known(pair: Pair, bounce: bytes, security: Security) -> None:
    server, client = pair
    house = House(context=server)
    house.put(bounce)
    with fake_imap.running(house, secure=security is Security.TLS):
        with pytest.raises(MailboxTrouble):
            newsletters.empty_mailbox(box(house, security=security))  # nobody vouches for this certificate
        assert "LOGIN" not in house.log
        assert newsletters.empty_mailbox(box(house, security=security, context=client)) == 1


def test_without_starttls_no_password_is_said(pair: Pair, house: House) -> None:
    house.before = "IMAP4rev1"
    with pytest.raises(MailboxTrouble):
        newsletters.empty_mailbox(box(house, security=Security.STARTTLS, context=pair[1]))
    assert "LOGIN" not in house.log


# The command


@pytest.fixture
def configured(house: House, settings: Any) -> Any:
    for name, value in (("HOST", "127.0.0.1"), ("PORT", house.port), ("SECURITY", "NONE"), ("USER", USER), ("PASSWORD", PASSWORD)):  # fmt: skip
        setattr(settings, f"MAIL_IN_IMAP_{name}", value)
    return settings


def test_the_command_looks_once(configured: Any, house: House, bounce: bytes, capsys: Any) -> None:
    house.put(bounce)
    call_command("mail_in", "--imap", "--once")
    assert capsys.readouterr().out == "1 messages were taken in.\n"
    assert len(uids(house, "Taken in")) == 1


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("HOST", "", "MAIL_IN_IMAP_HOST is not set"),
        ("USER", "", "MAIL_IN_IMAP_USER is not set"),
        ("PASSWORD", "", "MAIL_IN_IMAP_PASSWORD is not set"),
        ("FOLDER", "Zurück", "must be a name in ASCII"),
        ("KEEP_IN", "a\r\nb", "must be a name in ASCII"),
        ("KEEP_IN", "INBOX", "must be another folder"),
        ("HOST", "imap.review.example", "for a server on this machine only"),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_a_sentence(
    configured: Any, name: str, value: str, sentence: str
) -> None:
    setattr(configured, f"MAIL_IN_IMAP_{name}", value)
    with pytest.raises(ImproperlyConfigured, match=sentence):
        call_command("mail_in", "--imap", "--once")


def test_a_mailbox_that_says_no_is_said_in_a_sentence_without_the_password(configured: Any) -> None:
    configured.MAIL_IN_IMAP_PASSWORD = "not the word"
    with pytest.raises(CommandError, match="AUTHENTICATIONFAILED") as said:
        call_command("mail_in", "--imap", "--once")
    assert "not the word" not in str(said.value)
    configured.MAIL_IN_IMAP_PASSWORD, configured.MAIL_IN_IMAP_FOLDER = PASSWORD, "Elsewhere"
    with pytest.raises(CommandError, match="no folder Elsewhere"):
        call_command("mail_in", "--imap", "--once")
