"""Real senders through providers' programs that break off and go silent, and are killed themselves; the programs' own log is
the oracle, and their webhooks settle what nobody knew."""

import os
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import FurnishedNewsletter
from standfirst.apps.newsletters.models import Addressee, Delivery, NewsletterPage, Sending
from standfirst.core import clock
from standfirst.core.secret_keys import secret_keys
from tests import stock
from tests.apps.newsletters.sending import begin, letter, many
from tests.apps.newsletters.telling import SECRET, Event, tell
from tests.fake_providers.programs import DOMAIN, KEY, KEY_ID
from tests.fake_providers.server import CUT, CUT_BEFORE, GARBLED, Program, running
from tests.faults.senders import Post, adds_up, forging

pytest.importorskip("anymail", reason="pip install standfirst[providers]")
pytest.importorskip("boto3", reason="pip install standfirst[ses]")
pytestmark = pytest.mark.long
READERS = 40
EDITIONS = count(1)
# By number of the request: four have taken the message and not said so, one has not.
PLAN = {3: CUT, 7: "500", 11: CUT_BEFORE, 15: GARBLED, 19: CUT, 23: "400"}
TAKEN_UNHEARD = 4


@pytest.fixture(scope="module")
def number(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """A newsletter with its readers in a database in which everything is committed."""
    with django_db_blocker.unblock():
        name = f"through_a_provider_{os.getpid()}"
        stock.copy(stock.migrated(), name)
        with stock.inside(name):
            editorial.open_publication(name="The Example")
            given = FurnishedNewsletter(slug="morning", title="Morning", blurb="The day.", weekdays="12345")
            found = newsletters.set_newsletter(given, position=1, zone="UTC")
            many(found, READERS, now=clock.now())
            yield found


@pytest.fixture(scope="module")
def forge(number: int) -> "Iterator[subprocess.Popen[str]]":
    with forging() as found:
        yield found


def lane(program: Program, folder: Path) -> dict[str, Any]:
    ses = program.provider == "ses"
    return {
        "BULK_PROVIDER": program.provider.upper(),
        "BULK_PROVIDER_KEY": KEY,
        "BULK_PROVIDER_API": program.api,
        "BULK_MAILGUN_DOMAIN": DOMAIN,
        "BULK_SES_REGION": "eu-central-1" if ses else "",
        "BULK_SES_KEY_ID": KEY_ID if ses else "",
        "BULK_HOOK_SECRETS": [SECRET],
        "BULK_JOURNALS": str(folder / "journals"),
        "BULK_CONNECTIONS": 2,
        "BULK_RETRY_SECONDS": 0.2,
    }


def edition(number: int) -> Sending:
    return begin(number, now=clock.now(), number=next(EDITIONS), letters=[letter()])


def arrived(program: Program) -> Counter[int]:
    """Deliveries by the marks that the program has seen, which nobody else can make."""
    found = (mailing.sealed_mark(one.mark, secrets=secret_keys()) for one in program.taken)
    return Counter(sealed.number for sealed in found if sealed)


def of(sending: Sending, *states: str) -> set[int]:
    return set(Delivery.objects.filter(sending=sending, state__in=states).values_list("pk", flat=True))


def told_all(program: Program, post: Post) -> None:
    """The provider tells of each message that it has."""
    with override_settings(**post.settings):
        for one in program.taken:
            event = Event("delivered", one.recipient, one.mark, one.message_id)
            assert tell(program.provider, event) == 200


def check(program: Program, sending: Sending, post: Post) -> None:
    """Nobody has it twice, who is said to have it has it; then the provider tells, and nobody is unknown who has it."""
    states = adds_up(sending)
    there = arrived(program)
    assert set(there.values()) == {1}
    assert of(sending, "sent") <= set(there) <= of(sending, "sent", "unknown"), states
    assert all(len(digests) == 1 for digests in program.digests().values())
    addresses = dict(Addressee.objects.values_list("pk", "address"))
    whose = dict(Delivery.objects.filter(sending=sending).values_list("pk", "addressee_number"))
    for one in program.taken:
        sealed = mailing.sealed_mark(one.mark, secrets=secret_keys())
        assert one.recipient == addresses[whose[sealed.number]]
    told_all(program, post)
    assert of(sending, "sent") == set(there)


@pytest.mark.parametrize("provider", ["ses", "mailgun", "postmark"])
def test_no_one_has_it_twice_and_the_provider_settles_what_is_unknown(
    number: int, forge: "subprocess.Popen[str]", tmp_path: Path, provider: str
) -> None:
    sending = edition(number)
    readers = newsletters.account_of(
        sending
    ).frozen  # whom Mailgun takes for no address gets no other edition
    with running(provider, PLAN) as program:
        post = Post(forge, 0, tmp_path, lane(program, tmp_path))
        post.finish()
        assert program.unread == []
        assert program.requests == readers
        assert adds_up(sending) == {"sent": readers - 6, "rejected": 1, "unknown": 5}
        check(program, sending, post)
        assert adds_up(sending) == {"sent": readers - 2, "rejected": 1, "unknown": 1}


def test_killed_at_any_moment_it_sends_nothing_twice(
    number: int, forge: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    sending = edition(number)
    with running("postmark") as program:
        post = Post(forge, 0, tmp_path, lane(program, tmp_path))
        for dies in (
            "before the intent:3",
            "after the intent:5",
            "after an answer:7",
            "after the outcome:4",
            "before the flush:1",
        ):
            assert post.start("--until-done", dies=dies).wait() == -signal.SIGKILL, post.errors[-2000:]
        post.finish()
        assert len(of(sending, "unknown")) <= 5 * 2  # a kill leaves at most one for each connection in doubt
        check(program, sending, post)


def test_twin_where_doubt_means_again_somebody_has_it_twice(
    number: int, forge: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    NewsletterPage.objects.filter(pk=number).update(on_unknown="resend")
    try:
        sending = edition(number)
        with running("mailgun", PLAN) as program:
            Post(forge, 0, tmp_path, lane(program, tmp_path)).finish()
            assert [times for times in arrived(program).values() if times > 1] == [2] * TAKEN_UNHEARD
            assert "unknown" not in adds_up(sending)
    finally:
        NewsletterPage.objects.filter(pk=number).update(on_unknown="hold")


def test_where_the_key_is_refused_it_pauses_says_so_and_nobody_loses_anything(
    number: int, forge: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    sending = edition(number)
    with running("postmark", always="401") as program:
        post = Post(forge, 0, tmp_path, lane(program, tmp_path))
        post.finish()
        assert program.requests <= 2
        sending.refresh_from_db()
        assert (sending.state, "our account" in sending.paused_because) == ("paused", True)
        assert of(sending, "rejected", "unknown", "sent") == set()
        program.always = ""
        newsletters.resume_sending(sending_id=sending.pk, now=clock.now())
        post.finish()
        check(program, sending, post)
