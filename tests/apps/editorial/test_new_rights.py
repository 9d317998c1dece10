"""An update gives the groups of a publication the rights that are new, each once."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.actions.give_new_rights import give_new_rights
from standfirst.apps.editorial.models import GivenRight

pytestmark = pytest.mark.django_db
RIGHT = "billing.add_refund"


@pytest.fixture
def administrators() -> Group:
    editorial.open_publication(name="The Example")
    return Group.objects.get(name="Administrators")


def rights(group: Group) -> set[str]:
    found = group.permissions.select_related("content_type")
    return {f"{each.content_type.app_label}.{each.codename}" for each in found}


def refund() -> Permission:
    return Permission.objects.get(content_type__app_label="billing", codename="add_refund")


def test_a_publication_from_before_gets_what_is_new(administrators: Group) -> None:
    administrators.permissions.remove(refund())
    GivenRight.objects.filter(right=RIGHT).delete()
    call_command("migrate", verbosity=0)
    assert RIGHT in rights(administrators)


def test_what_the_desk_took_away_does_not_come_back(administrators: Group) -> None:
    administrators.permissions.remove(refund())
    assert give_new_rights() == 0
    assert RIGHT not in rights(administrators)


def test_a_group_that_the_desk_has_deleted_is_not_made_again(administrators: Group) -> None:
    administrators.delete()
    GivenRight.objects.all().delete()
    give_new_rights()
    assert not Group.objects.filter(name="Administrators").exists()


def test_before_there_is_a_publication_nothing_is_given() -> None:
    Group.objects.get_or_create(name="Administrators")
    assert give_new_rights() == 0
    assert not GivenRight.objects.exists()
