"""With which provider we have an account, and what django-anymail has to know of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.util import find_spec


class Provider(StrEnum):
    """Those whose programs we speak with."""

    SES = "ses"
    MAILGUN = "mailgun"
    POSTMARK = "postmark"


NEEDED = {
    Provider.SES: ("anymail", "boto3"),
    Provider.MAILGUN: ("anymail",),
    Provider.POSTMARK: ("anymail",),
}
# They leave every byte of a message as it is; Amazon SES puts Date and Message-ID anew, and Postmark takes no message whole.
KEEPS_SIGNATURES = frozenset({Provider.MAILGUN})


class NotInstalled(Exception):
    """Libraries are missing; the text says how they come."""


@dataclass(frozen=True, slots=True)
class Account:
    """`keys` are those of django-anymail's backend, such as api_key; `is_told_by_mail` says whether bounces are also mailed to
    each message's return path."""

    provider: Provider
    keys: Mapping[str, object] = field(repr=False)
    is_told_by_mail: bool = False


def check_installed(provider: Provider) -> None:
    """Raises NotInstalled."""
    if any(find_spec(name) is None for name in NEEDED[provider]):
        extra = "ses" if provider is Provider.SES else "providers"
        names = " and ".join(
            {"anymail": "django-anymail", "boto3": "boto3"}[name] for name in NEEDED[provider]
        )
        raise NotInstalled(f"{names} must be installed for it: pip install standfirst[{extra}]")
