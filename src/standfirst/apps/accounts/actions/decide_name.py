"""Somebody at the desk decides on a name that a rule refused."""

from datetime import datetime

from django.conf import settings

from standfirst.apps.accounts.actions.claim_name import UsernameRefused, claim_name, refuse
from standfirst.apps.accounts.actions.give_default_username import give_name_or_number, give_neutral_name
from standfirst.apps.accounts.models import NameChange, NameReview, User
from standfirst.apps.accounts.models.usernames import Reason
from standfirst.apps.accounts.queries.usernames import fault_of_claims, find_publication_name
from standfirst.apps.accounts.rules.usernames import (
    FOR_A_SECOND_LOOK,
    Fault,
    fault_of_username,
    is_well_formed,
)
from standfirst.apps.audit import api as audit
from standfirst.apps.mailing import api as mailing
from standfirst.core.db import transaction

__all__ = ["UsernameRefused", "decide_name"]


def decide_name(*, review_id: int, by: int, allow: bool, reason: str = "", now: datetime) -> None:
    """Allowed, the name becomes the username; refused, the reader keeps the other one. Either way they are told.

    A reader who has the refused name gets a neutral one. Raises UsernameRefused where the name is somebody else's or
    breaks a rule that holds for everybody. Deciding again changes nothing.
    """
    with transaction():
        review = NameReview.objects.select_for_update().get(pk=review_id)
        if review.decided_at is not None:
            return
        reader = User.objects.select_for_update().get(pk=review.reader_id)
        NameReview.objects.filter(pk=review.pk).update(decided_at=now, decided_by_id=by, allowed=allow)
        if allow:
            _let_pass(review, reader, by=by, now=now)
        elif reader.username == review.name:
            give_neutral_name(reader=reader, reason=Reason.DESK, by=by, now=now)
        _tell(reader, name=review.name, allowed=allow, now=now)
        _record(review, by=by, allowed=allow, reason=reason, now=now)


def _let_pass(review: NameReview, reader: User, *, by: int, now: datetime) -> None:
    if reader.username == review.name or (review.is_default and _has_chosen_since(review)):
        return
    if fault := _fault_for_everybody(review, now=now):
        raise refuse(fault)
    if review.is_default:
        give_name_or_number(reader=reader, name=review.name, reason=Reason.DESK, by=by, now=now)
    else:
        claim_name(reader=reader, name=review.name, reason=Reason.DESK, by=by, now=now)


def _fault_for_everybody(review: NameReview, *, now: datetime) -> Fault | None:
    if not is_well_formed(review.name):
        return fault_of_username(review.name)
    fault = fault_of_claims(name=review.name, reader_id=review.reader_id, now=now)
    if fault is None or fault.rule in FOR_A_SECOND_LOOK:
        return None
    return None if review.is_default and fault.rule in {"taken", "held"} else fault


def _has_chosen_since(review: NameReview) -> bool:
    changes = NameChange.objects.filter(reader_id=review.reader_id, reason=Reason.CHOSEN)
    return changes.filter(changed_at__gt=review.asked_at).exists()


def _tell(reader: User, *, name: str, allowed: bool, now: datetime) -> None:
    context = {
        "publication_name": find_publication_name(),
        "origin": settings.ORIGIN,
        "name": name,
        "username": User.objects.values_list("username", flat=True).get(pk=reader.pk),
        "allowed": allowed,
    }
    mailing.post(
        to=reader.email,
        template="accounts/emails/name_decided",
        context=context,
        now=now,
        language=reader.language,
    )


def _record(review: NameReview, *, by: int, allowed: bool, reason: str, now: datetime) -> None:
    audit.record(
        action="accounts.allow_name" if allowed else "accounts.refuse_name",
        actor_id=by,
        actor=f"reader:{by}",
        about=f"reader:{review.reader_id}",
        reason=reason,
        details={"review": review.pk, "rule": review.rule},
        now=now,
    )
