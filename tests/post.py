"""The newsletters of the small publication: one for everybody, one for subscribers, each with an edition that was sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from standfirst.apps.accounts.api import User
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import EditionPage as Edition
from standfirst.apps.newsletters.api import FurnishedNewsletter
from standfirst.apps.newsletters.models import NewsletterPage


@dataclass(frozen=True, slots=True)
class Post:
    """A newsletter for everybody; `key` opens what the reader "revoked" receives, which is this one.

    `draft_id` is its next edition; `path` that of one that was sent, `closed_path` one of a newsletter for subscribers,
    in which the secret word `said` stands.
    """

    newsletter_id: int
    key: str
    draft_id: int
    path: str
    closed_path: str
    said: str


def make_post(reader: User, *, said: str, now: datetime) -> Post:
    """On working days, and signed up for."""
    offered = FurnishedNewsletter(
        slug="the-example-letter", title="The Example Letter", blurb="An example.", weekdays="12345"
    )
    number = newsletters.set_newsletter(offered, position=1, zone="UTC")
    manner = newsletters.Manner(form="tests", language="en-GB")
    newsletters.sign_up(reader=reader, newsletter_ids=[number], manner=manner, now=now)
    found = newsletters.find_addressee_of(reader_id=reader.pk)
    closed = newsletters.set_newsletter(
        FurnishedNewsletter(
            slug="the-closed-letter", title="The Closed Letter", blurb="An example.", weekdays="12345",
            audience=newsletters.Audience.SUBSCRIBERS,
        ),
        position=2, zone="UTC",
    )  # fmt: skip
    NewsletterPage.objects.filter(pk=closed).update(taking_sign_ups=False)
    path = send_edition(number, "Good morning.", now=now)
    closed_path = send_edition(closed, f"They said {said}.", now=now)
    newsletters.plan_editions(now=now)
    draft = Edition.objects.filter(newsletter_id=number, state="draft").first()
    key, draft_id = (found.key if found else ""), (draft.pk if draft else 0)
    return Post(number, key, draft_id, path, closed_path, said)


def send_edition(newsletter_id: int, words: str, *, now: datetime, subject: str = "A letter") -> str:
    """As if it had gone out an hour ago; its path."""
    slot = now - timedelta(hours=1)
    past = newsletters.PastEdition(
        day=slot.date(), slot=slot, subject=subject, preheader="",
        blocks=[("note", {"text": f"<p>{words}</p>", "signed": ""})],
    )  # fmt: skip
    number = newsletters.set_past_edition(past, newsletter_id=newsletter_id)
    return Edition.objects.get(pk=number).get_url_parts()[2]
