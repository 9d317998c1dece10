"""Reads of groups: who manages what, who sits where, who is invited."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from standfirst.apps.membership.models import Group, Invitation, Seat, Subscription


@dataclass(frozen=True, slots=True)
class Circle:
    """A group as its manager sees it; `seats` holds the seats taken, without the owner's."""

    subscription: Subscription
    manager_id: int
    seats: tuple[Seat, ...]
    invitations: tuple[Invitation, ...]

    @property
    def free(self) -> int:
        """How many seats are neither taken nor offered."""
        return max(0, self.subscription.plan.seats - 1 - len(self.seats) - len(self.invitations))


def find_circle(*, manager_id: int, now: datetime) -> Circle | None:
    """The group of this reader's own subscription, else the one that was handed over to them."""
    running = (
        Subscription.objects.running().filter(plan__seats__gt=1).select_related("plan", "owner", "group")
    )
    own = running.filter(owner_id=manager_id).first()
    found = own or running.filter(group__manager_id=manager_id).order_by("made_at").first()
    if found is None:
        return None
    seats = Seat.objects.filter(group__subscription=found, left_at=None).select_related("reader")
    offered = Invitation.objects.filter(
        group__subscription=found, taken_at=None, revoked_at=None, expires_at__gt=now
    )
    return Circle(found, manager_id, tuple(seats), tuple(offered))


def find_seat(*, reader_id: int) -> Seat | None:
    """The seat that this reader has in somebody's group."""
    found = Seat.objects.filter(reader_id=reader_id, left_at=None)
    return found.select_related("group__subscription__owner", "group__subscription__plan").last()


def find_invitation(*, token: str, now: datetime) -> Invitation | None:
    """The invitation of a link, while it can be taken."""
    found = Invitation.objects.filter(digest=digest_of_invitation(token)).select_related(
        "group__subscription__plan", "group__manager"
    )
    invitation = found.first()
    return invitation if invitation is not None and invitation.is_open(now=now) else None


def digest_of_invitation(token: str) -> str:
    """The hash under which a link is kept."""
    return hashlib.sha256(f"seat {token}".encode()).hexdigest()


def group_of(subscription_id: int) -> Group | None:
    """The group of a subscription, once there is one."""
    return Group.objects.filter(subscription_id=subscription_id).first()
