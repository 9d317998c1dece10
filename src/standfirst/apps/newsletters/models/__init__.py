"""Newsletters, their calendar and editions, to whom they go, and what those have asked for."""

from standfirst.apps.newsletters.models.addressees import Addressee, Frequency, SignUp
from standfirst.apps.newsletters.models.askings import Asking
from standfirst.apps.newsletters.models.editions import EditionItem, EditionPage, EditionState
from standfirst.apps.newsletters.models.facts import Act, Fact
from standfirst.apps.newsletters.models.newsletters import (
    Holiday,
    NewsletterIndexPage,
    NewsletterPage,
    WhenNotReady,
)

__all__ = [
    "Act",
    "Addressee",
    "Asking",
    "EditionItem",
    "EditionPage",
    "EditionState",
    "Fact",
    "Frequency",
    "Holiday",
    "NewsletterIndexPage",
    "NewsletterPage",
    "SignUp",
    "WhenNotReady",
]
