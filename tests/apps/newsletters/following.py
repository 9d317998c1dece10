"""An edition with links that has gone out, and requests for them, as browsers and robots make them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.test import Client

from standfirst.apps.newsletters.api import LetterGiven
from standfirst.apps.newsletters.gateways.leading import ours, sealed_delivery
from standfirst.apps.newsletters.models import Addressee, Delivery, LetterLink, Sending
from tests.apps.newsletters.sending import begin, letter, many

STORY, SPONSOR = "https://example.org/story?a=1&b=2", "https://sponsor.example/"
AT_HOME = f"{settings.ORIGIN}/world/a-reef/"
LINKED = (
    '<!doctype html><html lang="en"><title>Morning</title><!-- <a href="https://comment.example/"> -->'
    '<p><a href="[[online]]">Read</a></p><div class="part-1"><p>Good morning, [[name]]: '
    '<a class="x" href="https://example.org/story?a=1&amp;b=2">a > story</a> '
    '<a href="https://example.org/story?a=1&amp;b=2">again</a> <a href="mailto:a@b.example">write</a></p></div>\n'
    f'<table><tr><td class="x part-3"><a href="{AT_HOME}">ours</a>\n<a href="{SPONSOR}">theirs</a></td></tr></table>'
    '<div class="part-0"><a href="[[unsubscribe]]">Off</a> <a href="[[preferences]]">Choose</a> [[why]]</div></html>\n'
)
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
)
BROWSER = {"user-agent": CHROME, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


def linked(variant: str = "reader") -> LetterGiven:
    return replace(letter(variant, html=LINKED), blocks={1: "Editor’s note", 3: "Latest"})


@dataclass(frozen=True, slots=True)
class Gone:
    """One delivery of an edition."""

    sending: Sending
    reader: Addressee
    delivery: int

    def path(self, number: int) -> str:
        return path_of(self.delivery, number)

    def follow(self, number: int = 1, *, headers: Mapping[str, str] = BROWSER, **more: Any) -> Any:
        return Client(headers=headers).get(self.path(number), **more)


def path_of(delivery: int, number: int) -> str:
    sealed = sealed_delivery(delivery, secret=settings.SECRET_KEY.encode())
    return re.sub(r"\[\[click\]\]", sealed, ours(number)).removeprefix(settings.ORIGIN)


def gone_out(newsletter_id: int, *, at: datetime, number: int = 1) -> Gone:
    """To one reader; it was settled at `at`."""
    reader = many(newsletter_id, 1, now=at)[0]
    sending = begin(newsletter_id, now=at, number=number, letters=[linked()])
    row = Delivery.objects.get(sending=sending, addressee_number=reader.pk)
    Delivery.objects.filter(pk=row.pk).update(state="sent", settled_at=at)
    return Gone(sending, reader, row.pk)


def addresses(sending: Sending) -> dict[int, str]:
    return dict(LetterLink.objects.filter(sending=sending).values_list("number", "address"))
