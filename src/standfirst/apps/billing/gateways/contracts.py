"""What a way to pay must be able to do."""

from datetime import datetime
from typing import Protocol

from standfirst.apps.billing.models import Intent


class Refused(Exception):
    """It cannot be done; the sentence is for the person who asked."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class Unreachable(Exception):
    """The gateway does not answer; the intent stays and is carried out later."""


class Gateway(Protocol):
    """A way to pay. All is called outside transactions; those that take an intent, with one that is already kept,
    perhaps for the second time after a crash: with the same `intent.key` it does the thing once. It marks the intent
    as done in the same transaction as what follows in the house, or raises Refused or Unreachable.
    """

    name: str
    label: str  # as readers see it

    def begin_checkout(self, intent: Intent, *, now: datetime) -> str:
        """Where to send the reader, who wants `intent.price`."""
        ...

    def give_way(self, *, reader_id: int, now: datetime) -> None:
        """Another way is taken: what was ordered here and not paid cannot be paid any more. Raises Refused and Unreachable."""
        ...

    def cancel(self, intent: Intent, *, now: datetime) -> str:
        """At the end of the paid time; `facts` have why and words."""
        ...

    def keep(self, intent: Intent, *, now: datetime) -> str:
        """Not to cancel after all."""
        ...

    def pause(self, intent: Intent, *, now: datetime) -> str:
        """Until `facts["until"]`."""
        ...

    def resume(self, intent: Intent, *, now: datetime) -> str:
        """Before the pause is over."""
        ...

    def change_price(self, intent: Intent, *, now: datetime) -> str:
        """To `intent.price` from the next period on."""
        ...

    def refund(self, intent: Intent, *, now: datetime) -> str:
        """`facts["amount"]` of `intent.payment`; `facts["closes"]` says whether the subscription ends with it."""
        ...

    def end(self, intent: Intent, *, now: datetime) -> str:
        """At once, whatever is paid for; `facts["because"]` says why."""
        ...

    def reconcile(self, *, reader_id: int | None, now: datetime) -> int:
        """Look at the gateway's truth, of one reader or all, and put right what differs; how much did."""
        ...

    def forget(self, *, reader_id: int, now: datetime) -> None:
        """End what runs there and delete what the gateway keeps of a reader who is erased. Raises Unreachable."""
        ...
