"""Sendings at the desk: how each stands, who may pause, resume and cancel, and the switch for all of them."""

import csv
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from standfirst.apps.audit import api as audit
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.models import Delivery, NewsletterPage, Sending
from standfirst.core import clock
from tests.apps.newsletters.sending import begin, claim, letter, many
from tests.publication import Publication
from tests.screens.desk.moderating import desk
from tests.trust.whole_database import all_rows, changes

pytestmark = pytest.mark.django_db
LEFT = {"usersessions_usersession", "django_session"}


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def on_its_way(publication: Publication, now: datetime) -> Sending:
    """Of the newsletter for everybody, to eight visitors and the reader who has it; it runs."""
    post = publication.post
    many(post.newsletter_id, 8, now=now)
    page = newsletters.EditionPage.objects.filter(newsletter_id=post.newsletter_id, state="given").earliest(
        "pk"
    )
    sending = begin(post.newsletter_id, now=now, number=page.pk, letters=[letter()])
    claim(now=now, most=4)
    return Sending.objects.get(pk=sending.pk)


def settle(sending: Sending, *states: tuple[str, str], at: datetime) -> None:
    for row, (state, reason) in zip(sending.deliveries.order_by("pk"), states, strict=False):
        Delivery.objects.filter(pk=row.pk).update(
            state=state, reason=reason, settled_at=at, lease_owner="", lease_until=None
        )


def at(sending: Sending, act: str = "") -> str:
    return f"/desk/editions/{sending.edition_number}/sending/" + (f"{act}/" if act else "")


def acts() -> list[tuple[str, str, str]]:
    entries = audit.Entry.objects.filter(action__startswith="newsletters.").order_by("number")
    return [(each.action, each.about, each.reason) for each in entries]


def state(sending: Sending) -> str:
    return Sending.objects.get(pk=sending.pk).state


def test_the_books_can_be_added_up_and_say_how_fast_it_goes(on_its_way: Sending, now: datetime) -> None:
    settle(
        on_its_way,
        ("sent", ""),
        ("sent", ""),
        ("unknown", ""),
        ("rejected", "address"),
        at=now - timedelta(seconds=2),
    )
    client = desk("Editors")
    for path in (at(on_its_way), at(on_its_way, "progress")):
        page = " ".join(client.get(path).content.decode().split())
        assert "2 sent + 1 rejected + 0 skipped + 1 unknown = 4 of 9 frozen" in page
        assert "4 of 9 settled, 5 to go" in page
        assert 'data-state="running"' in page
    found = newsletters.progress_of(on_its_way, now=now)
    assert (found.left, found.percent, found.per_second) == (5, 44, 2.0)
    assert found.ends_at == now + timedelta(seconds=2.5)


def test_what_is_paused_or_stands_still_has_no_end(on_its_way: Sending, now: datetime) -> None:
    settle(on_its_way, ("sent", ""), at=now - timedelta(minutes=5))
    still = newsletters.progress_of(on_its_way, now=now)
    assert (still.per_second, still.ends_at) == (0.0, None)
    settle(on_its_way, ("sent", ""), at=now)
    newsletters.pause_sending(sending_id=on_its_way.pk, because="x")
    paused = newsletters.progress_of(Sending.objects.get(pk=on_its_way.pk), now=now)
    assert (paused.per_second, paused.ends_at) == (0.0, None)


def test_what_is_unknown_is_named_as_the_servers_log_names_it_and_nobody_is(
    on_its_way: Sending, now: datetime
) -> None:
    settle(on_its_way, ("unknown", ""), at=now)
    row = on_its_way.deliveries.get(state="unknown")
    page = desk("Publishers").get(at(on_its_way)).content.decode()
    name = newsletters.message_id_of(on_its_way, row.addressee_number)
    assert name.strip("<>") in page
    assert f"standfirst send reconcile {on_its_way.edition_number}" in page
    assert [word for word in ("@site", "v0@", "v7@") if word in page] == []


@pytest.mark.parametrize(
    ("act", "fields", "before", "after", "reason"),
    [
        ("pause", {"because": "A wrong name"}, "running", "paused", "A wrong name"),
        ("resume", {}, "paused", "ready", ""),
        ("cancel", {"sure": "on"}, "running", "cancelled", ""),
        ("cancel", {"sure": "on"}, "paused", "cancelled", ""),
    ],
)
def test_a_publisher_steers_it_and_that_is_on_record(
    on_its_way: Sending, act: str, fields: dict[str, str], before: str, after: str, reason: str
) -> None:
    Sending.objects.update(state=before)
    answer = desk("Publishers").post(at(on_its_way, act), fields)
    assert (answer.status_code, answer.headers["Location"], state(on_its_way)) == (302, at(on_its_way), after)
    assert acts() == [(f"newsletters.{act}_sending", f"edition:{on_its_way.edition_number}", reason)]


@pytest.mark.parametrize(
    ("role", "act", "fields", "before", "status"),
    [
        ("Publishers", "cancel", {}, "running", 422),
        ("Publishers", "pause", {}, "running", 422),
        ("Publishers", "resume", {}, "running", 302),
        ("Publishers", "cancel", {"sure": "on"}, "finished", 302),
        ("Authors", "cancel", {"sure": "on"}, "running", 302),
        ("Moderators", "pause", {"because": "x"}, "running", 302),
        ("Hosts", "resume", {}, "paused", 302),
    ],
)
def test_what_is_refused_changes_nothing(
    on_its_way: Sending, role: str, act: str, fields: dict[str, str], before: str, status: int
) -> None:
    Sending.objects.update(state=before)
    client = desk(role)
    seen = all_rows(leave=LEFT)
    assert client.post(at(on_its_way, act), fields).status_code == status
    assert changes(seen, all_rows(leave=LEFT)) == {}
    assert acts() == []


def test_nothing_is_done_by_a_get_nor_for_an_edition_that_was_never_given(
    publication: Publication, on_its_way: Sending
) -> None:
    client = desk("Publishers")
    assert {client.get(at(on_its_way, act)).status_code for act in ("pause", "resume", "cancel")} == {405}
    path = f"/desk/editions/{publication.post.draft_id}/sending/"
    assert {client.get(path).status_code, client.post(f"{path}cancel/", {"sure": "on"}).status_code} == {404}


def test_the_switch_for_all_is_thrown_and_taken_back_by_who_publishes(
    on_its_way: Sending, now: datetime
) -> None:
    client = desk("Publishers")
    assert client.post("/desk/sendings/pause/", {}).status_code == 422
    client.post("/desk/sendings/pause/", {"because": "The price is wrong"})
    assert newsletters.is_everything_paused()
    for path in ("/desk/sendings/", "/desk/editions/", at(on_its_way)):
        assert "All newsletters are paused" in client.get(path).content.decode(), path
    assert claim(now=now) == []
    client.post("/desk/sendings/resume/")
    assert not newsletters.is_everything_paused()
    assert len(claim(now=now)) == 5
    assert acts() == [
        ("newsletters.pause_everything", "newsletters:all", "The price is wrong"),
        ("newsletters.resume_everything", "newsletters:all", ""),
    ]


@pytest.mark.parametrize("role", ["Authors", "Moderators", "Hosts", ""])
def test_nobody_else_throws_it(on_its_way: Sending, role: str) -> None:
    client = desk(role) if role else Client()
    seen = all_rows(leave=LEFT)
    for act in ("pause", "resume"):
        assert client.post(f"/desk/sendings/{act}/", {"because": "x"}).status_code == 302
    assert changes(seen, all_rows(leave=LEFT)) == {}


def test_the_list_shows_what_one_may_change(on_its_way: Sending) -> None:
    assert on_its_way.name in desk("Editors").get("/desk/sendings/").content.decode()
    assert at(on_its_way) not in desk("Authors").get("/desk/sendings/").content.decode()


def test_what_goes_out_by_waves_says_which_are_out_and_when_the_next_is(
    on_its_way: Sending, now: datetime
) -> None:
    client = desk("Editors")
    assert "waves" not in client.get("/desk/sendings/").content.decode()
    later = now + timedelta(hours=5)
    Delivery.objects.filter(sending=on_its_way, state="pending").update(not_before=later)
    written = f"{date_format(timezone.localtime(later), 'j F, H:i T')}"
    for path in (at(on_its_way), at(on_its_way, "progress"), "/desk/sendings/"):
        page = " ".join(client.get(path).content.decode().split())
        assert f"1 of 2 waves are out; the next goes out on {written}, to 5 readers." in page


def test_with_nothing_but_later_waves_it_says_that_nothing_is_due(on_its_way: Sending, now: datetime) -> None:
    Delivery.objects.filter(sending=on_its_way, state="claimed").update(
        state="sent", settled_at=now - timedelta(hours=1), lease_owner="", lease_until=None
    )
    client = desk("Editors")
    assert "Nothing has moved in the last minute." in client.get(at(on_its_way)).content.decode()
    Delivery.objects.filter(sending=on_its_way, state="pending").update(not_before=now + timedelta(hours=5))
    assert "Nothing is due before the next wave." in client.get(at(on_its_way)).content.decode()


@pytest.mark.parametrize("by_zone", [True, False])
def test_an_edition_says_from_when_on_it_goes_out(publication: Publication, by_zone: bool) -> None:
    number = publication.post.newsletter_id
    NewsletterPage.objects.filter(pk=number).update(by_zone=by_zone)
    page = newsletters.EditionPage.objects.filter(newsletter_id=number, state="draft").earliest("pk")
    client = desk("Editors")
    told = client.get(f"/desk/editions/{page.pk}/").content.decode()
    assert ("at that time where each reader is, from" in told) is by_zone
    assert ("in each reader’s own morning" in client.get("/desk/editions/").content.decode()) is by_zone


@pytest.fixture
def with_two_subjects(publication: Publication, now: datetime) -> Sending:
    """Of the newsletter for everybody: forty of a hundred test “One” and “Two”, and have got them."""
    post = publication.post
    many(post.newsletter_id, 99, now=now)
    page = newsletters.EditionPage.objects.filter(newsletter_id=post.newsletter_id, state="given").earliest(
        "pk"
    )
    sending = newsletters.begin_sending(
        newsletter_id=post.newsletter_id,
        edition_number=page.pk,
        name=page.title,
        letters=[letter(subject="One"), replace(letter(subject="Two"), arm="b")],
        test=newsletters.WantedTest(40, 60),
        now=now,
    )
    Delivery.objects.filter(sending=sending, arm__in="ab").update(state="sent", settled_at=now)
    claim(now=now)
    return Sending.objects.get(pk=sending.pk)


def test_a_publisher_chooses_a_subject_once_and_an_editor_only_looks(with_two_subjects: Sending) -> None:
    editor, publisher = desk("Editors"), desk("Publishers")
    path = at(with_two_subjects, "subject")
    for look in (at(with_two_subjects), at(with_two_subjects).replace("sending", "report")):
        page = " ".join(editor.get(look).content.decode().split())
        assert "40 of a hundred readers test “One” and “Two”" in page
        assert "Use “Two” now" not in page
    assert (
        "The rest waits for the better of two subjects." in editor.get(at(with_two_subjects)).content.decode()
    )
    assert editor.post(path, {"arm": "b"}).status_code in {302, 403}
    assert newsletters.test_of(with_two_subjects).chosen == ""
    assert "Use “Two” now" in publisher.get(at(with_two_subjects)).content.decode()
    assert publisher.post(path, {"arm": "r"}).status_code in {302, 404}
    publisher.post(path, {"arm": "b"})
    publisher.post(path, {"arm": "a"})
    assert newsletters.test_of(with_two_subjects).chosen == "b"
    page = " ".join(editor.get(at(with_two_subjects)).content.decode().split())
    assert "“Two”</b> is used: somebody at the desk chose it" in page
    assert acts() == [("newsletters.choose_subject", f"edition:{with_two_subjects.edition_number}", "")]


def test_the_report_draws_how_each_subject_did(with_two_subjects: Sending) -> None:
    client = desk("Editors")
    report = at(with_two_subjects).replace("sending", "report")
    page = client.get(report).content.decode()
    assert "plot-subjects" in page
    assert "robots are left out, and nobody knows whose letter it was" in page
    rows = client.get(f"{report}subjects.csv").content.decode().lstrip("\ufeff").splitlines()
    assert list(csv.reader(rows)) == [
        ["Subject", "Delivered", "Clicked", "Of a hundred"],
        ["One", "20", "0", "0.0"],
        ["Two", "20", "0", "0.0"],
    ]
