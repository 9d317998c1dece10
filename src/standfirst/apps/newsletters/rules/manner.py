"""How somebody asked for a newsletter or stopped it: what the evidence tells besides who and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field

STATEMENT = "By signing up you ask us to send you these newsletters, and nothing else. You can unsubscribe at any time."


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """`form` names the form, such as newsletters or one-click; `language` is a BCP 47 tag.

    `statement` is the sentence that stood beside the button, `privacy_digest` the SHA-256 of the Privacy Policy shown,
    `evidence` is what another system knew.
    """

    form: str
    language: str
    statement: str = ""
    privacy_digest: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)
