"""What all messages of an edition have in common, and the header fields that say so."""

import re
from dataclasses import dataclass

from standfirst.apps.mailing.rules.addresses import on_the_wire
from standfirst.apps.mailing.rules.bulk.headers import Field, field, in_brackets, listed, mailbox
from standfirst.apps.mailing.rules.bulk.tokens import NotAMessage

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?")
_WEB_ADDRESS = re.compile(r"https?://[\x21\x23-\x3b\x3d\x3f-\x7e]+")


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of an edition: for subscribers or not, in one language, with one subject. May hold `[[tokens]]`.

    `edition` and `kind` are slugs: which edition, and which variant of it.
    """

    edition: str
    kind: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Masthead:
    """Who sends, and of which newsletter. `slug` and `domain` never change, or readers' filters lose it (RFC 2919).

    `archive` and `help` are web addresses, `owner` and `reply_to` mail addresses. `sender_id` is the same for all that this
    publication sends.
    """

    sender_name: str
    sender_address: str
    newsletter: str
    slug: str
    domain: str
    archive: str
    help: str
    owner: str
    sender_id: str
    reply_to: str = ""

    @property
    def wire_domain(self) -> str:
        """In A-labels. Raises AddressRefused."""
        return on_the_wire(f"x@{self.domain}").partition("@")[2]


def fixed_fields(variant: Variant, masthead: Masthead, boundary: str) -> tuple[Field, ...]:
    """All but what differs from reader to reader. Raises NotAMessage and AddressRefused."""
    for slug in (variant.edition, variant.kind, masthead.slug, masthead.sender_id):
        if not _SLUG.fullmatch(slug):
            raise NotAMessage(f"“{slug}” is no slug: small letters, digits and hyphens.")
    reply = [("Reply-To", on_the_wire(masthead.reply_to))] if masthead.reply_to else []
    values = [
        ("From", mailbox("From", masthead.sender_name, masthead.sender_address)),
        *reply,
        *_of_the_list(masthead),
        ("Feedback-ID", f"{variant.edition}:{masthead.slug}:{variant.kind}:{masthead.sender_id}"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "OOF, AutoReply"),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/alternative;\r\n boundary="{boundary}"'),
    ]
    return tuple(field(name, value) for name, value in values)


def _of_the_list(masthead: Masthead) -> list[tuple[str, str]]:
    """RFC 2369, 2919 and 8058; List-Unsubscribe itself is each reader's own."""
    identifier = f"{masthead.slug}.{masthead.wire_domain}"
    return [
        ("List-Id", listed("List-Id", masthead.newsletter, identifier)),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("List-Help", in_brackets("List-Help", _web(masthead.help))),
        ("List-Archive", in_brackets("List-Archive", _web(masthead.archive))),
        ("List-Owner", in_brackets("List-Owner", f"mailto:{on_the_wire(masthead.owner)}")),
        ("List-Post", "NO"),
    ]


def _web(address: str) -> str:
    if not _WEB_ADDRESS.fullmatch(address):
        raise NotAMessage(f"“{address}” is no web address.")
    return address
