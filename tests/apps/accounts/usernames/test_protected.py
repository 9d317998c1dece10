"""Nobody looks like an author, the staff or the publication; names for a second look."""

from datetime import datetime

import pytest
from django.http import HttpRequest
from wagtail import hooks

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.actions import give_default_username
from standfirst.apps.accounts.models import NameClaim, NameReview
from standfirst.apps.audit import api as audit
from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing.models import Letter
from tests.apps.accounts.usernames.people import fault, make, make_named

pytestmark = pytest.mark.django_db


def protect(now: datetime, *names: str, source: str = "author:1") -> tuple[str, ...]:
    return accounts.protect_names(holder="author", source=source, names=names, now=now)


@pytest.mark.parametrize(
    "name", ["Nadia Farrow", "NADIA FARROW", "Nadia-Farrow", "Nadla Farrow 2", "Nadia Fаrrow", "The real Nadia Farrow", "Nadia Farrow Official"]
)  # fmt: skip
def test_nobody_looks_like_an_author(name: str, now: datetime) -> None:
    protect(now, "Nadia Farrow")
    assert fault(make(), name, now) in {"protected", "scripts", "role"}


def test_twin_unprotected_the_names_are_free(now: datetime) -> None:
    assert fault(make(), "Nadia Farrow", now) == ""


def test_protecting_again_changes_nothing_and_a_new_name_replaces_the_old(now: datetime) -> None:
    protect(now, "Nadia Farrow")
    protect(now, "Nadia Farrow")
    assert NameClaim.objects.count() == 1
    protect(now, "Nadia Farrow-Quist")
    assert NameClaim.objects.get().name == "Nadia Farrow-Quist"
    protect(now)
    assert not NameClaim.objects.exists()


def test_a_name_protected_twice_stays_so_when_one_source_lets_go(now: datetime) -> None:
    protect(now, "Nadia Farrow")
    protect(now, "Nadia Farrow", source="author:11")
    protect(now)
    assert NameClaim.objects.get().source == "author:11"


def test_a_readers_name_stays_until_the_desk_has_decided(now: datetime) -> None:
    reader, editor = make_named("Nadia Farrow", now), make()
    assert protect(now, "Nadia Farrow") == ("Nadia Farrow",)
    review = NameReview.objects.get()
    accounts.decide_name(review_id=review.pk, by=editor.pk, allow=False, now=now)
    reader.refresh_from_db()
    assert reader.username.startswith("Reader ")
    assert protect(now, "Nadia Farrow") == ()


def test_authors_and_the_publication_are_protected_when_they_are_saved(now: datetime) -> None:
    editorial.open_publication(name="The Example")
    editorial.set_publication(
        name="The Meridian Review", nameplate_first="The Meridian", nameplate_second="Review"
    )
    editorial.set_author(
        slug="nadia", name="Nadia Farrow", role="", biography="", handles=(), portrait_id=None
    )
    assert fault(make(), "Nadia Farrow", now) == "protected"
    assert fault(make(), "the meridian review", now) == "protected"
    assert fault(make(), "The Example", now) == ""


def test_the_staff_are_protected_and_may_bear_their_own_name(now: datetime) -> None:
    editor = make("Ines", "Ferreira")
    accounts.User.objects.filter(pk=editor.pk).update(is_staff=True)
    accounts.protect_staff(now=now)
    assert fault(make(), "Ines Ferreira", now) == "protected"
    assert fault(editor, "Ines Ferreira", now) == ""
    assert fault(editor, "Ines F", now) == ""
    assert fault(make(), "Ines Ferreira", now) == "protected"


def test_who_is_saved_at_the_desk_is_protected_while_they_work_there(now: datetime) -> None:
    editor, request = make("Ines", "Ferreira"), HttpRequest()
    request.user = make("Teodor", "Quill")
    for is_staff, expected in ((True, "protected"), (False, "")):
        editor.is_staff = is_staff
        editor.save()
        for hook in hooks.get_hooks("after_edit_user"):
            hook(request, editor)
        assert fault(make(), "Ines Ferreira", now) == expected


def test_a_default_that_looks_like_the_house_is_neutral_and_looked_at(now: datetime) -> None:
    protect(now, "Amal K")
    name = accounts.give_default_username(reader_id=make().pk, now=now)
    assert name.startswith("Reader ")
    assert NameReview.objects.get().rule == "protected"


def asked(reader: accounts.User, name: str, now: datetime) -> NameReview:
    assert accounts.ask_second_look(reader_id=reader.pk, name=name, now=now)
    return NameReview.objects.get(name=name)


def test_a_second_look_lets_a_name_pass(now: datetime) -> None:
    reader, editor = make("Enrique"), make()
    accounts.give_default_username(reader_id=reader.pk, now=now)
    review = asked(reader, "Kike B", now)
    accounts.decide_name(review_id=review.pk, by=editor.pk, allow=True, now=now)
    reader.refresh_from_db()
    assert reader.username == "Kike B"
    change = accounts.list_name_changes(reader.pk)[0]
    assert (change.reason, change.by_id) == ("desk", editor.pk)
    assert [entry.action for entry in audit.list_entries(about=f"reader:{reader.pk}", limit=5)] == [
        "accounts.allow_name"
    ]
    assert "“Kike B”" in Letter.objects.get(to=reader.email).text


def test_a_refusal_is_told_and_changes_nothing(now: datetime) -> None:
    reader, editor = make(), make()
    accounts.give_default_username(reader_id=reader.pk, now=now)
    review = asked(reader, "Editor Amal", now)
    for allow in (False, True):  # deciding again changes nothing
        accounts.decide_name(review_id=review.pk, by=editor.pk, allow=allow, now=now)
    reader.refresh_from_db()
    assert reader.username == "Amal K"
    assert "cannot" in Letter.objects.get(to=reader.email).text


def test_the_own_name_of_a_new_reader_is_set_when_it_is_allowed(now: datetime) -> None:
    first, second, editor = make("Editor", "Karim"), make("Editor", "Khan"), make()
    for reader in (first, second):
        accounts.give_default_username(reader_id=reader.pk, now=now)
    for review in accounts.list_open_reviews(limit=5):
        accounts.decide_name(review_id=review.pk, by=editor.pk, allow=True, now=now)
    first.refresh_from_db()
    second.refresh_from_db()
    assert [first.username, second.username] == ["Editor K", "Editor K 2"]


def test_what_the_reader_has_chosen_meanwhile_is_not_taken_from_them(now: datetime) -> None:
    from datetime import timedelta

    reader, editor = make("Editor", "Karim"), make()
    accounts.give_default_username(reader_id=reader.pk, now=now)
    assert fault(reader, "Quiet Owl", now + timedelta(minutes=1)) == ""
    accounts.decide_name(
        review_id=NameReview.objects.get().pk, by=editor.pk, allow=True, now=now + timedelta(hours=1)
    )
    reader.refresh_from_db()
    assert reader.username == "Quiet Owl"


@pytest.mark.parametrize("name", ["Amal\u202eK", "=cmd", "A\r\nB", "Free Bird"])
def test_nobody_looks_at_what_no_one_may_have_or_anybody_may(name: str, now: datetime) -> None:
    assert not accounts.ask_second_look(reader_id=make().pk, name=name, now=now)
    assert not NameReview.objects.exists()


def test_one_reader_asks_for_a_few_names_at_a_time(now: datetime) -> None:
    reader = make()
    names = [f"Editor {letter}" for letter in "ABCDE"]
    assert [accounts.ask_second_look(reader_id=reader.pk, name=name, now=now) for name in names] == [
        True
    ] * 3 + [False] * 2
    assert accounts.ask_second_look(reader_id=reader.pk, name="Editor A", now=now)
    assert NameReview.objects.count() == 3


def test_a_name_that_somebody_else_has_by_now_is_refused_to_the_desk_too(now: datetime) -> None:
    reader, editor = make(), make()
    review = asked(reader, "Kike B", now)
    other = make("Kike", "Blanco")
    accounts.give_default_username(reader_id=other.pk, now=now)
    with pytest.raises(accounts.UsernameRefused):
        accounts.decide_name(review_id=review.pk, by=editor.pk, allow=True, now=now)
    review.refresh_from_db()
    assert review.decided_at is None
    assert not Letter.objects.exists()


def test_twin_a_default_that_is_refused_would_stop_the_sign_up(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(give_default_username, "fault_of_default", lambda *_, **__: None)
    protect(now, "Amal K")
    name = accounts.give_default_username(reader_id=make().pk, now=now)
    assert not name.startswith("Reader ")
