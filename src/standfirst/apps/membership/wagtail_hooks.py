"""Membership at the desk."""

from typing import Any

from wagtail import hooks

from standfirst.apps.membership import viewsets
from standfirst.apps.membership.actions.announce_standing import announce_standing

viewsets.register()


@hooks.register("after_edit_user")  # type: ignore[untyped-decorator]
@hooks.register("after_delete_user")  # type: ignore[untyped-decorator]
def account_changed(request: Any, user: Any) -> None:
    """Passes of an account that was closed at the desk are refused at once."""
    if user.pk is not None:
        announce_standing(reader_id=user.pk)
