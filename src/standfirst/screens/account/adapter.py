"""Where allauth meets the house: letters go by our mail, addresses of machines are coarse, every way in ends here."""

import base64
from datetime import datetime
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.encoding import force_bytes

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.editorial import api as editorial
from standfirst.core import clock
from standfirst.core.db import transaction
from standfirst.core.http.addresses import safe_next
from standfirst.core.http.client import UNKNOWN, address_of, network_of
from standfirst.core.http.proof import note_proof
from standfirst.screens.account import codes, letters, wordings
from standfirst.screens.account.screen import account_screen, asked_next, next_or_hub

_NOWHERE = "0.0.0.0"  # noqa: S104 - nothing listens there: it stands for an address that nobody knows
_CHANGES = {
    "mfa/email/totp_activated": "An app for codes was added to your account.",
    "mfa/email/totp_deactivated": "The app for codes was removed from your account.",
    "mfa/email/webauthn_added": "A passkey was added to your account.",
    "mfa/email/webauthn_removed": "A passkey was removed from your account.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made for your account; the old ones are dead.",
}


class AccountAdapter(DefaultAccountAdapter):
    """Our doors, our letters, our limits."""

    def is_safe_url(self, url: str) -> bool:
        """Only a path of this site."""
        return safe_next(url) == url

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network that an address lies in is all that the list of sessions keeps of it."""
        network = network_of(address_of(request))
        return _NOWHERE if network == UNKNOWN else str(ip_network(network).network_address)

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Never by allauth: `step_up_required` stands before each of these views."""
        return False

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return account_screen(request, "account/closed.html", status=403)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Every way in ends here, with a new session key; what a payment provider may not have told is asked for."""
        records = get_authentication_records(request, user)
        super().login(request, user)
        codes.forget(request)
        passed = any(record.get("method") == "mfa" for record in records)
        note_proof(request, now=clock.now(), second_factor=passed)
        with transaction():
            billing.reconcile_reader_soon(reader_id=user.pk)

    def post_login(self, request: HttpRequest, user: Any, **hook: Any) -> HttpResponse:
        """On to where the reader came from; by way of the Terms where they have changed, and of keeping a closed account."""
        super().post_login(request, user, **hook)
        wanted = hook.get("redirect_url")
        onward = next_or_hub(safe_next(wanted) if wanted else asked_next(request))
        if user.closes_at is not None:
            onward = f"{reverse('account:keep')}?{urlencode({'next': onward})}"
        due = wordings.due(reader_id=user.pk)
        return wordings.ask(onward) if due else redirect(onward)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account:hub")

    def add_message(self, request: HttpRequest, level: int, *_: Any, **__: Any) -> None:
        """Nothing: our screens say themselves what has happened."""

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, email: str | None = None
    ) -> None:
        """Tell the reader that something about their ways in has changed."""
        tell_of_change(self.request, user, _CHANGES[template_prefix], now=clock.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Unused: every letter of the account is one of ours."""
        raise NotImplementedError(template_prefix)


def tell_of_change(request: HttpRequest, reader: User, what: str, *, now: datetime) -> None:
    """A letter to the reader's address: what changed, when and from where."""
    letters.send("security_changed", to=reader.email, request=request, now=now, what=what)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are kept encrypted; passkeys belong to the publication's own host."""

    def encrypt(self, text: str) -> str:
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _locks().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": urlsplit(settings.ORIGIN).hostname or "", "name": self._get_site_name()}

    def _get_site_name(self) -> str:
        return editorial.get_publication().name

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return "Passkey"


def _locks() -> MultiFernet:
    """Made of SECRET_KEY, and of those before it, so that the key can be changed."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_lock(force_bytes(secret)) for secret in secrets])


def _lock(secret: bytes) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"standfirst/second-factor/1")
    return Fernet(base64.urlsafe_b64encode(key.derive(secret)))
