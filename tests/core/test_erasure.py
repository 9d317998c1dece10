"""Erasing a person's rows after the plan: what goes, what stays, and nobody else is touched."""

import json
from datetime import datetime
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import serializers
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from standfirst.apps.accounts.models import AddressChange, Consent, NameChange, NameReview, User
from standfirst.apps.audit import api as audit
from standfirst.apps.mailing.models import Letter
from standfirst.core import erasure
from standfirst.core.erasure import erase_rows, model_of

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "qzkxwvut"


@pytest.fixture
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def person(name: str, now: datetime) -> User:
    """Somebody who has left a trace in many tables, each with the name in it."""
    address = f"{name}@reader.example"
    reader = User.objects.create_user(
        address, "a long password", first_name=name, last_name=name, username=name
    )
    reader.groups.add(Group.objects.get_or_create(name="Editors")[0])
    EmailAddress.objects.create(user=reader, email=address)
    Authenticator.objects.create(user=reader, type="totp", data={"secret": name})
    AddressChange.objects.create(
        reader=reader, old=f"old-{address}", new=address, undo_digest=name, changed_at=now, undo_until=now
    )
    NameChange.objects.create(reader=reader, old=name, new=f"{name} 2", reason="chosen", changed_at=now)
    NameReview.objects.create(reader=reader, name=name, rule="listed", asked_at=now)
    Letter.objects.create(to=address, template="x", text=f"Dear {name}", message_id=f"<{name}>", made_at=now)
    Consent.objects.create(
        reader=reader,
        kind="terms",
        given=True,
        statement="I agree.",
        form="sign-up",
        language="en",
        recorded_at=now,
    )
    audit.record(action="tests.act", actor_id=None, actor="the house", about=f"reader:{reader.pk}", now=now)
    traces_at_the_desk(reader, name, now)
    return reader


def traces_at_the_desk(reader: User, name: str, now: datetime) -> None:
    profile = UserProfile.objects.create(user=reader)
    profile.avatar.save(f"{name}.png", ContentFile(b"not a real picture"))
    ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(User), object_id=str(reader.pk), label=name, user=reader,
        action="wagtail.edit", timestamp=now, data={"name": name},
    )  # fmt: skip
    session = SessionStore()
    session["typed"] = name
    session.create()
    UserSession.objects.create(
        user=reader, session_key=session.session_key, ip="192.0.2.7", user_agent=name, last_seen_at=now
    )


def erase(reader: User) -> dict[str, int]:
    keys = UserSession.objects.filter(user=reader).values_list("session_key", flat=True)
    return erase_rows(reader_id=reader.pk, address=reader.email, session_keys=list(keys))


def tables_with(word: str) -> list[str]:
    """Every table of the database that still says this word."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" AS one WHERE one::text ILIKE %s', [f"%{word}%"])
            found += [table] if cursor.fetchone()[0] else []
    return found


def snapshot(reader: User) -> str:
    rows = [list(User.objects.filter(pk=reader.pk)), list(Letter.objects.filter(to=reader.email))]
    rows += [
        list(model.objects.filter(user=reader))
        for model in (EmailAddress, Authenticator, UserProfile, ModelLogEntry)
    ]
    return json.dumps([serializers.serialize("json", found) for found in rows])


def test_no_table_says_the_name_afterwards(now: datetime, media: None) -> None:
    reader = person(CANARY, now)
    assert len(tables_with(CANARY)) >= 9
    avatar = UserProfile.objects.get(user=reader).avatar.name
    assert erase(reader)["mailing.Letter"] == 1
    assert tables_with(CANARY) == []
    assert not default_storage.exists(avatar)
    assert Session.objects.count() == 0


def test_what_must_stay_stays_by_number(now: datetime, media: None) -> None:
    reader = person(CANARY, now)
    erase(reader)
    reader.refresh_from_db()
    assert (reader.email, reader.is_active) == (f"erased-{reader.pk}@erased.invalid", False)
    assert not reader.has_usable_password()
    assert Consent.objects.get().reader_id == reader.pk
    assert len(audit.list_entries(about=f"reader:{reader.pk}")) == 1
    assert audit.verify_chain() is None
    assert ModelLogEntry.objects.get().label == f"erased reader {reader.pk}"


def test_nobody_else_is_touched_and_erasing_twice_is_erasing_once(now: datetime, media: None) -> None:
    reader, other = person(CANARY, now), person("neighbour", now)
    before = snapshot(other)
    erase(reader)
    reader.refresh_from_db()
    erase(reader)
    assert snapshot(other) == before
    assert Session.objects.count() == 1
    assert len(tables_with("neighbour")) >= 9


def test_a_plan_that_fails_leaves_everything(now: datetime, media: None) -> None:
    reader = person(CANARY, now)
    before, avatar = snapshot(reader), UserProfile.objects.get(user=reader).avatar.name
    with transaction.atomic():
        erase(reader)
        transaction.set_rollback(True)
    assert snapshot(reader) == before
    assert default_storage.exists(avatar)


def test_twin_a_column_that_the_plan_forgets_keeps_the_name(
    now: datetime, media: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = erasure.plan_of_erasure()
    monkeypatch.setattr(erasure, "plan_of_erasure", lambda: [f for f in whole if f.table != "mailing.Letter"])
    erase(person(CANARY, now))
    assert tables_with(CANARY) == [model_of("mailing.Letter")._meta.db_table]
