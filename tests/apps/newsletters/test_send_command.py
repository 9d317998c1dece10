"""`standfirst send`: what it needs to start, and the words that steer it."""

from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions.settle_deliveries import settle
from standfirst.apps.newsletters.gateways.hearing import Report
from standfirst.apps.newsletters.rules.settling import Heard, Word
from standfirst.core import clock
from tests.apps.mailing.wire.making import pem_of_ed25519
from tests.apps.newsletters.sending import ME, begin, claim, many

Offered = dict[str, int]


@pytest.fixture
def lane(settings: Any, tmp_path: Path) -> Any:
    """Settings of a lane that could be used."""
    settings.BULK_SMTP_HOST, settings.BULK_SMTP_SECURITY = "127.0.0.1", "NONE"
    settings.BULK_BOUNCE_DOMAIN, settings.BULK_DKIM_BY_SERVER = "bounces.example", True
    settings.BULK_JOURNALS = tmp_path / "journals"
    return settings


def say(*words: object) -> str:
    out = StringIO()
    call_command("send", *map(str, words), stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("BULK_SMTP_HOST", "", "BULK_SMTP_HOST is not set"),
        ("BULK_BOUNCE_DOMAIN", "", "BULK_BOUNCE_DOMAIN is not set"),
        ("BULK_DKIM_BY_SERVER", False, "BULK_DKIM_KEYS is not set"),
        ("BULK_DKIM_KEYS", ["s1:/nowhere/key.pem"], "with the selector s1 cannot be read"),
        ("BULK_DKIM_KEYS", ["S 1:/dev/null"], "cannot be used"),
        ("BULK_JOURNALS", Path("/proc/nowhere"), "BULK_JOURNALS cannot be"),
        ("BULK_NAME", "a name", "cannot be used: the name for EHLO"),
    ],
)
def test_it_does_not_start_without_what_it_needs(lane: Any, name: str, value: Any, sentence: str) -> None:
    setattr(lane, name, value)
    with pytest.raises(ImproperlyConfigured, match=sentence):
        say()


@pytest.fixture
def account(lane: Any) -> Any:
    """Settings of an account with Mailgun that could be used; no mail server, no bounce domain."""
    lane.BULK_SMTP_HOST = lane.BULK_BOUNCE_DOMAIN = ""
    lane.BULK_PROVIDER, lane.BULK_PROVIDER_KEY = "MAILGUN", "key-of-the-tests-alone"
    lane.BULK_HOOK_SECRETS, lane.DEFAULT_FROM_EMAIL = ["a-secret-of-the-tests"], "Desk <desk@news.example>"
    lane.BULK_DKIM_BY_SERVER = False
    return lane


@pytest.mark.parametrize(
    ("settings_", "sentence"),
    [
        ({"BULK_PROVIDER_KEY": ""}, "BULK_PROVIDER_KEY is not set: it is the API key of Mailgun"),
        ({"BULK_PROVIDER_KEY": "a key with blanks"}, "BULK_PROVIDER_KEY cannot be used"),
        ({"BULK_HOOK_SECRETS": []}, "BULK_HOOK_SECRETS is not set: what mailgun tells"),
        ({"BULK_PROVIDER_API": "http://api.mailgun.example/v3"}, "must begin with https://"),
        ({"BULK_PROVIDER_API": "api.mailgun.example"}, "must begin with https://"),
        ({"BULK_PROVIDER": "POSTMARK", "BULK_PROVIDER_KEY": ""}, "the token of a server at Postmark"),
        ({"BULK_PROVIDER": "POSTMARK", "BULK_POSTMARK_STREAM": ""}, "BULK_POSTMARK_STREAM is not set"),
        ({"BULK_PROVIDER": "POSTMARK", "BULK_DKIM_KEYS": ["s1:/x"]}, "BULK_DKIM_KEYS must be empty"),
        ({"BULK_PROVIDER": "SES"}, "BULK_SES_REGION is not set"),
        ({"BULK_PROVIDER": "SES", "BULK_SES_REGION": "eu-central-1"}, "belong together"),
        ({"BULK_DKIM_KEYS": ["s1:/nowhere/key.pem"]}, "with the selector s1 cannot be read"),
    ],
)
def test_with_a_provider_it_does_not_start_without_its_keys(
    account: Any, settings_: dict[str, Any], sentence: str
) -> None:
    for name, value in settings_.items():
        setattr(account, name, value)
    with pytest.raises(ImproperlyConfigured, match=sentence):
        say()


def test_twin_with_its_keys_there_is_a_lane_to_the_provider(account: Any) -> None:
    found = newsletters.open_lane()
    assert (found.provider, found.bounce_domain, found.signer) == ("mailgun", "news.example", None)
    assert found.answer == 60
    assert found.begin_within + found.answer <= found.lease
    assert "key-of-the-tests-alone" not in repr(found)


def test_twin_with_all_of_it_there_is_a_lane(lane: Any, tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    key.write_bytes(pem_of_ed25519())
    lane.BULK_DKIM_KEYS, lane.DEFAULT_FROM_EMAIL = [f"ed1:{key}"], "Desk <desk@news.example>"
    found = newsletters.open_lane()
    assert found.signer is not None
    assert found.begin_within + found.answer <= found.lease
    assert found.patience.dot == found.answer == 600


@pytest.mark.django_db
def test_the_words_steer_and_the_line_can_be_added_up(offered: Offered, now: datetime) -> None:
    many(offered["everybody"], 3, now=now)
    begin(offered["everybody"], now=now, number=7)
    assert "0 sent + 0 rejected + 0 skipped + 0 unknown = 0 of 3, 3 to go; 0 left out" in say("status")
    say("pause", "--because", "the database was restored")
    assert "Everything is paused: the database was restored" in say("status")
    say("resume")
    say("pause", 7)
    assert "paused (paused by hand)" in say("status")
    say("resume", 7)
    assert len(claim(now=now, most=2)) == 2
    say("cancel", 7)
    assert "1 skipped + 0 unknown = 1 of 3, 2 to go" in say("status")
    for words, sentence in ((("pause", 7), "not under way"), (("cancel", 8), "no sending of edition 8")):
        with pytest.raises(CommandError, match=sentence):
            say(*words)


@pytest.mark.django_db
def test_after_a_restore_nothing_is_sent_that_the_server_had_taken(
    offered: Offered, now: datetime, tmp_path: Path
) -> None:
    """The ledger has gone back to a moment at which nothing was sent."""
    people = many(offered["everybody"], 3, now=now)
    sending = begin(offered["everybody"], now=now, number=7)
    claim(now=now, most=1)
    with pytest.raises(CommandError, match="Pause it first"):
        say("doubt", 7)
    say("pause", "--because", "the database was restored")
    assert say("doubt", 7).startswith("3 are unknown now")
    log = tmp_path / "mail.log"
    log.write_text(" ".join(newsletters.message_id_of(sending, each.pk) for each in people[:2]))
    say("reconcile", 7, log, "--until", clock.now().isoformat())
    say("resume")
    assert [one.reader for one in claim(now=now)] == [people[2].pk]


@pytest.mark.django_db
def test_the_servers_log_is_read_for_message_ids(offered: Offered, now: datetime, tmp_path: Path) -> None:
    many(offered["everybody"], 2, now=now)
    sending = begin(offered["everybody"], now=now, number=7)
    rows = claim(now=now)
    unknown = [Report(one.id, one.attempt, Heard(Word.UNKNOWN, why="killed")) for one in rows]
    settle(unknown, owner=ME, first_pause=1, now=now)
    log = tmp_path / "mail.log"
    name = newsletters.message_id_of(sending, rows[0].reader)
    log.write_text(f"Nov 20 07:00:01 mx postfix/cleanup[1]: 4F3: message-id={name}\n")
    with pytest.raises(CommandError, match="with its zone"):
        say("reconcile", 7, log, "--until", "2026-11-20")
    told = say("reconcile", 7, log, "--until", now.isoformat())
    assert told == "1 had been taken, 1 are sent now.\n"
    with pytest.raises(CommandError, match="cannot be read"):
        say("reconcile", 7, tmp_path / "nothing", "--until", now.isoformat())
