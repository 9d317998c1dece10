"""A form: one variant of one edition as a message with holes. Making it takes milliseconds, filling it microseconds."""

import hashlib
import hmac
import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache

from standfirst.apps.mailing.rules.addresses import on_the_wire
from standfirst.apps.mailing.rules.bulk.fixed import Masthead, Variant, fixed_fields
from standfirst.apps.mailing.rules.bulk.headers import Field, field, in_brackets, words
from standfirst.apps.mailing.rules.bulk.outcomes import Clean
from standfirst.apps.mailing.rules.bulk.quoted import SOFT, encode_between, encode_value
from standfirst.apps.mailing.rules.bulk.tokens import IN_A_SUBJECT, NotAMessage, Token, checked, split
from standfirst.apps.mailing.rules.dkim import Signer
from standfirst.apps.mailing.rules.wording import one_line

_PART = (
    b"--%(boundary)s\r\n"
    b"Content-Type: text/%(kind)s; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
)
_MESSAGE_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Recipient:
    """`reader` is who it is, for ever; with the edition it makes the Message-ID. `values` fill the form's tokens."""

    reader: str
    address: str
    values: Mapping[Token, str]


@dataclass(frozen=True, slots=True)
class Form:
    """Made by `make_form`. `tokens` are those that every recipient must have a value for."""

    tokens: frozenset[Token]
    _edition: str
    _domain: str
    _secret: bytes
    _fields: tuple[Field, ...]
    _subject: Field | None  # if it is the same for all
    _subject_pieces: tuple[list[str], list[Token]]
    _pieces: list[bytes]
    _holes: tuple[tuple[int, Token, bool], ...]
    _begun: "hashlib._Hash"
    _signer: Signer | None

    def fill(self, recipient: Recipient, *, at: datetime) -> Clean:
        """The whole message, signed if the form has a signer. The body is the same at every attempt, and so is the Message-ID.

        `at` becomes its Date. Raises Unfilled; AddressRefused, and NeedsUtf8Address for the outcome `failed_eai`.
        """
        values = {token: checked(token, recipient.values.get(token)) for token in self.tokens}
        fields = (*self._own_fields(recipient, values, at), *self._fields)
        body = self._body(values)
        signatures = self._signer.sign(fields, self._digest(body), at=at) if self._signer else b""
        head = b"\r\n".join([one.raw for one in fields])
        return Clean(b"%b%b\r\n\r\n%b" % (signatures, head, body))

    def _own_fields(
        self, recipient: Recipient, values: Mapping[Token, str], at: datetime
    ) -> tuple[Field, ...]:
        return (
            field("To", in_brackets("To", on_the_wire(recipient.address))),
            self._subject or _subject_field(self._subject_pieces, values),
            _date_field(at),
            field("Message-ID", self.message_id(recipient.reader)),
            field("List-Unsubscribe", in_brackets("List-Unsubscribe", values[Token.UNSUBSCRIBE])),
        )

    def message_id(self, reader: str) -> str:
        """The same for this edition and reader whenever it is asked for; says nothing about the reader."""
        return message_id(self._edition, reader, domain=self._domain, secret=self._secret)

    def _body(self, values: Mapping[Token, str]) -> bytes:
        text = {token: encode_value(value) for token, value in values.items()}
        escaped = {token: html.escape(value) for token, value in values.items()}
        markup = {
            token: text[token] if value == values[token] else encode_value(value)
            for token, value in escaped.items()
        }
        pieces = self._pieces.copy()
        for place, token, is_html in self._holes:
            pieces[place] = markup[token] if is_html else text[token]
        return b"".join(pieces)

    def _digest(self, body: bytes) -> bytes:
        """SHA-256 of the body, which is in its canonical form by construction; what all have in common is hashed already."""
        digest = self._begun.copy()
        digest.update(memoryview(body)[len(self._pieces[0]) :])
        return digest.digest()


def make_form(variant: Variant, masthead: Masthead, *, secret: bytes, signer: Signer | None = None) -> Form:
    """`secret` makes the Message-IDs. Raises NotAMessage (UnknownToken among others) and AddressRefused."""
    if not one_line(variant.subject):
        raise NotAMessage("The subject is empty.")
    subject = split(variant.subject, allowed=IN_A_SUBJECT)
    boundary = _boundary(variant)
    pieces: list[bytes] = [b""]
    holes: list[tuple[int, Token, bool]] = []
    for kind, content in ((b"plain", variant.text), (b"html", variant.html)):
        _add(pieces, _PART % {b"boundary": boundary, b"kind": kind})
        # The last line end belongs to the boundary that follows, RFC 2046 §5.1.1.
        holes += _add_content(pieces, content.rstrip() + "\n\n", is_html=kind == b"html")
    _add(pieces, b"--%b--\r\n" % boundary)
    used = {token for _, token, _ in holes} | set(subject[1]) | {Token.UNSUBSCRIBE}
    return Form(
        tokens=frozenset(used),
        _edition=variant.edition,
        _domain=masthead.wire_domain,
        _secret=secret,
        _fields=fixed_fields(variant, masthead, boundary.decode()),
        _subject=None if subject[1] else _subject_field(subject, {}),
        _subject_pieces=subject,
        _pieces=pieces,
        _holes=tuple(holes),
        _begun=hashlib.sha256(pieces[0]),
        _signer=signer,
    )


def _subject_field(parts: tuple[list[str], list[Token]], values: Mapping[Token, str]) -> Field:
    pieces, holes = parts
    filled = [values[hole] + piece for hole, piece in zip(holes, pieces[1:], strict=True)]
    return field("Subject", words("Subject", pieces[0] + "".join(filled)))


@lru_cache(maxsize=8)
def _date_field(at: datetime) -> Field:
    return field("Date", format_datetime(at))


def _add(pieces: list[bytes], more: bytes) -> None:
    """To the last fixed piece: fixed pieces and holes take turns."""
    pieces[-1] += more


def _add_content(pieces: list[bytes], content: str, *, is_html: bool) -> list[tuple[int, Token, bool]]:
    fixed, tokens = split(content)
    holes = []
    _add(pieces, encode_between(fixed[0], more=bool(tokens)))
    for place, token in enumerate(tokens, start=1):
        holes.append((len(pieces), token, is_html))
        more = place < len(tokens)
        pieces += [b"", SOFT.encode() + encode_between(fixed[place], more=more)]
    return holes


def _boundary(variant: Variant) -> bytes:
    """“=_” is never seen in quoted-printable, so no content can hold it (RFC 2045 §6.7)."""
    whole = "\0".join([variant.edition, variant.subject, variant.text, variant.html])
    return b"=_" + hashlib.sha256(whole.encode()).hexdigest()[:32].encode()


def message_id(edition: str, reader: str, *, domain: str, secret: bytes) -> str:
    """Deterministic, of the domain that sends: `<edition.code@domain>`. The code cannot be made without the secret."""
    whole = f"message-id\0{edition}\0{reader}".encode()
    code = hmac.digest(secret, whole, hashlib.sha256)[:_MESSAGE_ID_BYTES].hex()
    return f"<{edition}.{code}@{domain}>"
