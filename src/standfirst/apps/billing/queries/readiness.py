"""What is missing before cards can be taken; said when a process starts and by `standfirst doctor`."""

from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

_WHERE = "docs/reference/settings.md, Payment by card"


def stripe_is_whole(**_: Any) -> list[CheckMessage]:
    """Nothing where nobody pays by card."""
    if not settings.STRIPE_SECRET_KEY:
        return []
    found: list[CheckMessage] = []
    if find_spec("stripe") is None:
        library = "STRIPE_SECRET_KEY is set, but Stripe's library is not installed."
        found.append(Error(library, hint="pip install standfirst[stripe]", id="billing.E001"))
    if not settings.STRIPE_WEBHOOK_SECRETS:
        silence = (
            "STRIPE_SECRET_KEY is set without STRIPE_WEBHOOK_SECRETS: what Stripe says would not be believed."
        )
        found.append(Error(silence, hint=_WHERE, id="billing.E002"))
    return found
