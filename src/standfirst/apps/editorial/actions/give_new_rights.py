"""After an update the groups of a publication get the rights that the roles have newly, each once."""

from django.contrib.auth.models import Group, Permission
from django.db import connection

from standfirst.apps.editorial.models import FrontPage, GivenRight
from standfirst.apps.editorial.rules.roles import ROLES, Role
from standfirst.core.db import savepoint


def give_new_rights() -> int:
    """How many were given. Rights whose tables are not there yet wait for the next call; safe to call again."""
    if not _is_open():
        return 0
    with savepoint():
        groups = {group.name: group for group in Group.objects.filter(name__in=[role.name for role in ROLES])}
        return sum(_give(role, groups[role.name]) for role in ROLES if role.name in groups)


def _is_open() -> bool:
    """Whether there is a publication, and not merely a part of the tables of one."""
    tables = set(connection.introspection.table_names())
    needed = {"editorial_frontpage", "editorial_givenright"}
    return needed <= tables and FrontPage.objects.exists()


def note_given(role: Role) -> None:
    """A group was just made with all of them."""
    GivenRight.objects.bulk_create(
        [GivenRight(role=role.name, right=right) for right in role.permissions], ignore_conflicts=True
    )


def _give(role: Role, group: Group) -> int:
    given = set(GivenRight.objects.filter(role=role.name).values_list("right", flat=True))
    found = {right: _permission(right) for right in role.permissions if right not in given}
    new = {right: permission for right, permission in found.items() if permission is not None}
    group.permissions.add(*new.values())
    GivenRight.objects.bulk_create([GivenRight(role=role.name, right=right) for right in new])
    return len(new)


def _permission(right: str) -> Permission | None:
    app, codename = right.split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename).first()
