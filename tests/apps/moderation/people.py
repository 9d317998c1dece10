"""Readers and moderators."""

from django.contrib.auth.models import Permission

from standfirst.apps.accounts.models import User


def reader(name: str = "amal", *rights: str) -> User:
    """Somebody with these rights at the desk."""
    person = User.objects.create_user(f"{name}@review.example")
    for right in rights:
        app, codename = right.split(".")
        person.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return User.objects.get(pk=person.pk)


def moderator(name: str = "moderator") -> User:
    """Who may lay something down."""
    return reader(name, "wagtailadmin.access_admin", "moderation.add_sanction")
