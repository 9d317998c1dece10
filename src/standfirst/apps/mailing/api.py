"""The front door of the mail: letters to single readers, and one message to very many.

Letters: `post`. For the many, see docs/explanation/mail-in-bulk.md: `make_form` and `Form.fill` make the bytes, `return_path` says
where bounces go, a `Transport` sends (`Lanes` by SMTP, `Posts` by a provider's program), a `Journal` outlives a kill,
`meaning_of` reads refusals, `Pace` says how fast.
"""

from standfirst.apps.mailing.actions.forget_letters import forget_letters
from standfirst.apps.mailing.actions.post import post
from standfirst.apps.mailing.gateways.journal import (
    Journal,
    JournalBroken,
    NotRecovered,
    SenderAlive,
    kept_on_disk,
    recover,
)
from standfirst.apps.mailing.gateways.provider.account import (
    KEEPS_SIGNATURES,
    Account,
    NotInstalled,
    Provider,
    check_installed,
)
from standfirst.apps.mailing.gateways.provider.hooks import NotBelieved, NotUnderstood, findings_in
from standfirst.apps.mailing.gateways.provider.posts import Posts
from standfirst.apps.mailing.gateways.smtp.lanes import Lanes
from standfirst.apps.mailing.gateways.smtp.opening import Route, Security
from standfirst.apps.mailing.gateways.smtp.wire import Patience
from standfirst.apps.mailing.gateways.transport import Book, Transport, Unreachable
from standfirst.apps.mailing.models import Letter
from standfirst.apps.mailing.queries.letters import find_letter
from standfirst.apps.mailing.rules.addresses import (
    AddressRefused,
    NeedsUtf8Address,
    fault_of_address,
    on_the_wire,
)
from standfirst.apps.mailing.rules.bulk.fixed import Masthead, Variant
from standfirst.apps.mailing.rules.bulk.forms import Form, Recipient, make_form, message_id
from standfirst.apps.mailing.rules.bulk.outcomes import (
    Accepted,
    Envelope,
    NotSent,
    Outcome,
    Refused,
    Unknown,
    Verb,
)
from standfirst.apps.mailing.rules.bulk.records import Reading, Settled, Unreadable, queue_id
from standfirst.apps.mailing.rules.bulk.tokens import NotAMessage, Token, Unfilled, UnknownToken, literal
from standfirst.apps.mailing.rules.dkim import Key, KeyRefused, Signer, load_key
from standfirst.apps.mailing.rules.pace import Limit, Pace
from standfirst.apps.mailing.rules.replies import Meaning, enhanced_code, meaning_of
from standfirst.apps.mailing.rules.returned.findings import FAULTS, Finding, Kind, Traces, Way
from standfirst.apps.mailing.rules.returned.reading import read_returned
from standfirst.apps.mailing.rules.sealed import sealed, unsealed
from standfirst.apps.mailing.rules.verp import Of, Sealed, delivery_of, return_path, sealed_in, sealed_mark

__all__ = [
    "FAULTS",
    "KEEPS_SIGNATURES",
    "Accepted",
    "Account",
    "AddressRefused",
    "Book",
    "Envelope",
    "Finding",
    "Form",
    "Journal",
    "JournalBroken",
    "Key",
    "KeyRefused",
    "Kind",
    "Lanes",
    "Letter",
    "Limit",
    "Masthead",
    "Meaning",
    "NeedsUtf8Address",
    "NotAMessage",
    "NotBelieved",
    "NotInstalled",
    "NotRecovered",
    "NotSent",
    "NotUnderstood",
    "Of",
    "Outcome",
    "Pace",
    "Patience",
    "Posts",
    "Provider",
    "Reading",
    "Recipient",
    "Refused",
    "Route",
    "Sealed",
    "Security",
    "SenderAlive",
    "Settled",
    "Signer",
    "Token",
    "Traces",
    "Transport",
    "Unfilled",
    "Unknown",
    "UnknownToken",
    "Unreachable",
    "Unreadable",
    "Variant",
    "Verb",
    "Way",
    "check_installed",
    "delivery_of",
    "enhanced_code",
    "fault_of_address",
    "find_letter",
    "findings_in",
    "forget_letters",
    "kept_on_disk",
    "literal",
    "load_key",
    "make_form",
    "meaning_of",
    "message_id",
    "on_the_wire",
    "post",
    "queue_id",
    "read_returned",
    "recover",
    "return_path",
    "sealed",
    "sealed_in",
    "sealed_mark",
    "unsealed",
]
