"""The tables of an edition's report: the numbers themselves. What is drawn is drawn from these."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import Account, Course, DeliveryState, Followed, Follower, Sending

Row = tuple[str | int, ...]
Rows = tuple[Row, ...]
WHO = ((Follower.PERSON, "Persons"), (Follower.ROBOT, "Robots"), (Follower.UNKNOWN, "Unknown"))
WORDS = tuple(word for _, word in WHO)
AROUND = "Head and foot"
WHY_LEFT_OUT = {
    "closed": "the account is being closed",
    "suppressed": "the mailbox bounced or complained",
    "standing": "the newsletter is for others",
    "paused": "they have paused their newsletters",
    "weekly": "they want one a week, and had it",
    "twice": "the mailbox is there already",
    "stopped": "signed off since",
    "gone": "erased since",
    "cancelled": "the sending was cancelled",
    "address": "no such mailbox",
    "mailbox": "mailbox full or closed for now",
    "policy": "refused for who sends",
    "content": "refused for what it says",
    "connection": "the connection broke too often",
    "refused too often": "refused too often",
    "message": "no message could be made",
    "unfilled": "no message could be made for this reader",
    "failed_eai": "the server does not know such addresses",
    "restored": "the database was restored",
    "dropped": "left as it is",
}
HOW_SIGNED_OFF = {
    "one-click": "The link in the letter, or the button of the mail program",
    "preferences": "The page of what they receive",
    "newsletters": "The page of all newsletters",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`name` is that of its file. Cells of the first column are the heads of their rows."""

    name: str
    title: str
    head: tuple[str, ...]
    rows: Rows


def books(sending: Sending, account: Account) -> Table:
    """From whoever had signed up to what became of each."""
    rows: list[Row] = [("Signed up", "", account.candidates)]
    rows += [("Left out", WHY_LEFT_OUT.get(why, why), number) for why, number in account.excluded.items()]
    rows.append(("Frozen", "", account.frozen))
    for state, word in ((DeliveryState.SENT, "Sent"), (DeliveryState.REJECTED, "Rejected"),
                        (DeliveryState.SKIPPED, "Skipped"), (DeliveryState.UNKNOWN, "Unknown")):  # fmt: skip
        reasons = newsletters.settled_by_reason(sending, state)
        told = [] if state is DeliveryState.SENT else [(why, n) for why, n in reasons.items() if why]
        rows.append((word, "", account.count(state)))
        rows += [(word, f"of these: {WHY_LEFT_OUT.get(why, why)}", number) for why, number in told]
    rows.append(("To go", "", account.frozen - account.settled))
    return Table(name="books", title="The books", head=("What", "Why", "Number"), rows=tuple(rows))


def delivered(course: Course | None) -> Table:
    """Step by step, and in all until then."""
    rows: list[Row] = []
    until = 0
    for moment, counts in sorted(course.counts.items()) if course else ():
        until += counts["sent"]
        rows.append((_moment(moment), counts["sent"], until))
    return Table(
        name="delivered", title="Delivered over time", head=("From", "Delivered", "In all"), rows=tuple(rows)
    )


def by_block(links: Sequence[Followed]) -> Table:
    """A row for each block of the edition that has links."""
    blocks = newsletters.by_block(links)
    rows: Rows = tuple((name_of(each), *_counts(each)) for each in blocks)
    return Table(name="blocks", title="Clicks by block", head=("Block", *WORDS), rows=rows)


def by_link(links: Sequence[Followed]) -> Table:
    """A row for each link."""
    rows: Rows = tuple((each.address, name_of(each), *_counts(each)) for each in links)
    return Table(name="links", title="Clicks by link", head=("Link", "Block", *WORDS), rows=rows)


def over_time(course: Course | None) -> Table:
    """Clicks, step by step."""
    rows: Rows = tuple(
        (_moment(moment), *(counts.get(who, 0) for who, _ in WHO))
        for moment, counts in (sorted(course.counts.items()) if course else ())
    )
    return Table(name="clicks", title="Clicks over time", head=("From", *WORDS), rows=rows)


def signed_off(sending: Sending) -> Table:
    """By the form that they used."""
    found = newsletters.signed_off(sending)
    rows = tuple((HOW_SIGNED_OFF.get(form, form), number) for form, number in found.items())
    return Table(name="sign-offs", title="Sign-offs", head=("By", "Readers"), rows=rows)


def name_of(one: Followed) -> str:
    """What the desk calls the block."""
    return f"{one.block} · {one.block_name}" if one.block else AROUND


def _counts(one: Followed) -> tuple[int, ...]:
    return tuple(one.count(who) for who, _ in WHO)


def _moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S %Z}"
