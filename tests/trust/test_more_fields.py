"""Every field of every table, sent along with every form, changes nothing that the form alone would not have changed."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django import forms
from django.apps import apps
from django.core.cache import cache
from django.db.models import BooleanField, DateField, DateTimeField, EmailField, Field, JSONField
from django.test import Client
from django.urls import resolve

from standfirst.apps.accounts.api import User
from standfirst.core import clock
from standfirst.screens.account import profile
from standfirst.screens.account.forms import NamesForm
from tests.publication import Publication
from tests.trust.addresses import Address, all_addresses
from tests.trust.posting import READER, Posting, Prepared, inside
from tests.trust.postings import POSTINGS
from tests.trust.return_doors import unlimited
from tests.trust.whole_database import SESSIONS, Rows, all_rows, changes, taken_back

# What was spent of limits, and files made of pictures, which are named anew each time.
LEAVE = {"core_limitbucket", "editorial_picturerendition"}
LIKELY = {
    "role": "administrator", "tier": "subscriber", "standing": "subscriber", "is_admin": "on", "user": "1", "id": "1", "admin": "1",
    "permissions": "1", "grant": "1", "_method": "DELETE", "csrf_exempt": "1", "by": "1", "actor": "the desk", "now": "2001-01-01",
}  # fmt: skip


def value_for(column: Field[Any, Any], publication: Publication) -> str:
    """What would do harm and would be taken by a form that takes everything."""
    if column.choices:
        return str([key for key, _ in column.flatchoices][-1])
    if column.related_model is User:
        return str(publication.people["subscriber"])
    if column.is_relation:
        return "1"
    kinds = ((BooleanField, "on"), (EmailField, "taken@evil.example"), (DateTimeField, "2099-01-01 00:00"), (DateField, "2099-01-01"), (JSONField, "{}"))  # fmt: skip
    return next((value for kind, value in kinds if isinstance(column, kind)), _number_or_word(column))


def _number_or_word(column: Field[Any, Any]) -> str:
    is_number = any(word in column.get_internal_type() for word in ("Integer", "Decimal", "AutoField"))
    return "9" if is_number else "Evil"


def every_field(publication: Publication) -> dict[str, str]:
    """By name; where several tables have a name, the value that fits readers."""
    found = dict(LIKELY)
    models = sorted(apps.get_models(include_auto_created=True), key=lambda model: model is User)
    for model in models:
        for column in (*model._meta.concrete_fields, *model._meta.many_to_many):
            value = value_for(column, publication)
            found |= {column.name: value, getattr(column, "attname", column.name): value}
    return found


@contextmanager
def without_chance() -> Iterator[None]:
    """Keys, codes and salts come out alike each time it is entered."""
    draw = random.Random(7)
    with patch("random._urandom", draw.randbytes), patch("os.urandom", draw.randbytes):
        yield


def what_it_changes(posting: Posting, fields: dict[str, str]) -> Rows:
    """Taken back afterwards."""
    cookies = posting.client.cookies.output()
    before = all_rows(leave=LEAVE)
    cache.clear()
    with taken_back(), without_chance():
        posting.client.post(posting.path, fields)
        found = changes(before, all_rows(leave=LEAVE))
    posting.client.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))
    return found


def with_more(posting: Posting, publication: Publication) -> dict[str, str]:
    more = every_field(publication)
    return {name: value for name, value in more.items() if name not in posting.also} | posting.fields


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    """One moment, and no limits."""
    with time_machine.travel(clock.now(), tick=False), unlimited():
        yield


def test_there_are_many_fields_and_the_dangerous_ones_are_among_them(kept: Publication) -> None:
    found = every_field(kept)
    assert len(found) > 300
    assert {
        "is_superuser",
        "is_staff",
        "groups",
        "email",
        "state",
        "plan_id",
        "reader_id",
        "paid_until",
    } - set(found) <= {"paid_until"}
    assert found["email"] == "taken@evil.example"


@pytest.mark.parametrize("prepare", POSTINGS.values(), ids=POSTINGS)
def test_only_its_own_fields_count(kept: Publication, prepare: Prepared) -> None:
    posting = prepare(kept)
    alone = what_it_changes(posting, posting.fields)
    assert alone, "the form as it should be filled in does nothing, so nothing is shown"
    assert what_it_changes(posting, with_more(posting, kept)) == alone


def others(publication: Publication) -> Iterator[Address]:
    """Addresses of the site that are not among the postings, each once."""
    seen = set(POSTINGS)
    for address in all_addresses(publication, pages=["draft"])[0]:
        known = address.name in seen or resolve(address.url.partition("?")[0]).view_name in POSTINGS
        if not known and not address.at_the_desk:
            seen.add(address.name)
            yield address


@pytest.mark.parametrize("who", ["", "registered", "subscriber"])
def test_no_other_address_heeds_a_field(kept: Publication, who: str) -> None:
    """What is new and heeds one must be entered in tests/trust/postings.py."""
    found = {}
    for address in others(kept):
        client = inside(kept, who) if who else Client()
        client.raise_request_exception = False
        posting = Posting(client, address.url)
        alone = what_it_changes(posting, {})
        if what_it_changes(posting, with_more(posting, kept)) != alone:
            found[address.name] = address.url
    assert found == {}


def test_every_posting_goes_to_the_address_that_it_is_named_after(kept: Publication) -> None:
    for name, prepare in POSTINGS.items():
        with taken_back():
            assert resolve(prepare(kept).path).view_name == name


class Everything(NamesForm):
    """Careless: all that a reader has, as the form sends it."""

    def is_valid(self) -> bool:
        whole = forms.modelform_factory(User, fields="__all__", exclude=["password", "email"])
        reader = User.objects.get(email=READER)
        taken = whole(self.data, instance=reader)
        taken.full_clean()
        User.objects.filter(pk=reader.pk).update(**{
            name: value for name, value in taken.cleaned_data.items() if name in {"is_staff", "is_superuser"}
        })  # fmt: skip
        return super().is_valid()


def test_twin_a_form_that_takes_everything_is_seen(kept: Publication, monkeypatch: Any) -> None:
    monkeypatch.setattr(profile, "NamesForm", Everything)
    posting = POSTINGS["account:profile"](kept)
    alone = what_it_changes(posting, posting.fields)
    more = what_it_changes(posting, with_more(posting, kept))
    assert more != alone
    assert any('"is_superuser": true' in row or '"is_superuser":true' in row for row in more["accounts_user"])


def test_twin_the_comparison_sees_a_session_that_says_more(kept: Publication, monkeypatch: Any) -> None:
    def careless(request: Any, *args: Any, **kwargs: Any) -> Any:
        request.session["role"] = request.POST.get("role", "")
        return redirecting(request, *args, **kwargs)

    redirecting = profile.account_screen
    monkeypatch.setattr(profile, "account_screen", careless)
    posting = Posting(inside(kept), "/account/profile/", {"given_name": ""})
    alone = what_it_changes(posting, posting.fields)
    assert what_it_changes(posting, with_more(posting, kept))[SESSIONS] != alone.get(SESSIONS)
