"""Who works at the desk, as acts want to know it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from standfirst.apps.accounts.api import User
from standfirst.apps.membership import api as membership


def user_of(request: HttpRequest) -> User:
    """Raises PermissionDenied where nobody is signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def by_of(request: HttpRequest) -> membership.By:
    """The same, for the record."""
    return membership.actors.desk(user_of(request).pk)
