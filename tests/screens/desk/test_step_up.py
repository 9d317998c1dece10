"""The desk's dangerous acts ask for a fresh proof; what had been written is there afterwards, and was not done."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern

from standfirst.apps.accounts.api import ReaderImport, User
from standfirst.apps.audit.models import Entry
from standfirst.apps.membership import api as membership
from standfirst.core import clock
from standfirst.core.http import proof
from standfirst.screens.desk import urls
from tests.publication import Publication
from tests.signing_in import enter

# Each with the method that is dangerous. Whoever adds an address says here on which side it is.
GUARDED = {
    "grant": "POST", "extend": "POST", "cancel": "POST", "end": "POST", "withdraw": "POST", "void-gift": "POST", "refund": "POST",
    "readers-export": "GET", "reader-imports": "POST", "reader-import-confirm": "POST", "reader-import-report": "GET",
    "returns-export": "GET",
    "merge": "POST", "person": "GET", "person-address": "POST", "person-second-factor": "POST",
}  # fmt: skip
FREE = {
    "imports": "reading", "import": "reading", "readers": "reading", "invoices": "reading", "reader": "reading",
    "evidence": "reading", "wording": "reading", "names": "reading", "reader-import": "reading",
    "reader-import-progress": "reading",
    "gifts": "reading",
    "returns": "reading",
    "returns-lift": "the day's work; on record",
    "returns-go-on": "the day's work; on record",
    **dict.fromkeys(("edition-report", "edition-table", "sendings", "sending", "sending-progress"), "reading; nobody is named"),
    **dict.fromkeys(
        ("sending-pause", "sending-resume", "sending-cancel", "sending-subject", "sendings-pause", "sendings-resume"),
        "the day's work, and nothing to wait with; on record",
    ),
    "send-gift": "the day's work; it goes where the buyer said",
    "confirm": "the day's work; it opens what was paid for and is on record",
    "name-decide": "the day's work; it can be decided again",
    "comments": "reading",
    "comments-counts": "reading",
    "comments-mine": "reading",
    "comments-appeals": "reading",
    "comments-author": "reading",
    "guidelines-version": "reading",
    "cases": "reading",
    "restricted": "reading",
    "conduct": "reading",
    "comments-many": "the day's work; each can be decided again",
    "comments-appeal": "the day's work; on record",
    "comments-hide": "the day's work; each can be decided again",
    "comment": "reading",
    "comment-undo": "takes one's own decision back",
    "comment-decide": "the day's work; it can be decided again",
    "comment-feature": "the day's work",
    "conversations": "how conversations are held; on record",
    "conversations-default": "how conversations are held; on record",
    "conversation": "how conversations are held; on record",
    "guidelines": "a new version; the old ones stay",
    "words": "a new version; the old ones stay",
    "case": "reading",
    "conduct-sanction": "the day's work; on record, and can be lifted",
    "conduct-lift": "the day's work; on record",
    "conduct-note": "a note",
    **dict.fromkeys(
        ("case-take-up", "case-note", "case-decide", "case-void", "case-reopen"), "the day's work; on record"
    ),
    "reader-import-drop": "forgets what nobody has confirmed",
    "comment-send": "tells an author of a comment that everybody can read",
    "words-trial": "looks words over, and changes nothing",
    "editions": "reading",
    "edition": "reading",
    "edition-approve": "the day's work; on record, and can be approved again until it goes out",
    "edition-skip": "the day's work; it can be approved all the same",
    "edition-trial": "a letter to oneself",
    **dict.fromkeys(
        ("live", "live-room", "live-lists", "live-more", "live-question", "live-speaker", "recording"), "reading"
    ),
    "live-act": "the work of an evening, second by second; every step of a question is on record",
    "live-rehearse": "a room that nobody but the desk sees",
    "live-wipe": "forgets what was rehearsed",
    **dict.fromkeys(
        (
            "recording-bring", "recording-type", "recording-nudge", "recording-chapter", "recording-chapter-remove",
            "recording-publish", "recording-track", "recording-track-drop",
        ),
        "the day's work; on record, and can be put right",
    ),
}  # fmt: skip


@pytest.fixture
def desk(publication: Publication) -> Client:
    administrator = User.objects.create_user("office@review.example", is_staff=True)
    administrator.groups.set(Group.objects.filter(name="Administrators"))
    return enter(Client(), administrator)


@pytest.fixture
def stale(desk: Client) -> Client:
    """The proof is eleven minutes old."""
    session = desk.session
    session[proof.SESSION_KEY] = {**session[proof.SESSION_KEY], "at": clock.now().timestamp() - 660}
    session.save()
    return desk


def prove(client: Client) -> None:
    session = client.session
    session[proof.SESSION_KEY] = {**session[proof.SESSION_KEY], "at": clock.now().timestamp()}
    session.save()


def address(name: str, publication: Publication) -> str:
    table = ReaderImport.objects.create(name="x", by_id=1, made_at=clock.now())
    pattern = next(each for each in urls.urlpatterns if isinstance(each, URLPattern) and each.name == name)
    reader = publication.people["editor" if name.startswith("person") else "registered"]
    path = (
        str(pattern.pattern).replace("<int:reader_id>", str(reader)).replace("<int:import_id>", str(table.pk))
    )
    return f"/desk/{path}"


def test_every_address_of_the_desk_is_on_one_side() -> None:
    named = {pattern.name for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)}
    assert named == set(GUARDED) | set(FREE)
    assert not set(GUARDED) & set(FREE)


@pytest.mark.parametrize(("name", "method"), GUARDED.items())
def test_a_stale_proof_is_not_enough(stale: Client, publication: Publication, name: str, method: str) -> None:
    before, path = Entry.objects.count(), address(name, publication)
    answer = stale.generic(method, path)
    assert answer["Location"].startswith("/account/confirm/?next=%2Fdesk%2F")
    assert Entry.objects.count() == before


@pytest.mark.parametrize(("name", "method"), GUARDED.items())
def test_a_fresh_proof_is_enough(desk: Client, publication: Publication, name: str, method: str) -> None:
    answer = desk.generic(method, address(name, publication))
    assert "/account/confirm/" not in answer.get("Location", "")


@pytest.mark.parametrize("name", FREE)
def test_the_days_work_needs_none(stale: Client, publication: Publication, name: str) -> None:
    path = (
        address(name, publication)
        .replace("<int:review_id>", "1")
        .replace("<str:digest>", "x")
        .replace("<int:edition_id>", "1")
    )
    for method in ("GET", "POST"):
        assert "/account/confirm/" not in stale.generic(method, path).get("Location", "")


def test_what_had_been_written_waits_and_is_not_done(stale: Client, publication: Publication) -> None:
    reader = publication.people["registered"]
    plan = str(membership.list_plans()[0].pk)
    fields = {"plan": plan, "until": "2099-01-01", "because": "a prize of the house"}
    answer = stale.post(f"/desk/subscriptions/{reader}/grant/", fields)
    assert answer["Location"].endswith(f"%2Fdesk%2Fsubscriptions%2F{reader}%2F%23do")
    prove(stale)
    page = stale.get(f"/desk/subscriptions/{reader}/").content.decode()
    assert 'value="a prize of the house"' in page
    assert "nothing has been done yet" in page
    assert membership.standing_of(publication.reader("registered"), now=clock.now()) == "registered"
    assert "a prize of the house" not in stale.get(f"/desk/subscriptions/{reader}/").content.decode()


def test_what_was_written_of_one_reader_is_not_shown_of_another(
    stale: Client, publication: Publication
) -> None:
    reader, other = publication.people["registered"], publication.people["lapsed"]
    stale.post(f"/desk/subscriptions/{reader}/end/", {"because": "asked by telephone"})
    prove(stale)
    assert "asked by telephone" not in stale.get(f"/desk/subscriptions/{other}/").content.decode()


def test_users_and_their_roles_want_a_proof_too(stale: Client, publication: Publication) -> None:
    person = publication.people["editor"]
    fields = {"first_name": "A", "last_name": "B", "is_active": "on"}
    answer = stale.post(f"/desk/users/edit/{person}/", fields)
    assert answer["Location"].startswith("/account/confirm/?next=%2Fdesk%2Fusers%2F")
    assert publication.reader("editor").first_name != "A"


def test_without_the_guard_a_stale_session_refunds_and_grants(
    stale: Client, publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    always: Any = lambda *_, **__: True  # noqa: E731
    monkeypatch.setattr("standfirst.screens.desk.subscriptions.has_fresh_proof", always)
    fields = {"plan": str(membership.list_plans()[0].pk), "because": "x"}
    stale.post(f"/desk/subscriptions/{publication.people['registered']}/grant/", fields)
    assert membership.standing_of(publication.reader("registered"), now=clock.now()) == "subscriber"
