"""The forms of the newsletters, filled in rightly and about to be sent."""

import re
from typing import Any

from django.test import Client

from standfirst.apps.mailing.models import Letter
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.models import SubjectTest, Suppression
from standfirst.core import clock
from tests.apps.newsletters.coming_back import alarm
from tests.publication import Publication
from tests.trust.posting import Posting, Prepared, inside, office
from tests.trust.sent import sent

VISITOR = "visitor@letters.example"
PREFERENCES = ("act", "newsletter", "frequency", "until", "zone")


def turn_on(publication: Publication) -> Posting:
    fields = {"newsletter": str(publication.post.newsletter_id)}
    return Posting(inside(publication), "/newsletters/", fields, ("on", "off"))


def confirm(publication: Publication) -> Posting:
    fields = {"newsletter": str(publication.post.newsletter_id), "email": VISITOR}
    Client().post("/newsletters/", fields)
    found = re.search(r"/newsletters/confirm/[^/\s]+/", Letter.objects.filter(to=VISITOR).latest("pk").text)
    assert found
    return Posting(Client(), found[0])


def mine(publication: Publication) -> Posting:
    path = f"/newsletters/mine/{publication.post.key}/"
    return Posting(Client(), path, {"act": "stop-everything"}, PREFERENCES)


def own(publication: Publication) -> Posting:
    client = inside(publication, "revoked")
    return Posting(client, "/newsletters/mine/", {"act": "stop-everything"}, PREFERENCES)


def one_click(publication: Publication) -> Posting:
    post = publication.post
    path = f"/newsletters/stop/{post.key}/{post.newsletter_id}/"
    return Posting(Client(), path, {"List-Unsubscribe": "One-Click"})


def of_an_edition(act: str, **fields: str) -> Prepared:
    def prepare(publication: Publication) -> Posting:
        return Posting(office("Publishers"), f"/desk/editions/{publication.post.draft_id}/{act}/", fields)

    return prepare


def lift(_: Publication) -> Posting:
    newsletters.suppress(
        address="dead@letters.example", newsletter_id=None, reason="address", now=clock.now()
    )
    number = Suppression.objects.latest("pk").pk
    return Posting(office("Editors"), f"/desk/editions/returns/lift/{number}/")


def go_on(publication: Publication) -> Posting:
    number = alarm(publication.post.newsletter_id).pk
    return Posting(office("Editors"), f"/desk/editions/returns/go-on/{number}/")


def of_a_sending(act: str, *, paused: bool = False, **fields: str) -> Prepared:
    def prepare(publication: Publication) -> Posting:
        found = sent(publication)
        if paused:
            newsletters.pause_sending(sending_id=found.sending.pk, because="x")
        path = f"/desk/editions/{found.edition_id}/sending/{act}/"
        return Posting(office("Publishers"), path, fields)

    return prepare


def of_two_subjects(publication: Publication) -> Posting:
    """Its test is put beside it: the letters of the trial say nothing of it."""
    found = sent(publication)
    tests: Any = SubjectTest.objects
    tests.get_or_create(
        sending=found.sending,
        defaults={"first": "One", "second": "Two", "percent": 20, "minutes": 30, "rest_at": clock.now()},
    )
    return Posting(office("Publishers"), f"/desk/editions/{found.edition_id}/sending/subject/", {"arm": "b"})


def of_all_sendings(act: str, **fields: str) -> Prepared:
    def prepare(publication: Publication) -> Posting:
        if act == "resume":
            newsletters.pause_everything(because="x", now=clock.now())
        return Posting(office("Publishers"), f"/desk/sendings/{act}/", fields)

    return prepare


SUBSCRIBING: dict[str, Prepared] = {
    "newsletters:list": turn_on,
    "newsletters:confirm": confirm,
    "newsletters:mine": mine,
    "newsletters:own": own,
    "newsletters:stop": one_click,
    "desk:returns-lift": lift,
    "desk:returns-go-on": go_on,
    "desk:edition-approve": of_an_edition("approve"),
    "desk:edition-skip": of_an_edition("skip"),
    "desk:sending-pause": of_a_sending("pause", because="x"),
    "desk:sending-resume": of_a_sending("resume", paused=True),
    "desk:sending-cancel": of_a_sending("cancel", sure="on"),
    "desk:sending-subject": of_two_subjects,
    "desk:sendings-pause": of_all_sendings("pause", because="x"),
    "desk:sendings-resume": of_all_sendings("resume"),
    "desk:edition-trial": of_an_edition("trial", variant="subscriber"),
}
