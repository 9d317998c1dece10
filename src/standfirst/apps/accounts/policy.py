"""Who at the desk may change whom: nobody reaches beyond what they may do themselves."""

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet

from standfirst.apps.accounts.models import User


def may_handle(*, by: User, person: User) -> bool:
    """Whether this person can do nothing at the desk that `by` cannot."""
    if by.is_superuser:
        return True
    return not person.is_superuser and person.get_all_permissions() <= by.get_all_permissions()


def roles_to_give(*, by: User) -> QuerySet[Group]:
    """The groups whose every right `by` has as well."""
    if by.is_superuser:
        return Group.objects.all()
    held = by.get_all_permissions()
    beyond = [
        permission.pk
        for permission in Permission.objects.select_related("content_type")
        if f"{permission.content_type.app_label}.{permission.codename}" not in held
    ]
    return Group.objects.exclude(permissions__in=beyond)
