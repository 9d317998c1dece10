"""Seats of a group: offer one, take one, give one up, hand the group over. Each is one transaction, or part of one.

The subscription's row is locked first, always: what happens to it and to its seats happens one after the other.
"""

import secrets
from datetime import datetime, timedelta

from standfirst.apps.audit import api as audit
from standfirst.apps.membership.actions.change_subscription import lock_subscription
from standfirst.apps.membership.actions.settle_seats import give_up, take_up
from standfirst.apps.membership.models import Group, Invitation, Seat, Subscription
from standfirst.apps.membership.queries.groups import digest_of_invitation
from standfirst.apps.membership.rules.actors import By
from standfirst.apps.membership.rules.lifecycle import RUNNING, State
from standfirst.apps.membership.rules.terms import window
from standfirst.core.db import transaction

OFFERED_FOR = timedelta(days=14)


class GroupRefused(Exception):
    """The sentence says why, to the person who asked."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def invite(*, subscription_id: int, email: str, by: By, now: datetime) -> str:
    """The secret of the link, which is not kept; an earlier one of the address is void. Part of the caller's transaction.

    Raises GroupRefused.
    """
    address = email.strip().lower()
    subscription, group = _managed(subscription_id, by=by, now=now)
    if address in _addresses(group, subscription):
        raise GroupRefused("Somebody with this address has a seat already.")
    Invitation.objects.filter(group=group, email=address, taken_at=None, revoked_at=None).update(
        revoked_at=now
    )
    offered = Invitation.objects.filter(group=group, taken_at=None, revoked_at=None, expires_at__gt=now)
    if len(_taken(group)) + offered.count() >= subscription.plan.seats - 1:
        raise GroupRefused("All seats are taken or offered. Take one back first.")
    token = secrets.token_urlsafe(24)
    Invitation.objects.create(
        group=group,
        email=address,
        digest=digest_of_invitation(token),
        made_at=now,
        expires_at=now + OFFERED_FOR,
    )
    _record(group, "invite", by=by, now=now)
    return token


def revoke_invitation(*, subscription_id: int, invitation_id: int, by: By, now: datetime) -> None:
    """Its link opens nothing any more. Raises GroupRefused."""
    with transaction():
        _, group = _managed(subscription_id, by=by, now=now)
        found = Invitation.objects.filter(pk=invitation_id, group=group, taken_at=None, revoked_at=None)
        if not found.update(revoked_at=now):
            raise GroupRefused("There is no such invitation any more.")
        _record(group, "revoke_invitation", by=by, now=now)


def take_seat(*, token: str, reader_id: int, email: str, now: datetime) -> Seat:
    """Once a link, and only with the address that was invited. Raises GroupRefused."""
    gone = GroupRefused("This invitation is over. Ask the person who manages the group for a new one.")
    with transaction():
        found = Invitation.objects.filter(digest=digest_of_invitation(token)).select_related("group").first()
        if found is None:
            raise gone
        subscription, _ = lock_subscription(found.group.subscription_id, now=now)
        found.refresh_from_db()
        if not found.is_open(now=now) or State(subscription.state) not in RUNNING:
            raise gone
        if email.strip().lower() != found.email:
            raise GroupRefused(f"This invitation is for {found.email}. Sign in with that address.")
        seat = _sit_down(found.group, subscription, reader_id=reader_id, now=now)
        Invitation.objects.filter(pk=found.pk).update(taken_at=now)
        _record(found.group, "take_seat", by=By(reader_id, "the reader"), now=now, seat=seat.number)
    return seat


def remove_seat(*, subscription_id: int, seat_id: int, by: By, now: datetime) -> None:
    """By the manager. Closed within a second. Raises GroupRefused."""
    with transaction():
        subscription, group = _managed(subscription_id, by=by, now=now)
        seat = Seat.objects.filter(pk=seat_id, group=group, left_at=None).first()
        if seat is None:
            raise GroupRefused("This seat is free already.")
        give_up(seat, subscription, because="the seat was taken back", now=now)
        _record(group, "remove_seat", by=by, now=now, reader=seat.reader_id, seat=seat.number)


def leave_groups(*, reader_id: int, because: str, by: By, now: datetime) -> int:
    """Every seat of a reader is given up; how many. Part of the caller's transaction."""
    seats = list(Seat.objects.filter(reader_id=reader_id, left_at=None).select_related("group"))
    return sum(leave_group(seat=seat, because=because, by=by, now=now) for seat in seats)


def leave_group(*, seat: Seat, because: str, by: By, now: datetime) -> bool:
    """One seat is given up; whether it was still taken. Part of the caller's transaction."""
    subscription, _ = lock_subscription(seat.group.subscription_id, now=now)
    seat.refresh_from_db()
    if seat.left_at is not None:
        return False
    give_up(seat, subscription, because=because, now=now)
    _record(seat.group, "leave_group", by=by, now=now, reader=seat.reader_id, seat=seat.number)
    return True


def hand_over_group(*, subscription_id: int, seat_id: int, by: By, now: datetime) -> None:
    """Somebody with a seat manages it from now on; the owner goes on paying. Raises GroupRefused."""
    with transaction():
        _, group = _managed(subscription_id, by=by, now=now)
        seat = Seat.objects.filter(pk=seat_id, group=group, left_at=None).first()
        if seat is None:
            raise GroupRefused("Only somebody with a seat can manage the group.")
        Group.objects.filter(pk=group.pk).update(manager_id=seat.reader_id)
        _record(group, "hand_over_group", by=by, now=now, reader=seat.reader_id)


def _managed(subscription_id: int, *, by: By, now: datetime) -> tuple[Subscription, Group]:
    """Locked, and truly this person's to manage at this moment."""
    subscription, _ = lock_subscription(subscription_id, now=now)
    if State(subscription.state) not in RUNNING or subscription.plan.seats < 2:
        raise GroupRefused("This subscription has no seats to give.")
    group, _ = Group.objects.get_or_create(
        subscription=subscription, defaults={"manager_id": subscription.owner_id, "made_at": now}
    )
    if by.id not in {group.manager_id, subscription.owner_id}:
        raise GroupRefused("Somebody else manages this group.")
    return subscription, group


def _sit_down(group: Group, subscription: Subscription, *, reader_id: int, now: datetime) -> Seat:
    taken = _taken(group)
    if reader_id in {subscription.owner_id, *(seat.reader_id for seat in taken)}:
        raise GroupRefused("You have a seat in this group already.")
    numbers = {seat.number for seat in taken}
    free = next((n for n in range(2, subscription.plan.seats + 1) if n not in numbers), None)
    if free is None:
        raise GroupRefused("All seats of this group are taken.")
    seat = Seat.objects.create(group=group, reader_id=reader_id, number=free, taken_at=now)
    take_up(seat, subscription, window=window(subscription.terms(), at=now), now=now)
    return seat


def _taken(group: Group) -> list[Seat]:
    return list(Seat.objects.filter(group=group, left_at=None).select_related("reader"))


def _addresses(group: Group, subscription: Subscription) -> set[str]:
    return {subscription.owner.email, *(seat.reader.email for seat in _taken(group))}


def _record(group: Group, act: str, *, by: By, now: datetime, **details: int) -> None:
    audit.record(
        action=f"membership.{act}",
        actor_id=by.id,
        actor=by.name,
        about=group.about,
        details=details,
        now=now,
    )
