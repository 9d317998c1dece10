"""Newsletters, their calendar and editions, to whom they go, and what those have asked for."""

from standfirst.apps.newsletters.models.addressees import Addressee, Frequency, SignUp
from standfirst.apps.newsletters.models.askings import Asking
from standfirst.apps.newsletters.models.clicks import Click, LetterLink
from standfirst.apps.newsletters.models.editions import EditionItem, EditionPage, EditionState
from standfirst.apps.newsletters.models.facts import Act, Fact
from standfirst.apps.newsletters.models.newsletters import (
    Holiday,
    NewsletterIndexPage,
    NewsletterPage,
    WhenNotReady,
)
from standfirst.apps.newsletters.models.returns import Alarm, Return
from standfirst.apps.newsletters.models.sendings import (
    Delivery,
    Exclusion,
    KeptPace,
    Sending,
    SendingLetter,
    SendingSwitch,
    Suppression,
)
from standfirst.apps.newsletters.models.subject_tests import SubjectTest

__all__ = [
    "Act",
    "Addressee",
    "Alarm",
    "Asking",
    "Click",
    "Delivery",
    "EditionItem",
    "EditionPage",
    "EditionState",
    "Exclusion",
    "Fact",
    "Frequency",
    "Holiday",
    "KeptPace",
    "LetterLink",
    "NewsletterIndexPage",
    "NewsletterPage",
    "Return",
    "Sending",
    "SendingLetter",
    "SendingSwitch",
    "SignUp",
    "SubjectTest",
    "Suppression",
    "WhenNotReady",
]
