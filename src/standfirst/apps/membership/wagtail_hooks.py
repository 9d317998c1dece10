"""Membership at the desk."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from standfirst.apps.membership import viewsets
from standfirst.apps.membership.actions.announce_standing import announce_standing
from standfirst.apps.membership.actions.record_offer import record_offer
from standfirst.apps.membership.rules import actors
from standfirst.core.clock import now
from standfirst.core.db import savepoint

viewsets.register()


@hooks.register("after_edit_user")  # type: ignore[untyped-decorator]
@hooks.register("after_delete_user")  # type: ignore[untyped-decorator]
def account_changed(request: Any, user: Any) -> None:
    """Passes of an account that was closed at the desk are refused at once."""
    if user.pk is not None:
        announce_standing(reader_id=user.pk)


@hooks.register("after_create_snippet")  # type: ignore[untyped-decorator]
def offer_made(request: HttpRequest, instance: Any) -> None:
    """A plan, a price, a promotion code or an institution."""
    _record(request, "made", instance)


@hooks.register("after_edit_snippet")  # type: ignore[untyped-decorator]
def offer_changed(request: HttpRequest, instance: Any) -> None:
    """The same, changed or ended."""
    _record(request, "changed", instance)


@hooks.register("before_delete_snippet")  # type: ignore[untyped-decorator]
def offer_deleted(request: HttpRequest, instances: Any) -> None:
    """While it can still be told what it was."""
    if request.method == "POST":
        for instance in instances:
            _record(request, "deleted", instance)


def _record(request: HttpRequest, what: str, instance: Any) -> None:
    with savepoint():
        record_offer(what, instance, by=actors.desk(request.user.pk or 0), now=now())
