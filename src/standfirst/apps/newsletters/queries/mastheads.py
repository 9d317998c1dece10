"""Who an edition is from, as its header fields say it."""

import re
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings

from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.models import NewsletterPage

_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def sender_address() -> str:
    """The address that newsletters and letters alike come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def masthead_of(newsletter: NewsletterPage) -> mailing.Masthead:
    """As it is now; a sending keeps its own."""
    publication = editorial.get_publication()
    address = sender_address()
    host = urlsplit(settings.ORIGIN).hostname or "publication"
    return mailing.Masthead(
        sender_name=newsletter.sender_name or publication.name,
        sender_address=address,
        newsletter=newsletter.title,
        slug=newsletter.slug,
        domain=address.rpartition("@")[2],
        archive=archive_of(newsletter),
        help=f"{settings.ORIGIN}/newsletters/",
        owner=publication.contact or address,
        sender_id=_NOT_IN_A_SLUG.sub("-", host)[:40].strip("-"),
        reply_to=newsletter.reply_to or publication.contact,
    )


def archive_of(newsletter: NewsletterPage) -> str:
    """The web address of all its editions."""
    return f"{settings.ORIGIN}/newsletters/{newsletter.slug}/"
