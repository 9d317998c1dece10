"""The letters of moderation."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from standfirst.apps.accounts import api as accounts
from standfirst.apps.mailing import api as mailing


def tell_reader(reader: accounts.User, *, template: str, context: Mapping[str, Any], now: datetime) -> None:
    """Nothing goes to an account that was erased."""
    if not accounts.is_erased(reader_id=reader.pk):
        tell_address(reader.email, template=template, context=context, now=now, language=reader.language)


def tell_address(
    address: str, *, template: str, context: Mapping[str, Any], now: datetime, language: str = ""
) -> None:
    """A letter with what every letter of ours says."""
    ours = {"publication_name": accounts.find_publication_name(), "origin": settings.ORIGIN}
    mailing.post(to=address, template=template, context={**ours, **context}, now=now, language=language)
