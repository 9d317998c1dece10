"""Write to those at the desk who can do something about it that a newsletter stands still."""

from datetime import datetime

from django.conf import settings

from standfirst.apps.accounts import api as accounts
from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.models import Alarm

MAY_GO_ON = "newsletters.delete_suppression"


def tell_of_alarm(alarm: Alarm, *, now: datetime) -> None:
    """One letter to each; part of the caller's transaction. Nobody's address or name stands in it."""
    context = {
        "publication_name": editorial.get_publication().name,
        "origin": settings.ORIGIN,
        "newsletter": alarm.newsletter.title,
        "edition": alarm.sending.name,
        "sentence": alarm.sentence,
        "is_spam": alarm.kind == "complaints",
    }
    for person in accounts.list_staff_who_may(MAY_GO_ON):
        mailing.post(
            to=person.email,
            template="newsletters/emails/alarm",
            context=context,
            now=now,
            language=person.language,
        )
