"""How somebody asked for a newsletter or stopped it: what the evidence tells besides who and when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """`form` names the form, such as newsletters or one-click; `language` is a BCP 47 tag.

    `statement` is the sentence that stood beside the button, `privacy_digest` the SHA-256 of the Privacy Policy shown.
    """

    form: str
    language: str
    statement: str = ""
    privacy_digest: str = ""
