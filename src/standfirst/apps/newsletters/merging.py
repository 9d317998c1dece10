"""What the merging of two accounts does to newsletters: each that one person has goes to the account that stays, once."""

from typing import Any

from standfirst.core.erasure import model_of
from standfirst.core.merging import Merge, leave_behind


def _rows(table: str) -> Any:
    model: Any = model_of(f"newsletters.{table}")
    return model.objects


def _addressees(kept: int, gone: int) -> int:
    """The mailbox of the account that stays gets what the other had; where it has none, the other's becomes its own."""
    going = _rows("Addressee").filter(reader_id=gone).first()
    staying = _rows("Addressee").filter(reader_id=kept).first()
    if going is None:
        return 0
    if staying is None:
        moved: int = _rows("Addressee").filter(pk=going.pk).update(reader_id=kept)
        return moved
    has = _rows("SignUp").filter(addressee=staying, ended_at=None).values("newsletter_id")
    twice = _rows("SignUp").filter(addressee=going, ended_at=None, newsletter_id__in=has)
    twice.delete()
    _rows("SignUp").filter(addressee=going).update(addressee=staying)
    _rows("Return").filter(addressee=going).update(addressee=staying)
    _move_what_waits(going.pk, staying.pk)
    if not staying.zone:
        _rows("Addressee").filter(pk=staying.pk).update(zone=going.zone)
    if staying.clicks_are_named:
        _rows("Click").filter(addressee=going).update(addressee=staying)
    going.delete()
    return 1


def _move_what_waits(going: int, staying: int) -> None:
    """Editions that only the mailbox that goes was to get."""
    has = _rows("Delivery").filter(addressee_number=staying).values("sending_id")
    waiting = _rows("Delivery").filter(addressee_number=going, state__in=["pending", "retry"])
    waiting.exclude(sending_id__in=has).update(addressee_number=staying)


MERGES: tuple[Merge, ...] = (
    Merge(table="newsletters.Addressee", how=_addressees),
    *leave_behind("it passes on with its addressee", "newsletters.SignUp", "newsletters.Return"),
    *leave_behind(
        "it passes on with its addressee where the one that stays allows it, and names nobody otherwise",
        "newsletters.Click",
    ),
    *leave_behind("evidence is not changed; it names the account by its number", "newsletters.Fact"),
    *leave_behind(
        "what an address asks for is confirmed by its mailbox, or forgotten in a week", "newsletters.Asking"
    ),
    *leave_behind(
        "books of editions name mailboxes by number; what waits for the one that goes moves with it",
        "newsletters.Delivery",
    ),
    *leave_behind("the publication's own address for answers", "newsletters.NewsletterPage"),
)
