"""What the screens of the newsletters share."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from standfirst.apps.accounts import api as accounts
from standfirst.apps.editorial import api as editorial
from standfirst.apps.newsletters.rules.manner import STATEMENT, Manner
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.core.http.client import address_of, network_of
from standfirst.core.http.screens import personal_screen
from standfirst.core.limits import Limit, spend_all

_HOUR = timedelta(hours=1)
_CLIENT = Limit("newsletters: a client", 10, _HOUR)
_NETWORK = Limit("newsletters: a network", 60, _HOUR)
_EVERYBODY = Limit("newsletters: everybody", 5000, _HOUR)
_HANDS = Limit("newsletters: a reader", 60, timedelta(minutes=1))


def screen(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    """A personal page with the publication around it; search engines and other sites learn nothing of it."""
    publication = editorial.get_publication()
    privacy = editorial.legal_texts().get(accounts.PRIVACY)
    page = personal_screen(
        request,
        template,
        status=status,
        publication=publication,
        privacy=privacy,
        statement=STATEMENT,
        **context,
    )
    page.headers["Referrer-Policy"] = "same-origin"
    return page


def manner(form: str, *, asks: bool) -> Manner:
    """How it was asked. The Privacy Policy counts where something is begun, and its exact text is kept."""
    privacy = editorial.legal_texts().get(accounts.PRIVACY) if asks else None
    language = editorial.get_publication().language
    if privacy is None:
        return Manner(form=form, language=language, statement=STATEMENT if asks else "")
    shown = accounts.WordingShown(
        kind=privacy.kind, language=privacy.language, title=privacy.title, text=privacy.text
    )
    with transaction():
        accounts.keep_wordings([shown], now=now())
    return Manner(form=form, language=language, statement=STATEMENT, privacy_digest=shown.digest)


def too_many_letters(request: HttpRequest) -> timedelta | None:
    """How long to wait before another confirmation is sent from here; None where it is allowed, and then it is counted."""
    client = address_of(request)
    return spend_all([(_CLIENT, client), (_NETWORK, network_of(client)), (_EVERYBODY, "")], now=now())


def too_fast(*, whose: str) -> timedelta | None:
    """The same for somebody who turns newsletters on and off."""
    return spend_all([(_HANDS, whose)], now=now())
