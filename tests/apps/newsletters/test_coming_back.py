"""What comes back, and what follows: for the mailbox, for the newsletter, and for nobody where it is not ours."""

from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from standfirst.apps.accounts import api as accounts
from standfirst.apps.audit.models import Entry
from standfirst.apps.mailing import api as mailing
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership.api import By
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions import heed_returns, steer_sendings, take_back
from standfirst.apps.newsletters.models import Alarm, Return, Sending, Suppression
from standfirst.apps.newsletters.rules import returning
from standfirst.apps.newsletters.rules.settling import Heard, Word
from standfirst.core.erasure import erase_rows
from standfirst.core.export import Person, parts_of
from standfirst.core.merging import merge_rows
from tests.apps.mailing.returned.making import TO, complaint, dsn, original, plain
from tests.apps.newsletters.coming_back import (
    DOMAIN,
    bounce,
    come_back,
    complain,
    days,
    deliveries,
    path_of,
    sent,
    whose,
)
from tests.apps.newsletters.sending import begin, claim, many, settled, sign_up
from tests.publication import Publication

pytestmark = pytest.mark.django_db(transaction=False)
Offered = dict[str, int]
DESK = By(1, "the desk")


@pytest.fixture(autouse=True)
def domain(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from standfirst.core.db import savepoint

    settings.BULK_BOUNCE_DOMAIN = settings.MAIL_BOUNCE_DOMAIN = DOMAIN
    monkeypatch.setattr(take_back, "transaction", savepoint)  # the test is within one already


def suppressed() -> list[tuple[str, int | None]]:
    return list(Suppression.objects.values_list("reason", "newsletter_id").order_by("pk"))


def test_a_dead_address_gets_no_newsletter_from_the_next_claim_on(
    offered: Offered, now: datetime, settings: Any
) -> None:
    [delivery, _] = deliveries(sent(offered["everybody"], 2, now=now))
    found = bounce(delivery, settings, now=now)
    assert (found.kind, found.fault, found.status, found.effect) == ("bounce", "address", "5.1.1", "given up")
    [row] = Suppression.objects.all()
    assert (row.reason, row.newsletter, row.evidence, row.since) == ("address", None, found, now)
    begin(offered["everybody"], now=now, number=2)
    assert delivery.addressee_number not in {one.reader for one in claim(now=now)}


@pytest.mark.parametrize("status", ["5.7.1", "5.7.26", "5.6.0", "4.7.0", "5.0.0", "4.4.1"])
def test_what_is_no_mailboxs_fault_suppresses_nobody_and_is_counted(
    offered: Offered, now: datetime, settings: Any, status: str
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    found = bounce(delivery, settings, now=now, status=status)
    assert found.effect.startswith("counted")
    assert suppressed() == []


@pytest.mark.parametrize(
    ("on", "is_given_up"),
    [((0, 5, 10, 14), False), ((0, 5, 10, 15), True), ((0, 15, 15, 15), False), ((0, 21, 30, 36), False)],
)
def test_a_full_mailbox_is_given_up_only_when_it_stays_full(
    offered: Offered, now: datetime, settings: Any, on: tuple[int, ...], is_given_up: bool
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    for place, day in enumerate(on):
        bounce(delivery, settings, now=now + days(day), status="5.2.2", words=f"smtp; 552 {place} full")
    assert Return.objects.count() == len(on)
    assert (suppressed() == [("mailbox", None)]) is is_given_up
    assert bool(suppressed()) is is_given_up


def test_a_complaint_stops_that_newsletter_for_that_reader_and_no_other(
    offered: Offered, now: datetime, settings: Any
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    assert complain(delivery, settings, now=now).effect == "stopped"
    assert suppressed() == [("complaint", offered["everybody"])]


def test_the_second_time_it_is_handed_in_nothing_happens(
    offered: Offered, now: datetime, settings: Any
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    first = [come_back(dsn(), path_of(delivery, settings), now=now) for _ in range(3)]
    assert first == [True, False, False]
    assert Return.objects.count() == Suppression.objects.count() == 1


def forged(delivery: Any, settings: Any) -> dict[str, tuple[bytes, tuple[str, ...]]]:
    """None has a seal of ours, or a Message-ID that only whoever got the message knows."""
    path = path_of(delivery, settings)
    address, other = whose(delivery).address, path.replace("b+", "b+1")
    sealed_by_others = mailing.return_path(delivery.pk, domain=DOMAIN, secret=b"not ours")
    guessed = original(**{"Message-ID": f"<e1.{'0' * 32}@news.example>", "To": address})
    return {
        "nothing": (dsn(), ()),
        "another's seal": (dsn(), (sealed_by_others,)),
        "another's number": (dsn(), (other,)),
        "another's domain": (dsn(), (path.replace(DOMAIN, "evil.example"),)),
        "a letter's": (dsn(), (path.replace("b+", "l+"),)),
        "a Message-ID that was guessed": (dsn(back=guessed), ()),
        "an address alone": (complaint(Original_Rcpt_To=address), ()),
        "words alone": (plain("550 5.1.1 no such user"), ()),
        "no message": (b"\x00\xff" * 999, ()),
        "nothing at all": (b"", ()),
    }


CASES = ["nothing", "another's seal", "another's number", "another's domain", "a letter's", "a Message-ID that was guessed",
         "an address alone", "words alone", "no message", "nothing at all"]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_forged_is_unread_and_changes_nothing(
    offered: Offered, now: datetime, settings: Any, case: str
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    message, to = forged(delivery, settings)[case]
    come_back(message, *to, now=now)
    [row] = Return.objects.all()
    assert (row.kind, row.effect, row.delivery, row.addressee, row.address_digest) == (
        "unread",
        "nothing",
        None,
        None,
        "",
    )
    assert row.diagnostic
    assert suppressed() == []  # fmt: skip


def test_twin_without_the_seal_a_forged_bounce_suppresses(
    offered: Offered, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    monkeypatch.setattr("standfirst.apps.mailing.rules.sealed.hmac.compare_digest", lambda *_: True)
    message, to = forged(delivery, settings)["another's seal"]
    come_back(message, *to, now=now)
    assert suppressed() == [("address", None)]


def test_without_a_return_path_its_message_id_names_it(offered: Offered, now: datetime) -> None:
    """A program at the reader's has bounced it to the publication's address; the address in the report says whose it was."""
    sending = sent(offered["everybody"], 2, now=now)
    one, other = deliveries(sending)
    name = newsletters.message_id_of(sending, one.addressee_number)
    back = original(**{"Message-ID": name, "To": whose(one).address})
    come_back(dsn(back=back), "desk@news.example", now=now)
    assert Return.objects.get().delivery == one
    stop = f"<https://x.example/newsletters/stop/{whose(other).key}/1/>"
    hidden = {"Message-ID": newsletters.message_id_of(sending, other.addressee_number), "To": "redacted"}
    come_back(complaint(back=original(**hidden, **{"List-Unsubscribe": stop})), now=now)
    assert Return.objects.get(kind="complaint").delivery == other


def test_a_letter_to_a_single_reader_comes_back_by_its_own_path(
    publication: Publication, offered: Offered, now: datetime, settings: Any, mailoutbox: list[Any]
) -> None:
    from standfirst.apps.mailing.actions.send_letter import send_letter

    reader = publication.reader("registered")
    addressee = sign_up(reader, offered["everybody"], now=now)
    letter = Letter.objects.create(
        to=reader.email, template="x", subject="s", text="t", html="<p>t</p>", message_id="<a@b>", made_at=now
    )
    send_letter(letter_id=letter.pk, now=now)
    [sent_one] = mailoutbox
    assert sent_one.message()["From"] == settings.DEFAULT_FROM_EMAIL
    assert sent_one.from_email.endswith(f"@{DOMAIN}")
    come_back(complaint(Original_Mail_From=sent_one.from_email), now=now)
    assert suppressed() == []
    come_back(dsn(), sent_one.from_email, now=now)
    [row] = Return.objects.filter(kind="bounce")
    assert (row.letter_number, row.addressee, row.effect) == (letter.pk, addressee, "given up")
    assert suppressed() == [("address", None)]  # fmt: skip


def test_without_a_bounce_domain_letters_keep_their_sender(
    now: datetime, settings: Any, mailoutbox: list[Any]
) -> None:
    from standfirst.apps.mailing.actions.send_letter import send_letter

    settings.MAIL_BOUNCE_DOMAIN = ""
    letter = Letter.objects.create(
        to=TO, template="x", subject="s", text="t", html="<p>t</p>", message_id="<a@b>", made_at=now
    )
    send_letter(letter_id=letter.pk, now=now)
    assert mailoutbox[0].from_email == settings.DEFAULT_FROM_EMAIL  # fmt: skip


def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """The numbers below which it is chance, small enough for a test; the shares stay."""
    for module in (returning, heed_returns):
        monkeypatch.setattr(module, "MANY_BOUNCES", 3)
        monkeypatch.setattr(module, "MANY_COMPLAINTS", 2)


@pytest.mark.parametrize("kind", ["bounces", "complaints"])
def test_too_much_that_comes_back_stops_the_newsletter_until_a_person_says_so(
    offered: Offered, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    few(monkeypatch)
    sending = sent(offered["everybody"], 12, now=now)
    again = begin(offered["everybody"], now=now, number=2)
    most = 3 if kind == "bounces" else 2
    for place, delivery in enumerate(deliveries(sending)[:most]):
        assert not Alarm.objects.exists(), place
        bounce(delivery, settings, now=now, status="5.7.1") if kind == "bounces" else complain(
            delivery, settings, now=now
        )
    [alarm] = Alarm.objects.all()
    assert (alarm.kind, alarm.sending, alarm.newsletter_id) == (kind, sending, offered["everybody"])
    assert claim(now=now + days(9)) == []
    later = begin(offered["everybody"], now=now, number=3)
    other = begin(offered["registered"], now=now, number=4)
    assert claim(now=now + days(9)) == []
    states = dict(Sending.objects.values_list("pk", "state"))
    assert (states[again.pk], states[later.pk], states[other.pk]) == ("paused", "paused", "running")
    later.refresh_from_db()
    assert later.paused_because == alarm.sentence
    newsletters.close_alarm(alarm_id=alarm.pk, by=DESK, now=now + days(10))
    assert Entry.objects.filter(action="newsletters.close_alarm").exists()
    assert claim(now=now + days(10))
    bounce(deliveries(sending)[5], settings, now=now + days(11), status="5.7.1")
    assert not Alarm.objects.filter(closed_at=None).exists()  # fmt: skip


@pytest.fixture
def desk() -> dict[str, accounts.User]:
    """By what they are: one who may decide on an alarm, one who may only look, one who has closed the account, a reader."""
    rights = Permission.objects.filter(content_type__app_label="newsletters")
    made = {
        word: accounts.User.objects.create(email=f"{word}@desk.example", username=word)
        for word in ("decides", "looks", "closed", "reads")
    }
    for word in ("decides", "closed"):
        made[word].user_permissions.set(rights.filter(codename="delete_suppression"))
    made["looks"].user_permissions.set(rights.filter(codename="view_return"))
    accounts.User.objects.filter(pk=made["closed"].pk).update(is_active=False)
    return made


def test_whoever_may_decide_on_it_gets_one_letter_about_a_newsletter_that_stands_still(
    offered: Offered,
    desk: dict[str, accounts.User],
    now: datetime,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few(monkeypatch)
    for delivery in deliveries(sent(offered["everybody"], 5, now=now)):
        bounce(delivery, settings, now=now, status="5.7.1")
    [alarm] = Alarm.objects.all()
    letters = {each.to: each for each in Letter.objects.filter(template="newsletters/emails/alarm")}
    assert letters.keys() & {each.email for each in desk.values()} == {"decides@desk.example"}
    assert len(letters) == Letter.objects.filter(template="newsletters/emails/alarm").count()
    letter = letters["decides@desk.example"]
    assert alarm.sentence in letter.text
    assert alarm.sentence in letter.html
    assert f"{settings.ORIGIN}/desk/editions/returns/" in letter.text


@pytest.mark.usefixtures("desk")
def test_below_the_shares_nobody_at_the_desk_gets_a_letter(
    offered: Offered, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch)
    for delivery in deliveries(sent(offered["everybody"], 5, now=now))[:2]:
        bounce(delivery, settings, now=now, status="5.7.1")
    assert not Letter.objects.filter(template="newsletters/emails/alarm").exists()


def test_twin_without_the_shares_nothing_stops(
    offered: Offered, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch)
    monkeypatch.setattr(heed_returns, "alarms_of", lambda _: {})
    for delivery in deliveries(sent(offered["everybody"], 4, now=now)):
        bounce(delivery, settings, now=now, status="5.7.1")
    assert not Alarm.objects.exists()


def test_many_bounces_of_one_copy_are_one(
    offered: Offered, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has one copy can bounce it as often as they like."""
    few(monkeypatch)
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    for place in range(9):
        bounce(delivery, settings, now=now, status="5.7.26", words=f"smtp; 550 {place}")
    assert Return.objects.count() == 9
    assert not Alarm.objects.exists()


def test_resuming_an_edition_ends_the_alarm(
    offered: Offered, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch)
    sending = sent(offered["everybody"], 3, now=now)
    waiting = begin(offered["everybody"], now=now, number=2)
    for delivery in deliveries(sending):
        bounce(delivery, settings, now=now, status="5.7.1")
    newsletters.resume_sending(sending_id=waiting.pk, now=now)
    assert steer_sendings.start_what_is_ready() == 1


def test_refusals_at_once_count_as_what_comes_back(offered: Offered, now: datetime) -> None:
    many(offered["everybody"], 2, now=now)
    begin(offered["everybody"], now=now)
    [dead, full] = claim(now=now)
    settled([dead], Heard(Word.REFUSED, meaning="address"), now=now, code=550)
    settled([full], Heard(Word.REFUSED, meaning="mailbox"), now=now, code=552)
    found = {row.delivery_id: (row.fault, row.effect, row.way) for row in Return.objects.all()}
    assert found == {
        dead.id: ("address", "given up", "at once"),
        full.id: ("mailbox", "counted as full", "at once"),
    }


def test_the_desk_lifts_a_suppression_and_that_is_on_record(
    offered: Offered, now: datetime, settings: Any
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    found = bounce(delivery, settings, now=now)
    [row] = Suppression.objects.all()
    newsletters.lift_suppression(suppression_id=row.pk, by=DESK, now=now)
    assert suppressed() == []
    entry = Entry.objects.get(action="newsletters.lift_suppression")
    assert (entry.actor_id, entry.reason) == (1, "address")
    found.refresh_from_db()
    assert found.forgiven_at == now
    with pytest.raises(newsletters.Refused):
        newsletters.lift_suppression(suppression_id=row.pk, by=DESK, now=now)


def test_whoever_reads_the_mailbox_may_be_written_to_again_but_not_for_another_reason(
    offered: Offered, now: datetime, settings: Any
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    address = whose(delivery).address or ""
    bounce(delivery, settings, now=now)
    newsletters.suppress(address=address, newsletter_id=offered["everybody"], reason="legal", now=now)
    assert newsletters.write_again(address=address, now=now) == 1
    assert suppressed() == [("legal", offered["everybody"])]


def test_returns_go_with_their_time_and_unread_ones_sooner(
    offered: Offered, now: datetime, settings: Any
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    bounce(delivery, settings, now=now)
    come_back(b"nothing", now=now)
    assert newsletters.forget_returns(now=now + days(31)) == 1
    assert newsletters.forget_returns(now=now + days(399)) == 0
    assert newsletters.forget_returns(now=now + days(401)) == 1
    assert suppressed() == [("address", None)]


def test_what_came_back_is_the_readers_to_see_and_goes_with_them(
    publication: Publication, offered: Offered, now: datetime, settings: Any
) -> None:
    kept, gone = publication.reader("registered"), publication.reader("lapsed")
    sign_up(gone, offered["everybody"], now=now)
    staying = sign_up(kept, offered["registered"], now=now)
    [delivery] = deliveries(sent(offered["everybody"], 0, now=now))
    row = bounce(delivery, settings, now=now, words="smtp; 550 5.1.1 <lapsed@reader.example> unknown")
    assert "lapsed@" not in row.diagnostic
    parts = {part.table: part for part in parts_of(Person(gone.pk, ()))}
    assert len(list(parts["newsletters.Return"].rows)) == 1
    merge_rows(kept=kept.pk, gone=gone.pk)
    row.refresh_from_db()
    assert row.addressee == staying
    erase_rows(reader_id=kept.pk, address=kept.email)
    assert not Return.objects.exists()
    assert accounts.digest_of_address(gone.email) in Suppression.objects.values_list(
        "address_digest", flat=True
    )
