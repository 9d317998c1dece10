"""An edition of the small publication that was given to the senders: one delivery, and links that are counted."""

from dataclasses import dataclass

from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import EditionPage, Sending
from standfirst.core import clock
from tests.apps.newsletters.following import linked, path_of
from tests.publication import Publication


@dataclass(frozen=True, slots=True)
class Sent:
    """The number of the edition, and the path of a link as its letters have it."""

    edition_id: int
    sending: Sending
    link: str


def sent(publication: Publication) -> Sent:
    """To whoever has signed up; the second time it is the same."""
    post = publication.post
    page = EditionPage.objects.filter(newsletter_id=post.newsletter_id, state="given").earliest("pk")
    sending = newsletters.begin_sending(
        newsletter_id=post.newsletter_id,
        edition_number=page.pk,
        name=page.title,
        letters=[linked()],
        now=clock.now(),
    )
    delivery = sending.deliveries.earliest("pk")
    return Sent(page.pk, sending, path_of(delivery.pk, 1))
