"""Take in what a provider tells of a message that it was given, by the same rules as what comes back by mail."""

from datetime import datetime

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.actions.reconcile import settle_as_taken
from standfirst.apps.newsletters.actions.take_back import keep
from standfirst.apps.newsletters.queries.tracing import Traced, trace
from standfirst.apps.newsletters.rules.states import DeliveryState
from standfirst.core.db import transaction


class TooEarly(Exception):
    """The sender has not written down yet what became of it; the provider tells it again."""


def take_told(found: mailing.Finding, *, now: datetime) -> bool:
    """Whether anything has changed. Committed when it returns. Raises TooEarly, having kept nothing, and where the database does."""
    with transaction():
        traced = trace(found.traces)
        _check_that_it_is_settled(traced)
        if found.kind is mailing.Kind.TAKEN:
            return bool(traced.delivery and settle_as_taken(traced.delivery.pk, now=now))
        return keep(found, traced, way=mailing.Way.WEBHOOK, now=now)


def _check_that_it_is_settled(traced: Traced) -> None:
    """What is told of one that a sender still holds could come to stand before its outcome, and would be forgotten with it."""
    if traced.delivery and traced.delivery.state == DeliveryState.CLAIMED:
        raise TooEarly
