"""Write a letter and ring the job that sends it."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template import Context, engines
from django.utils import translation

from standfirst.apps.mailing.models import Letter
from standfirst.apps.mailing.rules.addresses import (
    AddressRefused,
    HeaderRefused,
    fault_of_address,
    fault_of_headers,
)
from standfirst.apps.mailing.rules.wording import clean_html, read_wording
from standfirst.core import jobs

JOB = "mailing.send_letter"
_NONE: Mapping[str, str] = MappingProxyType({})


def post(
    *,
    to: str,
    template: str,
    context: Mapping[str, Any],
    now: datetime,
    language: str = "",
    headers: Mapping[str, str] = _NONE,
) -> int:
    """The letter's number. Part of the caller's transaction: it leaves if that commits, and only then.

    `<template>.txt` begins with “Subject: …” and a blank line; `<template>.html` extends core/mail.html, whose
    `publication_name` and `origin` stand in `context`. Raises AddressRefused, HeaderRefused and NotALetter,
    which are ValueErrors.
    """
    if fault := fault_of_address(to):
        raise AddressRefused(fault)
    if fault := fault_of_headers(headers):
        raise HeaderRefused(fault)
    with translation.override(language or settings.LANGUAGE_CODE):
        wording = read_wording(_render(f"{template}.txt", context, escape=False))
        html = clean_html(_render(f"{template}.html", context, escape=True))
    letter = Letter.objects.create(
        to=to,
        template=template,
        subject=wording.subject,
        text=wording.text,
        html=html,
        headers=dict(headers),
        message_id=f"<{secrets.token_hex(16)}@{urlsplit(settings.ORIGIN).hostname}>",
        made_at=now,
    )
    jobs.enqueue_after_commit(JOB, letter_id=letter.pk)
    return letter.pk


def _render(name: str, context: Mapping[str, Any], *, escape: bool) -> str:
    engine = engines["django"].engine  # type: ignore[attr-defined]
    rendered: str = engine.get_template(name).render(Context(dict(context), autoescape=escape))
    return rendered
