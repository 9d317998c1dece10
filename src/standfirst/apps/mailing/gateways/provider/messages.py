"""An envelope as the message that django-anymail takes: whole where the provider takes it whole, else in parts."""

import email
from collections.abc import Iterator
from email import policy
from email.header import decode_header, make_header
from email.utils import parseaddr
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives

from standfirst.apps.mailing.gateways.provider.account import Account, Provider
from standfirst.apps.mailing.gateways.provider.events import MARK
from standfirst.apps.mailing.rules.bulk.outcomes import Envelope
from standfirst.apps.mailing.rules.verp import mark_of

# The provider makes these itself; all others are ours.
_MADE_ANEW = frozenset({"from", "to", "subject", "date", "mime-version", "content-type", "dkim-signature"})


class Whole(EmailMessage):
    """Goes out byte for byte as it is."""

    def __init__(self, envelope: Envelope) -> None:
        super().__init__(to=[envelope.recipient])
        self.data = bytes(envelope.data)

    def message(self, **_: Any) -> "_Bytes":  # type: ignore[override]
        """For Amazon's backend, which makes bytes of it."""
        return _Bytes(self.data)


class _Bytes:
    """What that backend asks of a message: its parts, to mend those of eight bits, of which ours has none; and its bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def walk(self) -> Iterator[Any]:
        return iter(())

    def as_bytes(self) -> bytes:
        return self._data


def message_of(one: Envelope, account: Account) -> EmailMessage:
    """With the sealed mark beside it, and nothing that counts who opens or follows what."""
    mark = mark_of(one.sender)
    if account.provider is Provider.SES:
        whole = Whole(one)
        whole.esp_extra = {"EmailTags": [{"Name": MARK, "Value": mark}]}  # type: ignore[attr-defined]
        if account.is_told_by_mail:
            whole.envelope_sender = one.sender  # type: ignore[attr-defined]
        return whole
    message = Whole(one) if account.provider is Provider.MAILGUN else _in_parts(one)
    message.metadata = {MARK: mark}  # type: ignore[union-attr]
    message.track_opens = message.track_clicks = False  # type: ignore[union-attr]
    return message


def _in_parts(one: Envelope) -> EmailMultiAlternatives:
    """Subject, sender and texts are decoded, all other fields unfolded as they stand; Postmark keeps our Message-ID where it is asked to."""
    found = email.message_from_bytes(
        one.data, policy=policy.compat32
    )  # the newer one takes seven times as long
    fields = {name: " ".join(str(value).split()) for name, value in found.items()}
    text, html = (_content(part) for part in found.get_payload())
    message = EmailMultiAlternatives(
        subject=_decoded(fields["Subject"]),
        body=text,
        from_email=_mailbox(fields["From"]),
        to=[one.recipient],
        headers={
            **{name: value for name, value in fields.items() if name.lower() not in _MADE_ANEW},
            "X-PM-KeepID": "true",
        },
    )
    message.attach_alternative(html, "text/html")
    return message


def _content(part: Any) -> str:
    data: bytes = part.get_payload(decode=True)
    return data.decode()


def _decoded(value: str) -> str:
    return str(make_header(decode_header(value)))


def _mailbox(value: str) -> str:
    """A name may hold a comma or quotation marks once it is decoded."""
    name, address = parseaddr(value)
    escaped = _decoded(name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}" <{address}>' if name else address
