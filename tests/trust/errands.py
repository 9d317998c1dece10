"""What readers write where nobody converses: gifts, invoices, seats, why they leave, names that wait; and where it is read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.test import Client

from standfirst.apps.accounts.api import User
from standfirst.apps.accounts.models import NameReview
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import GiftSubscription, Invitation, Plan
from standfirst.core import clock
from tests.apps.billing.giving import invoice_of
from tests.apps.billing.ordering import key, ordered, pay
from tests.publication import agree
from tests.signing_in import enter
from tests.trust.posting import office
from tests.trust.return_doors import unlimited
from tests.trust.vectors import of_length

Pages = dict[str, str]
INVITED = "o'hara&co`{7*7}=x@elsewhere.example"  # as odd as an address to which letters go can be


@dataclass(frozen=True, slots=True)
class Errands:
    """What one reader has done: the code of a gift that they hand over, their last invoice, the link to a seat."""

    buyer: User
    handed_over: int
    code: str
    invoice: str
    seat: str


def run(vectors: Sequence[str]) -> Errands:
    """By the forms where a stranger may open them, and by the use cases; as many vectors as there is room for."""
    buyer = User.objects.create_user("bea@errand.example")
    agree(buyer.pk)
    buyer = _named(buyer, vectors)
    mailed, handed = (_give(buyer, vectors, way) for way in ("mail", "hand"))
    assert mailed.message
    Plan.objects.update(seats=4)
    now = clock.now()
    invoice = ordered(buyer, now=now, billed_to=of_length(vectors, 400))
    pay(invoice, now=now)
    seat = _offer_a_seat(buyer)
    own = enter(Client(), buyer)
    own.post(
        "/account/subscription/cancel/", {"why": "other", "words": of_length(vectors, 2_000), "key": key()}
    )
    assert membership.find_running(reader_id=buyer.pk).cancel_words  # type: ignore[union-attr]
    NameReview.objects.create(
        reader=buyer, name=of_length(vectors, 80), rule="a word of the list", asked_at=now
    )
    return Errands(buyer, handed.pk, membership.code_of(handed), invoice.number, seat)


def _named(reader: User, vectors: Sequence[str]) -> User:
    """However it came there: forms refuse nearly all of these."""
    name = of_length(vectors, 80)
    User.objects.filter(pk=reader.pk).update(first_name=name, last_name=name, username=name)
    return User.objects.get(pk=reader.pk)


def _give(buyer: User, vectors: Sequence[str], way: str) -> GiftSubscription:
    """Ordered by the form, and paid: the letters leave."""
    price = membership.list_gift_prices()[0].pk
    fields = {
        "price": str(price), "way": way, "to_name": of_length(vectors, 100), "to_email": "nia@elsewhere.example",
        "from_name": of_length(vectors, 100), "message": of_length(vectors, 500), "billed_to": of_length(vectors, 400),
        "gateway": "invoice", "key": key(), "order": "1",
    }  # fmt: skip
    with unlimited():
        answer = enter(Client(), buyer).post("/join/gift/", fields)
    assert answer.status_code == 302, answer.content
    gift = GiftSubscription.objects.filter(buyer=buyer).latest("pk")
    pay(invoice_of(gift), now=clock.now())
    return gift


def _offer_a_seat(manager: User) -> str:
    """The path of the link."""
    answer = enter(Client(), manager).post("/account/group/", {"email": INVITED})
    assert answer.status_code == 302, answer.content
    assert Invitation.objects.filter(email=INVITED).exists()
    letter = Letter.objects.get(to=INVITED)
    return letter.text.partition("/account/group/join/")[2].partition("/")[0]


def addresses(told: Errands) -> dict[str, dict[str, str]]:
    """Every page by who opens it: the reader, a stranger who has the links, the desk."""
    number = told.buyer.pk
    return {
        "buyer": {
            "hub with errands": "/account/", "gifts": "/account/gifts/", "card to print": f"/account/gifts/subscriptions/{told.handed_over}/",
            "subscription": "/account/subscription/", "group": "/account/group/", "invoice": f"/account/invoices/{told.invoice}/",
            "own names": "/account/profile/", "newsletters": "/newsletters/",
        },
        "stranger": {"redeem": f"/redeem/?code={told.code}", "seat": f"/account/group/join/{told.seat}/"},
        "office": {
            "reader": f"/desk/subscriptions/{number}/", "readers": "/desk/subscriptions/?q=bea@", "bought": "/desk/subscriptions/gifts/",
            "to be paid": "/desk/subscriptions/invoices/", "names": "/desk/names/", "consents": f"/desk/subscriptions/{number}/consents/",
        },
    }  # fmt: skip


def read(told: Errands, said: str) -> Pages:
    """Every page, every letter, and what forms give back."""
    own = enter(Client(), User.objects.get(pk=told.buyer.pk))
    clients = {"buyer": own, "stranger": Client(), "office": office()}
    with unlimited():
        pages = {
            name: _page(clients[who], path)
            for who, paths in addresses(told).items()
            for name, path in paths.items()
        }
    return pages | _letters() | given_back(own, said)


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def _letters() -> Pages:
    """None says anything in a header but the gift's, whose subject is one line."""
    letters = list(Letter.objects.exclude(html="").order_by("pk"))
    assert all(len(each.subject.splitlines()) == 1 for each in letters)
    return {f"letter: {each.template.rpartition('/')[2]}": each.html for each in letters}


def given_back(own: Client, said: str) -> Pages:
    """What every form shows again of something that it does not take, to a reader and to strangers."""
    asked = {"email": said, "newsletter": "1"}
    gift = {
        "to_name": said[:100],
        "to_email": said,
        "from_name": said[:100],
        "message": said[:400],
        "billed_to": said[:400],
        "key": said,
    }
    new = {"email": said, "given_name": said, "family_name": said}
    sent: list[tuple[str, Client, str, dict[str, str]]] = [
        ("newsletters", Client(), "/newsletters/", asked), ("redeeming", Client(), "/redeem/", {"code": said[:60]}),
        ("group", own, "/account/group/", {"email": said}), ("signing in", Client(), "/sign-in/", {"email": said}),
        ("password", Client(), "/sign-in/password/", {"email": said, "password": said}), ("signing up", Client(), "/sign-up/", new),
        ("address", own, "/account/email/", {"email": said}), ("names", own, "/account/profile/", {"given_name": "", "family_name": said}),
    ]  # fmt: skip
    with unlimited():
        Plan.objects.update(seats=1)  # what is for several cannot be given
        gift_back = own.post("/join/gift/", gift).content.decode()
        Plan.objects.update(seats=4)
        back = {
            f"back from {name}": client.post(path, fields).content.decode()
            for name, client, path, fields in sent
        }
    return back | {"back from gift": gift_back}
