"""The subscriptions desk grants and ends subscriptions by hand."""

import csv
import io
import secrets
from datetime import datetime

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client

from standfirst.apps.accounts.api import User
from standfirst.apps.audit.models import Entry
from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Period
from standfirst.core import clock
from tests.publication import Publication
from tests.screens.conftest import SignedIn
from tests.signing_in import enter


@pytest.fixture
def desk(publication: Publication) -> Client:
    administrator = User.objects.create_user("office@review.example", is_staff=True)
    administrator.groups.set(Group.objects.filter(name="Administrators"))
    return enter(Client(), administrator)


def plan() -> str:
    return str(membership.list_plans()[0].pk)


def standing(publication: Publication, name: str) -> str:
    return membership.standing_of(publication.reader(name), now=clock.now())


def test_a_reader_is_found_by_a_part_of_the_address(desk: Client, publication: Publication) -> None:
    assert "registered@reader.example" in desk.get("/desk/subscriptions/?q=regis").content.decode()
    assert "No reader matches" in desk.get("/desk/subscriptions/?q=nobody").content.decode()


def test_a_grant_opens_everything(desk: Client, publication: Publication) -> None:
    reader_id = publication.people["registered"]
    response = desk.post(
        f"/desk/subscriptions/{reader_id}/grant/",
        {"plan": plan(), "until": "2099-01-01", "because": "a gift of the house"},
    )
    assert response.status_code == 302
    assert standing(publication, "registered") == "subscriber"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"until": "2001-01-01"}, "This day is over."),
        ({"until": "soon"}, "Enter a valid date"),
        ({"plan": "0"}, "Select a valid choice"),
        ({"because": ""}, "This field is required"),
    ],
)
def test_a_refused_grant_says_why_and_leaves_nothing(
    desk: Client, publication: Publication, fields: dict[str, str], sentence: str
) -> None:
    before = Period.objects.count()
    reader_id = publication.people["registered"]
    response = desk.post(
        f"/desk/subscriptions/{reader_id}/grant/", {"plan": plan(), "because": "x", **fields}
    )
    assert (response.status_code, Period.objects.count()) == (422, before)
    assert sentence in response.content.decode()


def test_ending_closes_everything_and_keeps_the_reason(
    desk: Client, publication: Publication, now: datetime
) -> None:
    reader_id = publication.people["subscriber"]
    desk.post(f"/desk/subscriptions/{reader_id}/end/", {"because": "asked for it by letter"})
    assert standing(publication, "subscriber") == "registered"
    assert "asked for it by letter" in desk.get(f"/desk/subscriptions/{reader_id}/").content.decode()


def test_ending_without_a_reason_is_refused(desk: Client, publication: Publication) -> None:
    response = desk.post(f"/desk/subscriptions/{publication.people['subscriber']}/end/", {"because": ""})
    assert response.status_code == 422
    assert standing(publication, "subscriber") == "subscriber"


@pytest.mark.parametrize("name", ["editor", "author", "publisher"])
def test_editors_do_not_handle_subscriptions(publication: Publication, name: str) -> None:
    client = Client()
    enter(client, publication.reader(name))
    assert client.get("/desk/subscriptions/").status_code in {302, 403}
    reader_id = publication.people["registered"]
    client.post(f"/desk/subscriptions/{reader_id}/grant/", {"plan": plan(), "because": "x"})
    assert standing(publication, "registered") == "registered"


ACTS = {
    "grant": {"because": "x", "plan": "1"}, "extend": {"days": "5", "because": "x"}, "cancel": {"because": "x"}, "end": {"because": "x"},
    "confirm": {"number": "2026-000001", "received_on": "2026-11-20"}, "withdraw": {"number": "2026-000001", "because": "x"},
    "refund": {"payment": "1", "key": "0" * 32, "amount": "1", "because": "x"},
}  # fmt: skip


def post(desk: Client, publication: Publication, act: str, **fields: object) -> HttpResponse:
    reader_id = publication.people["registered"]
    answer: HttpResponse = desk.post(f"/desk/subscriptions/{reader_id}/{act}/", fields)  # type: ignore[assignment]
    return answer


def order(publication: Publication) -> billing.Invoice:
    price = membership.list_plans()[0].on_sale_prices[0]
    reader_id = publication.people["registered"]
    billing.begin_checkout(
        reader_id=reader_id, price_id=price.pk, key=secrets.token_hex(16), gateway="invoice", billed_to="=cmd()",
        now=clock.now(),
    )  # fmt: skip
    found = billing.open_order(reader_id=reader_id)
    assert found
    return found


def entries(publication: Publication) -> list[str]:
    return [entry.action for entry in Entry.objects.filter(actor_id__isnull=False).order_by("number")]


def test_the_whole_story_of_a_subscription_at_the_desk(desk: Client, publication: Publication) -> None:
    invoice = order(publication)
    assert invoice.number in desk.get("/desk/subscriptions/invoices/").content.decode()
    assert (
        post(desk, publication, "confirm", number=invoice.number, received_on="2026-11-20").status_code == 302
    )
    assert standing(publication, "registered") == "subscriber"
    assert post(desk, publication, "extend", days="30", because="a late issue").status_code == 302
    assert post(desk, publication, "cancel", because="by telephone").status_code == 302
    payment = billing.list_payments(reader_id=publication.people["registered"])[0]
    said = {"payment": payment.pk, "key": "a" * 32, "amount": "9.00", "because": "asked", "closes": "on"}
    assert post(desk, publication, "refund", **said).status_code == 302
    assert standing(publication, "registered") == "registered"
    assert entries(publication) == [
        "membership.open",
        "membership.extend",
        "membership.cancel",
        "membership.refund",
    ]
    page = desk.get(f"/desk/subscriptions/{publication.people['registered']}/").content.decode()
    for words in (invoice.number, "a late issue", "by telephone", "€9.00", "membership.refund", "refunded"):
        assert words in page


@pytest.mark.parametrize("name", sorted(ACTS))
@pytest.mark.parametrize("who", ["publisher", "moderator", "subscriber"])
def test_only_those_with_the_right_act(
    publication: Publication, signed_in: SignedIn, who: str, name: str
) -> None:
    before = (Entry.objects.count(), Period.objects.count())
    answer = post(signed_in(who), publication, name, **ACTS[name])
    assert answer.status_code in {302, 403}
    assert not answer.get("Location", "").startswith("/desk/subscriptions/")
    assert (Entry.objects.count(), Period.objects.count()) == before


@pytest.mark.parametrize("name", sorted(set(ACTS) - {"grant"}))
def test_a_refused_act_says_why_and_leaves_nothing(desk: Client, publication: Publication, name: str) -> None:
    before = Entry.objects.count()
    answer = post(desk, publication, name, **ACTS[name])
    assert (answer.status_code, Entry.objects.count()) == (422, before)
    assert b"error-message" in answer.content


def test_an_invoice_of_somebody_else_is_none(desk: Client, publication: Publication) -> None:
    invoice = order(publication)
    other = publication.people["lapsed"]
    answer = desk.post(
        f"/desk/subscriptions/{other}/confirm/", {"number": invoice.number, "received_on": "2026-11-20"}
    )
    assert answer.status_code == 422
    assert standing(publication, "registered") == "registered"


def test_the_table_of_readers_is_safe_for_spreadsheets(desk: Client, publication: Publication) -> None:
    User.objects.create_user("formula@review.example", first_name="=HYPERLINK(1)", last_name="@x")
    answer = desk.get("/desk/subscriptions/export/")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    found = next(row for row in rows if row["Address"] == "formula@review.example")
    assert (found["Given name"], found["Family name"]) == ("'=HYPERLINK(1)", "'@x")
    assert {row["Address"]: row["Stands"] for row in rows}["subscriber@reader.example"] == "yes"
    assert entries(publication) == ["desk.export_readers"]


@pytest.mark.parametrize(
    "path",
    [
        "/desk/snippets/membership/price/",
        "/desk/snippets/membership/promotioncode/",
        "/desk/snippets/membership/plan/",
    ],
)
def test_prices_and_codes_are_kept_at_the_desk(desk: Client, signed_in: SignedIn, path: str) -> None:
    assert desk.get(path).status_code == 200
    assert signed_in("editor").get(path).status_code in {302, 403}


def test_readers_are_found_by_the_state_of_their_subscription(desk: Client, publication: Publication) -> None:
    invoice = order(publication)
    post(desk, publication, "confirm", number=invoice.number, received_on="2026-11-20")
    assert "registered@reader.example" in desk.get("/desk/subscriptions/?state=active").content.decode()
    assert "There is none." in desk.get("/desk/subscriptions/?state=paused").content.decode()
