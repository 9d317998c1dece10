"""What the desk puts on offer is on record: who made it, changed it or ended it, and what it said then."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from standfirst.apps.accounts.api import User
from standfirst.apps.audit.models import Entry
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Institution, PromotionCode
from tests.publication import Publication
from tests.signing_in import enter

PATH = "/desk/snippets/membership/institution/"


@pytest.fixture
def desk(publication: Publication) -> Client:
    return enter(Client(), User.objects.create_superuser("owner@review.example"))


def fields(**more: Any) -> dict[str, Any]:
    plan = membership.list_plans()[0].pk
    said = {
        "name": "University",
        "plan": plan,
        "starts_at": "2026-01-01",
        "domains": "uni.example",
        "in_force": "on",
    }
    return {**said, "networks": "", "note": "", "ends_at": "", **more}


def told() -> list[tuple[str, Any]]:
    return [
        (entry.action, entry.details["in_force"])
        for entry in Entry.objects.filter(about__startswith="institution:")
    ]


def test_an_institution_is_made_changed_ended_and_deleted_on_record(desk: Client) -> None:
    assert desk.post(f"{PATH}add/", fields()).status_code == 302
    made = Institution.objects.get()
    desk.post(f"{PATH}edit/{made.pk}/", fields(domains="uni.example\nuni.test"))
    desk.post(f"{PATH}edit/{made.pk}/", fields(in_force=""))
    desk.post(f"{PATH}delete/{made.pk}/")
    assert sorted(told()) == [
        ("membership.institution_changed", True), ("membership.institution_deleted", False),
        ("membership.institution_ended", False), ("membership.institution_made", True),
    ]  # fmt: skip
    changed = Entry.objects.get(action="membership.institution_changed")
    assert (changed.details["domains"], changed.actor) == ("uni.example, uni.test", "the desk")


def test_a_refused_institution_leaves_no_entry(desk: Client) -> None:
    assert desk.post(f"{PATH}add/", fields(domains="not a domain")).status_code == 200
    assert told() == []


def test_a_promotion_code_is_on_record(desk: Client) -> None:
    said = {
        "code": "SPRING",
        "note": "",
        "percent_off": "20",
        "amount_off": "",
        "currency": "",
        "lasts": "first",
        "in_force": "on",
    }
    assert desk.post("/desk/snippets/membership/promotioncode/add/", said).status_code == 302
    entry = Entry.objects.get(action="membership.promotion_made")
    assert (entry.about, entry.details["code"]) == (f"promotion:{PromotionCode.objects.get().pk}", "SPRING")


def test_administrators_look_after_institutions(publication: Publication) -> None:
    administrator = User.objects.create_user("office@review.example", is_staff=True)
    administrator.groups.set(Group.objects.filter(name="Administrators"))
    answer = enter(Client(), administrator).post(f"{PATH}add/", fields())
    assert answer.status_code == 302
    assert told() == [("membership.institution_made", True)]
