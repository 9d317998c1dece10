"""Users at the desk: nobody reaches beyond their own rights, and an address or a second factor changes only on record."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.test import Client

from standfirst.apps.accounts import policy
from standfirst.apps.accounts.api import User
from standfirst.apps.accounts.models import AddressChange
from standfirst.apps.audit.models import Entry
from standfirst.apps.mailing.models import Letter
from tests.publication import Publication
from tests.signing_in import enter


@pytest.fixture
def administrator(publication: Publication) -> User:
    made = User.objects.create_user("office@review.example", is_staff=True)
    made.groups.set(Group.objects.filter(name="Administrators"))
    return made


@pytest.fixture
def desk(administrator: User) -> Client:
    return enter(Client(), administrator)


@pytest.fixture
def owner(publication: Publication) -> User:
    """May do everything."""
    return User.objects.create_superuser("owner@review.example", first_name="Own", last_name="Er")


def save(client: Client, person: User, **fields: Any) -> Any:
    groups = list(person.groups.values_list("pk", flat=True))
    shown = {
        "email": person.email,
        "first_name": "New",
        "last_name": "Name",
        "is_active": "on",
        "groups": groups,
    }
    return client.post(f"/desk/users/edit/{person.pk}/", {**shown, **fields})


def test_names_and_roles_are_saved_and_on_record(desk: Client, publication: Publication) -> None:
    person, role = publication.reader("editor"), Group.objects.get(name="Hosts")
    assert save(desk, person, groups=[role.pk]).status_code == 302
    person.refresh_from_db()
    assert (person.first_name, list(person.groups.all())) == ("New", [role])
    entry = Entry.objects.get(action="accounts.save_user")
    assert (entry.about, entry.details["roles"]) == (f"reader:{person.pk}", "Hosts")


@pytest.mark.parametrize("who", ["editor", "registered"])
def test_the_form_does_not_change_an_address(desk: Client, publication: Publication, who: str) -> None:
    person = publication.reader(who)
    save(desk, person, email="thief@elsewhere.example")
    assert publication.reader(who).email == person.email
    assert not AddressChange.objects.exists()


def test_an_administrator_makes_nobody_who_may_do_everything(desk: Client, publication: Publication) -> None:
    person = publication.reader("editor")
    save(desk, person, is_superuser="on")
    assert publication.reader("editor").is_superuser is False
    fields = {"email": "new@review.example", "first_name": "N", "last_name": "M", "is_superuser": "on"}
    assert desk.post("/desk/users/new/", fields).status_code == 302
    assert User.objects.get(email="new@review.example").is_superuser is False


def test_who_may_do_everything_makes_others_so(owner: User, publication: Publication) -> None:
    save(enter(Client(), owner), publication.reader("editor"), is_superuser="on")
    assert publication.reader("editor").is_superuser is True


def test_an_administrator_does_not_touch_who_may_do_more(desk: Client, owner: User) -> None:
    assert desk.get(f"/desk/users/edit/{owner.pk}/").status_code in {302, 403}
    save(desk, owner, is_active="")
    for act, fields in (("address", {"new": "x@elsewhere.example"}), ("second-factor", {})):
        assert desk.post(f"/desk/people/{owner.pk}/{act}/", {**fields, "because": "x"}).status_code in {
            302,
            403,
        }
    owner.refresh_from_db()
    assert (owner.is_active, owner.email, owner.first_name) == (True, "owner@review.example", "Own")


def test_a_role_beyond_ones_own_is_neither_given_nor_taken(desk: Client, publication: Publication) -> None:
    mighty = Group.objects.create(name="Mighty")
    mighty.permissions.add(Permission.objects.get(codename="delete_group", content_type__app_label="auth"))
    person = publication.reader("editor")
    assert save(desk, person, groups=[mighty.pk]).status_code == 200
    assert mighty not in publication.reader("editor").groups.all()


def test_without_the_rule_an_administrator_gives_any_role(
    desk: Client, publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    mighty = Group.objects.create(name="Mighty")
    mighty.permissions.add(Permission.objects.get(codename="delete_group", content_type__app_label="auth"))

    def all_of_them(*, by: User) -> Any:
        return Group.objects.all()

    monkeypatch.setattr("standfirst.screens.desk.users.accounts.roles_to_give", all_of_them)
    save(desk, publication.reader("editor"), groups=[mighty.pk])
    assert mighty in publication.reader("editor").groups.all()


def test_roles_are_compared_right_by_right(
    administrator: User, owner: User, publication: Publication
) -> None:
    assert set(policy.roles_to_give(by=administrator).values_list("name", flat=True)) >= {
        "Editors",
        "Administrators",
    }
    assert not policy.roles_to_give(by=publication.reader("editor")).filter(name="Administrators").exists()
    assert policy.may_handle(by=administrator, person=publication.reader("publisher"))
    assert not policy.may_handle(by=publication.reader("editor"), person=administrator)


@pytest.mark.parametrize("action", ["assign_role", "set_active_state", "delete"])
def test_nothing_is_done_to_many_users_at_once(
    desk: Client, owner: User, publication: Publication, action: str
) -> None:
    fields = {"role": Group.objects.get(name="Administrators").pk, "mark_as_active": "False", "is_active": ""}
    answer = desk.post(
        f"/desk/bulk/accounts/user/{action}/?id={publication.people['editor']}&id={owner.pk}", fields
    )
    assert answer.status_code in {302, 403}
    assert publication.reader("editor").is_active
    assert not publication.reader("editor").groups.filter(name="Administrators").exists()
    assert User.objects.filter(pk=owner.pk, is_active=True).exists()


def test_the_desk_changes_an_address_of_the_staff_on_record(desk: Client, publication: Publication) -> None:
    person = publication.reader("editor")
    theirs = enter(Client(), person)
    answer = desk.post(
        f"/desk/people/{person.pk}/address/", {"new": "Moved@reader.example", "because": "married"}
    )
    assert answer.status_code == 302
    person.refresh_from_db()
    assert person.email == "moved@reader.example"
    assert theirs.get("/account/").status_code == 302
    letter = Letter.objects.get(template="accounts/emails/address_changed", to="editor@reader.example")
    assert "by an administrator at the desk" in letter.text
    entry = Entry.objects.get(action="accounts.change_address")
    assert (entry.about, entry.reason, entry.details) == (f"reader:{person.pk}", "married", {})


def test_the_old_address_takes_it_back(desk: Client, publication: Publication) -> None:
    person = publication.reader("editor")
    desk.post(f"/desk/people/{person.pk}/address/", {"new": "moved@reader.example", "because": "x"})
    letter = Letter.objects.get(template="accounts/emails/address_changed")
    link = re.search(r"/account/email/undo/[^\s]+", letter.text)
    assert link
    assert Client().post(link[0]).status_code == 200
    assert publication.reader("editor").email == "editor@reader.example"


@pytest.mark.parametrize("new", ["registered@reader.example", "no address", ""])
def test_a_refused_address_changes_nothing(desk: Client, publication: Publication, new: str) -> None:
    before = (Entry.objects.count(), Letter.objects.count())
    answer = desk.post(f"/desk/people/{publication.people['editor']}/address/", {"new": new, "because": "x"})
    assert answer.status_code == 422
    assert (Entry.objects.count(), Letter.objects.count()) == before
    assert publication.reader("editor").email == "editor@reader.example"


def test_a_lost_second_factor_is_taken_away_on_record(desk: Client, publication: Publication) -> None:
    person = publication.reader("editor")
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    theirs = enter(Client(), person)
    assert (
        desk.post(
            f"/desk/people/{person.pk}/second-factor/", {"because": "telephone at the lake"}
        ).status_code
        == 302
    )
    assert not Authenticator.objects.filter(user=person).exists()
    assert theirs.get("/account/").status_code == 302
    assert Letter.objects.filter(template="accounts/emails/second_factor_reset", to=person.email).exists()
    assert Entry.objects.get(action="accounts.reset_second_factor").reason == "telephone at the lake"


def test_readers_and_oneself_have_no_such_page(
    desk: Client, administrator: User, publication: Publication
) -> None:
    assert desk.get(f"/desk/people/{publication.people['registered']}/").status_code == 404
    assert desk.get(f"/desk/people/{administrator.pk}/").status_code in {302, 403}
    assert desk.get(f"/desk/people/{publication.people['editor']}/").status_code == 200


def test_an_editor_does_neither(publication: Publication) -> None:
    editor, person = enter(Client(), publication.reader("editor")), publication.people["author"]
    for act, fields in (("address", {"new": "x@elsewhere.example"}), ("second-factor", {})):
        assert editor.post(f"/desk/people/{person}/{act}/", {**fields, "because": "x"}).status_code in {
            302,
            403,
        }
    assert publication.reader("author").email == "author@reader.example"
