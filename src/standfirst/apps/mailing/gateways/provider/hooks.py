"""Where a provider tells what became of messages: django-anymail says who writes, and in which words.

Amazon SES and Postmark give the secret as a password, Mailgun signs a time and a token with it, but not what it says. So even
what is believed counts only for what carries a seal of ours.
"""

import logging
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from standfirst.apps.mailing.gateways.provider.account import Account, Provider
from standfirst.apps.mailing.gateways.provider.events import told_of
from standfirst.apps.mailing.rules.returned.findings import Finding
from standfirst.apps.mailing.rules.returned.told import finding_of

log = logging.getLogger(__name__)
USER = "standfirst"  # the name beside the secret


class NotBelieved(Exception):
    """It is not from the provider."""


class NotUnderstood(Exception):
    """It is from the provider, and not what it sends."""


def findings_in(request: HttpRequest, account: Account, secrets: Sequence[str]) -> list[Finding]:
    """What a request tells, without what we do not take. Raises NotBelieved and NotUnderstood."""
    from anymail.exceptions import AnymailWebhookValidationFailure  # noqa: PLC0415  only those who use it need it

    for secret in secrets:
        door = _door(account, secret)
        try:
            door.run_validators(request)
        except AnymailWebhookValidationFailure:
            continue
        except Exception as problem:
            raise NotUnderstood from problem
        return _findings(door, request, account.provider)
    raise NotBelieved


def _findings(door: Any, request: HttpRequest, provider: Provider) -> list[Finding]:
    try:
        told = [told_of(provider, event) for event in door.parse_events(request)]
    except Exception as problem:  # whatever a library makes of what nobody has promised
        log.warning("a webhook was not understood", extra={"problem": type(problem).__name__})
        raise NotUnderstood from problem
    return [finding for each in told if (finding := finding_of(each)) is not None]


def _door(account: Account, secret: str) -> Any:
    """Anymail's view, of which only the reading is used. A subscription at Amazon's SNS is confirmed by it, once the secret is right."""
    if account.provider is Provider.MAILGUN:
        from anymail.webhooks.mailgun import MailgunTrackingWebhookView  # noqa: PLC0415

        return MailgunTrackingWebhookView(webhook_signing_key=secret, webhook_secret=[])
    password = [f"{USER}:{secret}"]
    if account.provider is Provider.POSTMARK:
        from anymail.webhooks.postmark import PostmarkTrackingWebhookView  # noqa: PLC0415

        return PostmarkTrackingWebhookView(webhook_secret=password)
    from anymail.webhooks.amazon_ses import AmazonSESTrackingWebhookView  # noqa: PLC0415

    keys = {name: account.keys[name] for name in ("session_params", "client_params") if name in account.keys}
    return AmazonSESTrackingWebhookView(webhook_secret=password, **keys)
