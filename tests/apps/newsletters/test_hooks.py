"""What providers tell by webhooks: who writes is believed by the secret, and only for what carries a seal of ours."""

import base64
import json
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.test import Client

from standfirst.apps.mailing.gateways.provider import hooks
from standfirst.apps.mailing.rules.returned import told as told_rules
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions import take_told
from standfirst.apps.newsletters.models import (
    Delivery,
    Fact,
    NewsletterPage,
    Return,
    Sending,
    SignUp,
    Suppression,
)
from standfirst.apps.newsletters.queries.sendings import message_id_of
from standfirst.apps.newsletters.rules.settling import Heard, Word
from tests.apps.newsletters.coming_back import deliveries, sent
from tests.apps.newsletters.sending import begin, claim, many, settled, states
from tests.apps.newsletters.telling import (
    PROVIDERS,
    Event,
    about,
    gone,
    post,
    tell,
    told,
)

pytest.importorskip("anymail", reason="pip install standfirst[providers]")
pytestmark = pytest.mark.django_db
Offered = dict[str, int]
SECRET = "a-secret-of-the-tests-and-long-enough"


@pytest.fixture(autouse=True)
def savepoints(monkeypatch: pytest.MonkeyPatch) -> None:
    from standfirst.core.db import savepoint

    monkeypatch.setattr(take_told, "transaction", savepoint)  # the test is within one already


@pytest.fixture(params=PROVIDERS)
def provider(request: pytest.FixtureRequest, settings: Any) -> str:
    return with_account(request.param, settings)


def with_account(provider: str, settings: Any) -> str:
    settings.BULK_PROVIDER, settings.BULK_HOOK_SECRETS = provider.upper(), [SECRET]
    settings.BULK_PROVIDER_KEY = "" if provider == "ses" else "key-of-the-tests-alone"
    settings.BULK_SES_REGION, settings.DEFAULT_FROM_EMAIL = "eu-central-1", "Desk <desk@news.example>"
    return provider


@pytest.fixture
def key(settings: Any) -> str:
    found: str = settings.SECRET_KEY
    return found


def suppressed() -> list[tuple[str, int | None]]:
    return list(Suppression.objects.values_list("reason", "newsletter_id").order_by("pk"))


def facts() -> tuple[Any, ...]:
    return tuple(model.objects.count() for model in (Return, Suppression, Fact))


def test_a_dead_address_gets_no_newsletter_and_is_counted_once_however_often_it_is_told(
    offered: Offered, now: datetime, provider: str, key: str
) -> None:
    [delivery, other] = deliveries(sent(offered["everybody"], 2, now=now))
    assert [tell(provider, gone(delivery, key=key)) for _ in range(3)] == [200, 200, 200]
    [row] = Return.objects.all()
    assert (row.way, row.kind, row.fault, row.status, row.effect) == (
        "webhook",
        "bounce",
        "address",
        "5.1.1",
        "given up",
    )
    assert (row.delivery, row.addressee_id) == (delivery, delivery.addressee_number)
    assert suppressed() == [("address", None)]
    begin(offered["everybody"], now=now, number=2)
    assert {one.reader for one in claim(now=now)} == {other.addressee_number}


def test_twin_by_a_name_that_is_new_each_time_the_same_event_counts_again(
    offered: Offered, now: datetime, provider: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mailgun's token is one, if it is taken for the event's number."""
    names = count()
    monkeypatch.setattr(told_rules, "_name", lambda _: str(next(names)))
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    assert [tell(provider, gone(delivery, key=key)) for _ in range(2)] == [200, 200]
    assert Return.objects.count() == 2


def test_a_complaint_stops_that_newsletter_alone(
    offered: Offered, now: datetime, provider: str, key: str
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    assert tell(provider, about(delivery, "complained", key=key)) == 200
    assert (Return.objects.get().effect, suppressed()) == ("stopped", [("complaint", offered["everybody"])])


@pytest.mark.parametrize("event", ["delivered", "opened", "clicked", "sent"])
def test_what_is_no_return_is_not_kept(
    offered: Offered, now: datetime, provider: str, key: str, event: str
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    before = facts()
    assert tell(provider, about(delivery, event, key=key)) == 200
    delivery.refresh_from_db()
    assert (facts(), delivery.reason) == (before, "")


@pytest.mark.parametrize("provider", ["mailgun", "postmark"], indirect=True)
def test_whoever_follows_the_providers_own_link_is_signed_off_and_stays_so_after_a_new_wish(
    offered: Offered, now: datetime, provider: str, key: str
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    event = about(delivery, "unsubscribed", key=key)
    assert tell(provider, event) == 200
    mine = SignUp.objects.filter(addressee_id=delivery.addressee_number)
    assert mine.get().ended_at is not None
    assert Fact.objects.get(act="withdrawn").form == "the provider's link"
    row = Return.objects.get()
    assert (row.kind, row.effect, suppressed()) == ("sign-off", "signed off", [])
    mine.update(ended_at=None)  # they have signed up again
    assert tell(provider, event) == 200
    assert mine.get().ended_at is None


CASES: list[tuple[str, str, dict[str, Any], tuple[str, str]]] = [
    ("ses", "bounced", {"class_": "Permanent: OnAccountSuppressionList", "code": 550, "status": "5.1.1",
     "words": "Amazon SES did not send the message to this address"}, ("mailbox", "counted as full")),
    ("ses", "bounced", {"class_": "Transient: MailboxFull", "code": 552, "status": "5.2.2", "words": "full"}, ("mailbox", "counted as full")),
    ("ses", "bounced", {"class_": "Permanent: NoEmail", "words": ""}, ("address", "given up")),
    ("ses", "bounced", {"class_": "Undetermined: Undetermined", "words": ""}, ("", "counted")),
    ("ses", "rejected", {}, ("", "counted")),
    ("mailgun", "bounced", {"code": 605, "class_": "suppress-bounce", "words": "Not delivering to previously bounced address"}, ("mailbox", "counted as full")),
    ("mailgun", "bounced", {"code": 550, "status": "5.7.26", "words": "unauthenticated"}, ("configuration", "counted")),
    ("mailgun", "bounced", {"code": 498, "words": "No MX for elsewhere.example"}, ("", "counted")),
    ("postmark", "bounced", {"class_": "HardBounce", "words": ""}, ("address", "given up")),
    ("postmark", "bounced", {"class_": "SoftBounce", "words": ""}, ("mailbox", "counted as full")),
    ("postmark", "bounced", {"class_": "ManuallyDeactivated"}, ("mailbox", "counted as full")),
    ("postmark", "rejected", {"class_": "Blocked", "code": 550, "status": "5.7.1", "words": "blocked"}, ("policy", "counted")),
    ("postmark", "rejected", {"class_": "DMARCPolicy"}, ("configuration", "counted")),
]  # fmt: skip


@pytest.mark.parametrize(("provider", "event", "more", "expected"), CASES, indirect=["provider"])
def test_a_bounce_means_what_the_receiving_server_says_and_else_what_the_provider_does(
    offered: Offered,
    now: datetime,
    provider: str,
    key: str,
    event: str,
    more: dict[str, Any],
    expected: tuple[str, str],
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    assert tell(provider, about(delivery, event, key=key, **more)) == 200
    row = Return.objects.get()
    assert (row.fault, row.effect) == expected


def test_a_diagnostic_names_nobody(offered: Offered, now: datetime, provider: str, key: str) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    event = gone(delivery, key=key)
    tell(provider, Event(**{**vars(event), "words": f"<{event.recipient}> unknown"}))
    assert event.recipient not in Return.objects.get().diagnostic


# Who is believed, and for what


def test_a_wrong_secret_leaves_nothing(offered: Offered, now: datetime, provider: str, key: str) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    before = facts()
    assert tell(provider, gone(delivery, key=key), secret="another-secret-that-is-long") == 401
    body, headers = told(provider, gone(delivery, key=key))
    headers.pop("Authorization", None)
    if provider == "mailgun":
        body = body.replace(b'"signature": "', b'"signature": "0')
    assert post(provider, body, headers) == 401
    assert facts() == before


def test_twin_without_the_check_a_wrong_secret_suppresses(
    offered: Offered, now: datetime, provider: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    monkeypatch.setattr("anymail.webhooks.base.AnymailCoreWebhookView.run_validators", lambda *_: None)
    assert tell(provider, gone(delivery, key=key), secret="another-secret-that-is-long") == 200
    assert suppressed() == [("address", None)]


def test_the_secret_before_is_good_while_it_is_changed(
    offered: Offered, now: datetime, provider: str, key: str, settings: Any
) -> None:
    settings.BULK_HOOK_SECRETS = ["the-new-one-of-the-tests", SECRET]
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    assert tell(provider, gone(delivery, key=key)) == 200
    assert suppressed() == [("address", None)]


FORGED = [
    "another's seal",
    "another's number",
    "no mark",
    "a letter's",
    "a Message-ID that was guessed",
    "an address alone",
]


@pytest.mark.parametrize("case", FORGED)
def test_what_carries_no_seal_of_ours_is_unread_and_changes_nothing(
    offered: Offered, now: datetime, provider: str, key: str, case: str
) -> None:
    """Mailgun signs no body, and an account may send for others as well."""
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    true = gone(delivery, key=key)
    forged = {
        "another's seal": gone(delivery, key="not ours"),
        "another's number": Event(**{**vars(true), "mark": true.mark.replace("b-", "b-1")}),
        "no mark": Event(**{**vars(true), "mark": ""}),
        "a letter's": Event(**{**vars(true), "mark": true.mark.replace("b-", "l-")}),
        "a Message-ID that was guessed": Event(
            **{**vars(true), "mark": "", "message_id": f"<e1.{'0' * 32}@news.example>"}
        ),
        "an address alone": Event("complained", true.recipient),
    }[case]
    assert tell(provider, forged) == 200
    [row] = Return.objects.all()
    assert (row.kind, row.effect, row.delivery, row.address_digest, suppressed()) == (
        "unread",
        "nothing",
        None,
        "",
        [],
    )


@pytest.mark.parametrize("provider", ["ses", "mailgun"], indirect=True)
def test_without_a_mark_our_message_id_with_the_address_is_enough(
    offered: Offered, now: datetime, provider: str, key: str
) -> None:
    sending = sent(offered["everybody"], 1, now=now)
    [delivery] = deliveries(sending)
    name = message_id_of(sending, delivery.addressee_number)
    event = Event(**{**vars(gone(delivery, key=key)), "mark": "", "message_id": name})
    stranger = Event(**{**vars(event), "recipient": "other@elsewhere.example"})
    assert [tell(provider, stranger), suppressed(), tell(provider, event)] == [200, [], 200]
    assert suppressed() == [("address", None)]


@pytest.mark.parametrize("which", ["none", "no secret", "another"])
def test_the_door_is_closed_where_it_is_not_configured(
    offered: Offered, now: datetime, provider: str, key: str, settings: Any, which: str
) -> None:
    [delivery] = deliveries(sent(offered["everybody"], 1, now=now))
    if which == "no secret":
        settings.BULK_HOOK_SECRETS = []
    else:
        settings.BULK_PROVIDER = {"none": "", "another": "MAILGUN" if provider != "mailgun" else "SES"}[which]
    before = facts()
    assert tell(provider, gone(delivery, key=key)) == 404
    assert facts() == before


ODD = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"Type": 1}',
    b"\xff\x00",
    b"[" * 9000,
    b'{"event-data": [], "signature": {}}',
    b'{"RecordType": "Inbound"}',
]


@pytest.mark.parametrize("body", ODD)
def test_what_nobody_has_promised_is_refused_and_leaves_nothing(provider: str, body: bytes) -> None:
    before = facts()
    word = base64.b64encode(f"standfirst:{SECRET}".encode()).decode()
    assert post(provider, body, {"Authorization": f"Basic {word}"}) in {200, 400, 401}
    assert facts() == before


def test_it_is_limited_in_size_and_only_written_to(provider: str) -> None:
    assert post(provider, b"x" * (256 * 1024 + 1), {}) == 413
    assert Client().get(f"/webhooks/mail/{provider}/").status_code == 405


def test_a_topic_of_amazon_is_confirmed_only_with_the_secret(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_account("ses", settings)
    confirmed: list[str] = []
    monkeypatch.setattr(
        "anymail.webhooks.amazon_ses.AmazonSESBaseWebhookView.auto_confirm_sns_subscription",
        lambda _, message: confirmed.append(message["Token"]),
    )
    body = json.dumps(
        {
            "Type": "SubscriptionConfirmation",
            "MessageId": "1",
            "Token": "t",
            "TopicArn": "arn:aws:sns:eu-central-1:1:mail",
        }
    )
    names = {"x-amz-sns-message-type": "SubscriptionConfirmation", "x-amz-sns-message-id": "1"}
    assert (post("ses", body.encode(), names), confirmed) == (401, [])
    word = base64.b64encode(f"{hooks.USER}:{SECRET}".encode()).decode()
    assert (post("ses", body.encode(), {**names, "Authorization": f"Basic {word}"}), confirmed) == (
        200,
        ["t"],
    )


# What was unknown


def unknown(offered: Offered, now: datetime) -> tuple[Sending, Delivery]:
    many(offered["everybody"], 1, now=now)
    sending = begin(offered["everybody"], now=now)
    [row] = claim(now=now)
    settled([row], Heard(Word.UNKNOWN, why="timeout"), now=now)
    return sending, Delivery.objects.get(pk=row.id)


@pytest.mark.parametrize("event", ["delivered", "bounced", "complained"])
def test_what_the_provider_tells_of_settles_what_was_unknown(
    offered: Offered, now: datetime, provider: str, key: str, event: str
) -> None:
    sending, delivery = unknown(offered, now)
    assert tell(provider, about(delivery, event, key=key)) == 200
    assert states(sending) == {("sent", "reconciled"): 1}


def test_twin_without_the_seal_a_stranger_settles_nothing(
    offered: Offered, now: datetime, provider: str
) -> None:
    sending, delivery = unknown(offered, now)
    assert tell(provider, about(delivery, "delivered", key="not ours")) == 200
    assert states(sending) == {("unknown", ""): 1}


def test_where_doubt_means_again_it_is_not_sent_again(
    offered: Offered, now: datetime, provider: str, key: str
) -> None:
    NewsletterPage.objects.filter(pk=offered["everybody"]).update(on_unknown="resend")
    sending, delivery = unknown(offered, now)
    assert states(sending) == {("retry", "unknown"): 1}
    assert tell(provider, about(delivery, "delivered", key=key)) == 200
    assert (claim(now=now + timedelta(days=1)), states(sending)) == ([], {("sent", "reconciled"): 1})


def test_what_is_told_before_the_sender_has_written_it_down_is_told_again(
    offered: Offered, now: datetime, provider: str, key: str
) -> None:
    many(offered["everybody"], 1, now=now)
    sending = begin(offered["everybody"], now=now)
    [row] = claim(now=now)
    event = about(
        Delivery.objects.get(pk=row.id), "bounced", key=key, code=550, status="5.1.1", words="unknown"
    )
    before = facts()
    assert (tell(provider, event), facts()) == (503, before)
    settled([row], Heard(Word.UNKNOWN, why="timeout"), now=now)
    assert tell(provider, event) == 200
    assert (states(sending), suppressed()) == ({("sent", "reconciled"): 1}, [("address", None)])


def test_a_provider_that_is_not_installed_is_said_in_a_sentence(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.exceptions import ImproperlyConfigured

    with_account("ses", settings)
    monkeypatch.setattr("standfirst.apps.mailing.gateways.provider.account.find_spec", lambda _: None)
    with pytest.raises(ImproperlyConfigured, match=r"pip install standfirst\[ses\]"):
        newsletters.open_lane()
