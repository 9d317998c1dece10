"""Links of letters: they lead over us to what was frozen and nowhere else, at once, and what is counted names nobody unasked."""

import email
import email.policy
import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as project
from django.db import DatabaseError
from django.test import Client, override_settings

from standfirst.apps.accounts.models import User
from standfirst.apps.mailing import api as mailing
from standfirst.apps.mailing.models import Letter
from standfirst.apps.mailing.rules import verp
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters import tasks
from standfirst.apps.newsletters.actions import count_click as counting
from standfirst.apps.newsletters.gateways.leading import letter_code
from standfirst.apps.newsletters.models import Act, Click, Fact, LetterLink, NewsletterPage, SendingLetter
from standfirst.apps.newsletters.queries import links as finding
from standfirst.apps.newsletters.views import following
from standfirst.core.erasure import erase_rows
from standfirst.core.merging import merge_rows
from tests.apps.newsletters.editing import draft, note
from tests.apps.newsletters.following import (
    AT_HOME,
    BROWSER,
    CHROME,
    SPONSOR,
    STORY,
    Gone,
    addresses,
    gone_out,
    linked,
    path_of,
)
from tests.apps.newsletters.sending import begin, sign_up
from tests.faults.senders import as_it_was_sent
from tests.publication import Publication
from tests.trust.whole_database import all_rows, changes

pytestmark = pytest.mark.django_db
Offered = dict[str, int]
EARLIER = timedelta(hours=1)
ORIGIN = re.escape(project.ORIGIN)


@pytest.fixture
def gone(offered: Offered, now: datetime) -> Gone:
    return gone_out(offered["everybody"], at=now - EARLIER)


def labels() -> list[tuple[str, str]]:
    return list(Click.objects.order_by("pk").values_list("follower", "sign"))


# The letter


def test_every_web_address_of_a_letter_is_frozen_and_led_over_us_and_nothing_else(gone: Gone) -> None:
    message = email.message_from_bytes(as_it_was_sent(gone.sending, gone.reader), policy=email.policy.default)
    html, text = (message.get_body([kind]).get_content() for kind in ("html", "plain"))
    found = re.findall(r'<a [^>]*href="([^"]*)"', re.sub(r"<!--.*?-->", "", html))
    counted = [address for address in found if "/newsletters/to/" in address]
    assert [address.removeprefix(project.ORIGIN) for address in counted] == [
        gone.path(n) for n in (1, 1, 2, 3)
    ]
    assert addresses(gone.sending) == {1: STORY, 2: AT_HOME, 3: SPONSOR}
    kept = [address for address in found if address not in counted]
    assert [re.sub(rf"^{ORIGIN}/newsletters/(\w*)/.*", r"\1", each) for each in kept] == [
        gone.sending.online, "mailto:a@b.example", "stop", "mine",
    ]  # fmt: skip
    assert "a > story</a>" in html
    assert "/newsletters/to/" not in text + str(message["List-Unsubscribe"])


def test_the_same_link_has_one_number_in_every_letter_and_knows_its_block(
    offered: Offered, now: datetime
) -> None:
    sending = begin(offered["everybody"], now=now, letters=[linked(), linked("subscriber")])
    rows = LetterLink.objects.filter(sending=sending).values_list("number", "block", "block_name")
    assert list(rows) == [(1, 1, "Editor’s note"), (2, 3, "Latest"), (3, 3, "Latest")]


def test_a_newsletter_that_counts_nothing_has_plain_links(offered: Offered, now: datetime) -> None:
    NewsletterPage.objects.filter(pk=offered["everybody"]).update(counts_clicks=False)
    sending = begin(offered["everybody"], now=now, letters=[linked()])
    assert SendingLetter.objects.get(sending=sending).html == linked().html
    assert not LetterLink.objects.exists()


# Where it leads


@pytest.mark.parametrize("method", ["get", "head"])
def test_it_leads_there_at_once_and_nobody_learns_from_where(gone: Gone, method: str) -> None:
    answer = getattr(Client(headers=BROWSER), method)(gone.path(1))
    assert (answer.status_code, answer.headers["Location"]) == (302, STORY)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert (answer.content, dict(answer.cookies)) == (b"", {})


def hostile(gone: Gone, other: Gone) -> list[str]:
    sealed = gone.path(1).split("/")[3]
    name, seal = sealed.split("-")
    bounce = verp.return_path(gone.delivery, domain="x.example", secret=project.SECRET_KEY.encode())
    of_a_bounce = bounce.partition("@")[0].removeprefix("b+").replace(".", "-")
    paths = [f"/newsletters/to/{each}/1/" for each in (
        name, f"{name}-{seal[::-1]}", f"{name[::-1]}0-{seal}", of_a_bounce, "x", f"0{sealed}", sealed.upper(),
        "https:--evil.example", path_of(other.delivery, 1).split("/")[3].split("-")[0] + "-" + seal,
    )]  # fmt: skip
    return [*paths, *(gone.path(number) for number in (0, 4, 99, 10**6, 10**30))]


def test_whatever_is_put_into_it_leads_nowhere_else(gone: Gone, offered: Offered, now: datetime) -> None:
    other = gone_out(offered["everybody"], at=now, number=2)
    LetterLink.objects.filter(sending=other.sending, number=1).update(number=77)
    before = all_rows()
    for path in [*hostile(gone, other), gone.path(77)]:
        answer = Client(headers=BROWSER).get(path)
        assert (answer.status_code, "Location" in answer.headers) == (404, False), path
    assert changes(before, all_rows()) == {}
    for more in ("?to=https://evil.example/", "?next=//evil.example", "#x", "?a=1&b=2"):
        assert Client(headers=BROWSER).get(gone.path(1) + more).headers["Location"] == STORY
    for path in (gone.path(1) + "//evil.example/", gone.path(1)[:-1] + "/https://evil.example"):
        assert Client(headers=BROWSER).get(path).status_code == 404


def test_twin_without_the_seal_anybody_makes_a_click_of_anybodys(gone: Gone, monkeypatch: Any) -> None:
    monkeypatch.setattr(mailing, "unsealed", lambda name, seal, **_: int(name, 32))
    forged = re.sub(r"-[0-9a-f]{20}", "-" + "0" * 20, gone.path(1))
    assert Client(headers=BROWSER).get(forged).status_code == 302
    assert Click.objects.count() == 1


def test_twin_without_its_own_edition_a_delivery_leads_to_anothers_links(
    gone: Gone, offered: Offered, now: datetime, monkeypatch: Any
) -> None:
    other = gone_out(offered["everybody"], at=now, number=2)
    LetterLink.objects.filter(sending=other.sending, number=1).update(number=77)
    any_edition = finding._FIND.replace("link.sending_id = delivery.sending_id AND ", "")
    assert any_edition != finding._FIND
    monkeypatch.setattr(finding, "_FIND", any_edition)
    assert Client(headers=BROWSER).get(gone.path(77)).status_code == 302


def test_a_link_works_under_an_older_key(gone: Gone, settings: Any) -> None:
    old, path = settings.SECRET_KEY, gone.path(1)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [old]
    assert Client(headers=BROWSER).get(path).status_code == 302
    settings.SECRET_KEY_FALLBACKS = []
    assert Client(headers=BROWSER).get(path).status_code == 404


# What it does beside


def test_it_counts_and_does_nothing_else_for_whoever_follows(gone: Gone, publication: Publication) -> None:
    client = Client(headers=BROWSER)
    client.force_login(publication.reader("subscriber"))
    for asking in (client, Client(headers=BROWSER)):
        asking.get("/newsletters/")
        before = all_rows(leave={"usersessions_usersession"})
        for _ in range(3):
            asking.get(gone.path(1))
        assert set(changes(before, all_rows(leave={"usersessions_usersession"}))) == {"newsletters_click"}
    assert Client().get("/account/").status_code == 302
    assert Client(headers=BROWSER).post(gone.path(1)).status_code == 405


def test_the_answer_is_on_its_way_before_anything_is_counted(gone: Gone, monkeypatch: Any) -> None:
    handed_over: list[tuple[int, int]] = []
    begun = following.Away.__init__

    def noted(self: Any, *args: Any, **more: Any) -> None:
        begun(self, *args, **more)
        close = following.Away.close

        def closing() -> None:
            handed_over.append((self.status_code, Click.objects.count()))
            close(self)

        self.close = closing

    monkeypatch.setattr(following.Away, "__init__", noted)
    gone.follow()
    assert (handed_over, Click.objects.count()) == ([(302, 0)], 1)


def test_a_click_that_cannot_be_counted_leads_there_all_the_same(gone: Gone, monkeypatch: Any) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise DatabaseError("no")

    monkeypatch.setattr(following, "count_click", refuse)
    assert gone.follow().status_code == 302


def test_counting_is_one_statement_and_so_is_finding(gone: Gone, django_assert_num_queries: Any) -> None:
    gone.follow()
    with django_assert_num_queries(2):
        gone.follow()


def test_one_letter_does_not_fill_the_table(gone: Gone, monkeypatch: Any) -> None:
    monkeypatch.setattr(counting, "MOST_OF_A_LETTER", 5)
    assert {gone.follow().status_code for _ in range(8)} == {302}
    assert Click.objects.count() == 5


def test_a_trial_is_not_counted_and_the_edition_itself_is(publication: Publication, now: datetime) -> None:
    page = draft(now, note("See <a href='https://example.org/story'>this</a>."))
    reader = publication.reader("subscriber")
    newsletters.send_trial(page=page, variant=newsletters.Variant.READER, to=reader, now=now)
    trial = Letter.objects.filter(to=reader.email).latest("pk").html
    assert ("https://example.org/story" in trial, "/newsletters/to/" in trial) == (True, False)
    assert not LetterLink.objects.exists()
    letters = newsletters.letters_of(newsletters.as_written(page), now=now)
    sending = begin(page.newsletter_id, now=now, letters=letters)
    sent = SendingLetter.objects.filter(sending=sending, variant="reader").get().html
    assert ("https://example.org/story" in sent, "/newsletters/to/[[click]]/1/" in sent) == (False, True)
    assert list(LetterLink.objects.values_list("block", "block_name", "address")) == [
        (1, "Note", "https://example.org/story"), (0, "", f"{project.ORIGIN}/join/"),
    ]  # fmt: skip


# Who it was


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (BROWSER, ("person", "browser")),
        ({**BROWSER, "sec-purpose": "prefetch"}, ("robot", "ahead")),
        ({"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, ("robot", "agent")),
        ({**BROWSER, "user-agent": "curl/8.5"}, ("robot", "agent")),
        ({"user-agent": CHROME}, ("unknown", "none")),
        ({}, ("unknown", "none")),
    ],
)
def test_a_click_has_the_label_of_its_sign(
    gone: Gone, headers: dict[str, str], expected: tuple[str, str]
) -> None:
    gone.follow(headers=headers)
    assert labels() == [expected]


def test_a_request_that_fetches_nothing_is_a_robots(gone: Gone) -> None:
    Client(headers=BROWSER).head(gone.path(1))
    assert labels() == [("robot", "method")]


def test_what_follows_within_seconds_of_the_letter_is_nobodys_and_many_at_once_a_robots(
    offered: Offered, now: datetime
) -> None:
    gone = gone_out(offered["everybody"], at=now)
    gone.follow()
    assert labels() == [("unknown", "soon")]
    old = [
        Click(link=link, followed_at=now - timedelta(hours=1, seconds=-second), follower="person", sign="browser",
              letter_code="c" * 24)
        for second, link in enumerate(four_links(gone))
    ]  # fmt: skip
    alone = Click(
        link=old[0].link, followed_at=now - EARLIER, follower="person", sign="browser", letter_code="d" * 24
    )
    Click.objects.bulk_create([*old, alone])
    for _ in range(2):
        newsletters.settle_clicks(now=now)
    assert Counter(labels()) == {("unknown", "soon"): 1, ("robot", "burst"): 4, ("person", "browser"): 1}
    assert Click.objects.exclude(letter_code="").count() == 1  # of this minute


def four_links(gone: Gone) -> list[LetterLink]:
    LetterLink.objects.create(sending=gone.sending, number=9, block=0, address="https://nine.example/")
    return list(LetterLink.objects.filter(sending=gone.sending))


def test_whose_letter_it_was_is_forgotten_within_the_hour(gone: Gone, now: datetime) -> None:
    gone.follow()
    [click] = Click.objects.all()
    assert click.letter_code == letter_code(gone.delivery)
    with override_settings(SECRET_KEY="somebody else's"):
        assert click.letter_code != letter_code(gone.delivery)
    assert (len(click.letter_code), click.addressee_id) == (24, None)
    tasks.settle_clicks()
    assert Click.objects.get().letter_code
    newsletters.settle_clicks(now=now + timedelta(minutes=20))
    assert (Click.objects.get().letter_code, labels()) == ("", [("person", "browser")])


# With the reader, where they want it


def mine(gone: Gone, act: str) -> None:
    answer = Client().post(f"/newsletters/mine/{gone.reader.key}/", {"act": act})
    assert answer.status_code == 302


def test_a_click_is_kept_with_whoever_wants_that_and_forgotten_when_they_do_not(gone: Gone) -> None:
    mine(gone, "name-clicks")
    gone.follow()
    assert [click.addressee_id for click in Click.objects.all()] == [gone.reader.pk]
    mine(gone, "forget-clicks")
    gone.follow()
    assert [click.addressee_id for click in Click.objects.all()] == [None, None]
    facts = Fact.objects.filter(addressee_number=gone.reader.pk).order_by("pk")
    assert [(fact.act, bool(fact.statement)) for fact in facts] == [
        (Act.ALLOWED, True),
        (Act.FORBIDDEN, False),
    ]


def test_looking_at_what_one_receives_allows_nothing(gone: Gone) -> None:
    page = Client().get(f"/newsletters/mine/{gone.reader.key}/", {"act": "name-clicks"})
    assert "not by whom" in page.content.decode()
    gone.follow()
    assert Click.objects.get().addressee_id is None


def of_reader(reader: User, newsletter_id: int, now: datetime, *, number: int) -> Gone:
    """The reader has allowed it and has followed a link."""
    addressee = sign_up(reader, newsletter_id, now=now - 2 * EARLIER)
    sending = begin(newsletter_id, now=now - EARLIER, number=number, letters=[linked()])
    delivery = sending.deliveries.get(addressee_number=addressee.pk)
    gone = Gone(sending, addressee, delivery.pk)
    mine(gone, "name-clicks")
    gone.follow()
    return gone


def test_it_stands_in_the_readers_copy_and_goes_with_them(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    reader = publication.reader("registered")
    of_reader(reader, offered["everybody"], now, number=1)
    assert Click.objects.filter(addressee__reader=reader).count() == 1
    erase_rows(reader_id=reader.pk, address=reader.email)
    assert [click.addressee_id for click in Click.objects.all()] == [None]


@pytest.mark.parametrize("allowed", [True, False])
def test_of_two_accounts_that_become_one_it_passes_on_where_the_one_that_stays_allows_it(
    publication: Publication, offered: Offered, now: datetime, allowed: bool
) -> None:
    kept, gone = publication.reader("subscriber"), publication.reader("registered")
    staying = of_reader(kept, offered["everybody"], now, number=1)
    of_reader(gone, offered["registered"], now, number=2)
    if not allowed:
        mine(staying, "forget-clicks")
    merge_rows(kept=kept.pk, gone=gone.pk)
    assert {click.addressee_id for click in Click.objects.all()} == {staying.reader.pk if allowed else None}


def test_a_forwarded_link_makes_no_bounce(gone: Gone) -> None:
    """Who has a letter's links has its seal of clicks, which says nothing to the one who reads bounces."""
    name, seal = path_of(gone.delivery, 1).split("/")[3].split("-")
    forged, secrets = f"b+{name}.{seal}@bounces.example", [project.SECRET_KEY.encode()]
    assert mailing.delivery_of(forged, domain="bounces.example", secrets=secrets) is None
    real = mailing.return_path(gone.delivery, domain="bounces.example", secret=secrets[0])
    assert mailing.delivery_of(real, domain="bounces.example", secrets=secrets) == gone.delivery
