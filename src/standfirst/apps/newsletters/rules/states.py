"""The states of a sending and of its deliveries, and why somebody of a newsletter does not get an edition."""

from enum import StrEnum


class SendingState(StrEnum):
    """Of one edition's sending."""

    PREPARING = "preparing"  # seen by nobody: the audience is being frozen
    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    FINISHED = "finished"


UNDER_WAY = frozenset({SendingState.READY, SendingState.RUNNING, SendingState.PAUSED})


class DeliveryState(StrEnum):
    """Of one edition to one addressee."""

    PENDING = "pending"
    CLAIMED = "claimed"  # a sender has it, until its lease ends
    RETRY = "retry"
    SENT = "sent"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"  # the server may have it


SETTLED = frozenset(
    {DeliveryState.SENT, DeliveryState.REJECTED, DeliveryState.SKIPPED, DeliveryState.UNKNOWN}
)
WAITING = frozenset(DeliveryState) - SETTLED


class Reason(StrEnum):
    """Why somebody who has signed up is left out at the freeze, or skipped at the claim."""

    CLOSED = "closed"  # the account is being closed
    SUPPRESSED = "suppressed"
    STANDING = "standing"  # the newsletter is for others
    PAUSED = "paused"
    WEEKLY = "weekly"  # they want one a week, and had it
    TWICE = "twice"  # the same mailbox is there already
    STOPPED = "stopped"  # signed off since the freeze
    GONE = "gone"  # erased since the freeze
    CANCELLED = "cancelled"


class OnUnknown(StrEnum):
    """What becomes of deliveries of which nobody knows whether the server has them."""

    HOLD = "hold"
    RESEND = "resend"
    DROP = "drop"
