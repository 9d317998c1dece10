"""The account with a provider of mail as the settings say it."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.queries.mastheads import sender_address

_SEE = "see docs/reference/settings.md."
_HERE = ("127.0.0.1", "::1", "localhost")
_Keys = dict[str, object]


def open_account() -> mailing.Account | None:
    """None where newsletters go to a mail server. Raises ImproperlyConfigured with a sentence; nothing was asked of anybody yet."""
    if not settings.BULK_PROVIDER:
        return None
    provider = mailing.Provider(settings.BULK_PROVIDER.lower())
    try:
        mailing.check_installed(provider)
    except mailing.NotInstalled as missing:
        raise ImproperlyConfigured(f"BULK_PROVIDER={provider}: {missing}.") from None
    is_told_by_mail = provider is mailing.Provider.SES and bool(settings.BULK_BOUNCE_DOMAIN)
    if not settings.BULK_HOOK_SECRETS and not is_told_by_mail:
        raise ImproperlyConfigured(
            f"BULK_HOOK_SECRETS is not set: what {provider} tells of bounces would not be believed; {_SEE}"
        )
    return mailing.Account(provider, {**_KEYS[provider](), **_api_of(provider)}, is_told_by_mail)


def _of_mailgun() -> _Keys:
    return {
        "api_key": _needed("BULK_PROVIDER_KEY", "the API key of Mailgun"),
        "sender_domain": settings.BULK_MAILGUN_DOMAIN or sender_address().rpartition("@")[2],
    }


def _of_postmark() -> _Keys:
    return {
        "server_token": _needed("BULK_PROVIDER_KEY", "the token of a server at Postmark"),
        "message_stream": _needed("BULK_POSTMARK_STREAM", "the stream for broadcasts at Postmark"),
    }


def _of_ses() -> _Keys:
    """Without a key boto3 looks for one itself: that is how a machine at Amazon has its role."""
    region = _needed("BULK_SES_REGION", "the region of Amazon SES, such as eu-central-1")
    session = {"region_name": region}
    if bool(settings.BULK_SES_KEY_ID) is not bool(settings.BULK_PROVIDER_KEY):
        raise ImproperlyConfigured(
            f"BULK_SES_KEY_ID and BULK_PROVIDER_KEY belong together: give both of Amazon's key, or neither; {_SEE}"
        )
    if settings.BULK_SES_KEY_ID:
        session["aws_access_key_id"] = settings.BULK_SES_KEY_ID
        session["aws_secret_access_key"] = settings.BULK_PROVIDER_KEY
    keys: _Keys = {"session_params": session, "client_params": {}}
    if settings.BULK_SES_CONFIGURATION_SET:
        keys["configuration_set_name"] = settings.BULK_SES_CONFIGURATION_SET
    return keys


_KEYS: Mapping[mailing.Provider, Callable[[], _Keys]] = {
    mailing.Provider.SES: _of_ses,
    mailing.Provider.MAILGUN: _of_mailgun,
    mailing.Provider.POSTMARK: _of_postmark,
}


def _needed(name: str, what: str) -> str:
    value: str = getattr(settings, name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: it is {what}; {_SEE}")
    if not value.isascii() or not value.isprintable() or " " in value:
        raise ImproperlyConfigured(
            f"{name} cannot be used: it holds a blank or another sign that no key has."
        )
    return value


def _api_of(provider: mailing.Provider) -> _Keys:
    """Another address of the program; a key is never given away without TLS, but on this machine."""
    address = settings.BULK_PROVIDER_API
    if not address:
        return {}
    parts = urlsplit(address)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
    if not is_safe or not parts.hostname:
        raise ImproperlyConfigured(f"BULK_PROVIDER_API must begin with https://, not {address!r}; {_SEE}")
    if provider is mailing.Provider.SES:
        return {"client_params": {"endpoint_url": address}}
    return {"api_url": address}
