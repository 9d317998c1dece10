"""What a provider tells by a request of its own: believed, understood, and kept before it is answered."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.actions.take_told import take_told
from standfirst.apps.newsletters.gateways.accounts import open_account


def listens_to(provider: str) -> bool:
    """Only the one that sends, and only where there is a secret to know it by."""
    return bool(settings.BULK_HOOK_SECRETS) and settings.BULK_PROVIDER.lower() == provider


def hear_provider(request: HttpRequest, *, now: datetime) -> int:
    """How many things it has told that change anything. Raises NotBelieved, NotUnderstood, TooEarly, and where the database does.

    What was kept before one of them is known when all is told again.
    """
    account = open_account()
    if account is None:
        raise mailing.NotBelieved
    found = mailing.findings_in(request, account, settings.BULK_HOOK_SECRETS)
    return sum(take_told(one, now=now) for one in found)
