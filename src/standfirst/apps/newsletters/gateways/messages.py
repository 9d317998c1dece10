"""From a claimed delivery to the envelope that goes over the wire."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.gateways.lane import Lane
from standfirst.apps.newsletters.gateways.leading import sealed_delivery
from standfirst.apps.newsletters.models import Sending, SendingLetter
from standfirst.apps.newsletters.rules.claimed import Claimed

Around = tuple[str, str]  # what stands before and after an addressee's key
_KEY = "an-addressees-key"


def form_of(sending: Sending, letter: SendingLetter, *, signer: mailing.Signer | None = None) -> mailing.Form:
    """The letter as a message with holes. Raises NotAMessage and AddressRefused."""
    variant = mailing.Variant(
        edition=sending.wire_name,
        kind=f"{letter.variant}-{letter.language}".strip("-").lower(),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
    )
    masthead = mailing.Masthead(**sending.masthead)
    return mailing.make_form(variant, masthead, secret=bytes.fromhex(sending.seed), signer=signer)


class Messages:
    """Keeps the forms that are in use; `prepare` reads the database, `envelope` only counts."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._forms: dict[int, mailing.Form] = {}
        self._sendings: dict[int, Sending] = {}
        self._links: dict[int, tuple[Around, Around]] = {}  # to stop, and to choose

    def prepare(self, letter_ids: set[int]) -> None:
        """Have the forms of these letters ready."""
        wanted = letter_ids - set(self._forms)
        letters = SendingLetter.objects.filter(pk__in=wanted).select_related("sending") if wanted else ()
        for letter in letters:
            self._forms[letter.pk] = form_of(letter.sending, letter, signer=self._lane.signer)
            self._sendings[letter.sending_id] = letter.sending
            self._links[letter.sending_id] = (
                _around("newsletters:stop", letter.sending.newsletter_id),
                _around("newsletters:mine"),
            )

    def forget(self) -> None:
        """Nothing is held any more; the forms are as large as their editions."""
        self._forms, self._sendings, self._links = {}, {}, {}

    def envelope(self, one: Claimed, *, at: datetime) -> mailing.Envelope:
        """Raises Unfilled and AddressRefused for this reader alone."""
        sender = mailing.return_path(one.id, domain=self._lane.bounce_domain, secret=self._lane.secret)
        form = self._forms[one.letter_id]
        recipient = mailing.Recipient(str(one.reader), one.address, self._values(one, form.tokens))
        data = form.fill(recipient, at=at.replace(microsecond=0))
        return mailing.Envelope(one.id, one.attempt, sender, mailing.on_the_wire(one.address), data)

    def _values(self, one: Claimed, wanted: Collection[mailing.Token]) -> Mapping[mailing.Token, str]:
        sending = self._sendings[one.sending_id]
        stop, mine = self._links[one.sending_id]
        return {
            mailing.Token.NAME: one.name,
            mailing.Token.WHY: f"You get this because you signed up for “{sending.masthead['newsletter']}”.",
            mailing.Token.UNSUBSCRIBE: one.key.join(stop),
            mailing.Token.PREFERENCES: one.key.join(mine),
            mailing.Token.ONLINE: sending.online,
            mailing.Token.CLICK: self._seal(one) if mailing.Token.CLICK in wanted else "",
        }

    def _seal(self, one: Claimed) -> str:
        return sealed_delivery(one.id, secret=self._lane.secret)


def _around(name: str, *more: int) -> Around:
    """A web address, once for all who get the edition: Django needs longer for it than for the rest of the message."""
    head, _, tail = reverse(name, args=[_KEY, *more]).partition(_KEY)
    return f"{settings.ORIGIN}{head}", tail
