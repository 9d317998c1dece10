"""The lane of mail in bulk as the settings say it; letters to single readers have their own and never wait for it."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.gateways.accounts import open_account
from standfirst.apps.newsletters.queries.mastheads import sender_address

_SEE = "see docs/reference/settings.md."
MOST_ANSWER = 60.0  # seconds; a program that has not answered by then will not


@dataclass(frozen=True, slots=True)
class Lane:
    """`answer` is how long the server may take after a message, `lease` how long a sender holds a delivery, both in
    seconds; a message is begun only so long as its answer can come within the lease."""

    way: mailing.Route | mailing.Account
    signer: mailing.Signer | None
    bounce_domain: str
    secret: bytes
    journals: Path
    connections: int
    whole: mailing.Limit
    site: mailing.Limit
    answer: float
    first_pause: float

    @property
    def lease(self) -> float:
        return 1.5 * self.answer

    @property
    def begin_within(self) -> float:
        """Seconds after the claim in which a message may still be begun."""
        return 0.4 * self.answer

    @property
    def patience(self) -> mailing.Patience:
        return mailing.Patience(
            connect=min(30, self.answer),
            greeting=min(300, self.answer),
            command=min(300, self.answer),
            data=min(120, self.answer),
            dot=self.answer,
        )

    @property
    def provider(self) -> str:
        """Whose pace it is."""
        if isinstance(self.way, mailing.Account):
            return self.way.provider
        return f"{self.way.host}:{self.way.port}"

    def transport(self) -> mailing.Transport:
        """Nothing is connected to yet."""
        if isinstance(self.way, mailing.Account):
            return mailing.Posts(self.way, connections=self.connections, answer=self.answer)
        return mailing.Lanes(self.way, connections=self.connections, patience=self.patience)


def open_lane() -> Lane:
    """Raises ImproperlyConfigured with a sentence for whatever is missing; nothing was connected to yet."""
    account = open_account()
    return Lane(
        way=account or _route(),
        signer=_signer_beside(account.provider) if account else _signer(),
        bounce_domain=_bounce_domain(account),
        secret=settings.SECRET_KEY.encode(),
        journals=_journals(settings.BULK_JOURNALS),
        connections=settings.BULK_CONNECTIONS,
        whole=mailing.Limit(settings.BULK_RATE, settings.BULK_RATE),
        site=mailing.Limit(settings.BULK_SITE_RATE, settings.BULK_SITE_RATE),
        answer=min(settings.BULK_ANSWER_SECONDS, MOST_ANSWER) if account else settings.BULK_ANSWER_SECONDS,
        first_pause=settings.BULK_RETRY_SECONDS,
    )


def _bounce_domain(account: mailing.Account | None) -> str:
    """A provider takes bounces in itself and tells us; there the return path is only what the mark is made of."""
    if settings.BULK_BOUNCE_DOMAIN:
        return str(settings.BULK_BOUNCE_DOMAIN).lower()
    if account is None:
        raise ImproperlyConfigured(f"BULK_BOUNCE_DOMAIN is not set: bounces would have nowhere to go; {_SEE}")
    return sender_address().rpartition("@")[2].lower()


def _signer_beside(provider: mailing.Provider) -> mailing.Signer | None:
    """Providers sign; a signature of ours beside theirs must survive them."""
    if not settings.BULK_DKIM_KEYS:
        return None
    if provider not in mailing.KEEPS_SIGNATURES:
        raise ImproperlyConfigured(
            f"BULK_DKIM_KEYS must be empty with BULK_PROVIDER={provider}: it makes parts of each message anew, "
            f"so our signatures would be broken, and signs itself; {_SEE}"
        )
    return _signer()


def _route() -> mailing.Route:
    if not settings.BULK_SMTP_HOST:
        raise ImproperlyConfigured(f"BULK_SMTP_HOST is not set: no mail server takes newsletters; {_SEE}")
    try:
        return mailing.Route(
            host=settings.BULK_SMTP_HOST,
            port=settings.BULK_SMTP_PORT,
            name=settings.BULK_NAME,
            security=mailing.Security(settings.BULK_SMTP_SECURITY.lower()),
            user=settings.BULK_SMTP_USER,
            password=settings.BULK_SMTP_PASSWORD,
        )
    except ValueError as problem:
        raise ImproperlyConfigured(f"The mail server for newsletters cannot be used: {problem}.") from None


def _signer() -> mailing.Signer | None:
    """Signatures are ours or the mail server's, and it is said which: unsigned newsletters reach nobody."""
    if not settings.BULK_DKIM_KEYS:
        if settings.BULK_DKIM_BY_SERVER:
            return None
        raise ImproperlyConfigured(
            "BULK_DKIM_KEYS is not set: newsletters would go out unsigned. Name a key, or say "
            f"BULK_DKIM_BY_SERVER=yes where the mail server signs; {_SEE}"
        )
    domain = sender_address().rpartition("@")[2].lower()
    return mailing.Signer([_key(word, domain) for word in settings.BULK_DKIM_KEYS])


def _key(word: str, domain: str) -> mailing.Key:
    selector, _, path = word.partition(":")
    try:
        return mailing.load_key(Path(path).read_bytes(), domain=domain, selector=selector)
    except OSError as problem:
        raise ImproperlyConfigured(
            f"The key of BULK_DKIM_KEYS with the selector {selector} cannot be read: {problem.strerror}."
        ) from None
    except mailing.KeyRefused as problem:
        raise ImproperlyConfigured(f"A key of BULK_DKIM_KEYS cannot be used: {problem}.") from None


def _journals(folder: Path) -> Path:
    """It must last as long as the database does: what a killed sender left is read from there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ImproperlyConfigured(f"BULK_JOURNALS cannot be made: {problem.strerror}.") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ImproperlyConfigured("BULK_JOURNALS cannot be written to.")
    return folder
