"""Send an edition to one's own address before anybody else gets it: a letter like any other, with examples for its tokens."""

from datetime import datetime
from typing import Any

from django.conf import settings

from standfirst.apps.accounts.api import User
from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.actions.compose import letter_of
from standfirst.apps.newsletters.models import EditionPage
from standfirst.apps.newsletters.queries.editions import as_written
from standfirst.apps.newsletters.rules.refusals import Refused
from standfirst.apps.newsletters.rules.samples import filled_in
from standfirst.apps.newsletters.rules.variants import Variant


def send_trial(*, page: EditionPage, variant: Variant, to: User, now: datetime) -> int:
    """The letter's number; part of the caller's transaction. Raises Refused where this newsletter has no such variant."""
    letter = letter_of(as_written(page), variant, now=now)
    if letter is None:
        raise Refused("Nobody else gets this newsletter.")
    sample = {
        "newsletter": page.newsletter.title,
        "address": f"{settings.ORIGIN}/newsletters/",
        "name": to.first_name,
    }
    context: dict[str, Any] = {
        "subject": filled_in(letter.subject, **sample, is_html=False),
        "html": filled_in(letter.html, **sample),
        "text": filled_in(letter.text, **sample, is_html=False),
    }
    return mailing.post(to=to.email, template="newsletters/emails/trial", context=context, now=now)
