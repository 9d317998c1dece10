"""An approved edition whose time has come: in the archive and in the ledger, or in neither."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters import tasks
from standfirst.apps.newsletters.actions import begin_sending as beginning
from standfirst.apps.newsletters.models import Delivery, EditionPage, EditionState, Sending
from standfirst.apps.newsletters.rules.refusals import Refused
from standfirst.apps.newsletters.rules.steps import SETTLING
from standfirst.core import clock
from tests.apps.membership.subscribing import BY_DESK
from tests.apps.newsletters.editing import editions_of, latest, make_newsletter, note, open_for_letters, write
from tests.publication import Publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(publication: Publication, now: datetime) -> EditionPage:
    """Approved this minute, past its slot, with one who has signed up."""
    open_for_letters()
    newsletter = make_newsletter(begun=now - timedelta(days=2))
    manner = newsletters.Manner(form="tests", language="en-GB")
    reader = publication.reader("subscriber")
    newsletters.sign_up(reader=reader, newsletter_ids=[newsletter.pk], manner=manner, now=now)
    newsletters.plan_editions(now=now)
    page = write(editions_of(newsletter)[0], note("Good morning."), latest())
    EditionPage.objects.filter(pk=page.pk).update(slot=now - timedelta(minutes=5))
    newsletters.approve_edition(edition_id=page.pk, by=BY_DESK, now=now)
    return EditionPage.objects.get(pk=page.pk)


def test_what_is_due_when_it_is_approved_rings_at_once(due: EditionPage) -> None:
    assert ProcrastinateJob.objects.filter(task_name=SETTLING, status="todo").count() == 1


def test_it_stands_in_the_archive_and_in_the_ledger_once(due: EditionPage, settings: Any) -> None:
    for _ in range(2):
        tasks.settle_editions()
    sending = Sending.objects.get(edition_number=due.pk)
    assert EditionPage.objects.get(pk=due.pk).state == EditionState.GIVEN
    assert {each.variant for each in sending.letters.all()} == set(newsletters.Variant)
    (delivery,) = Delivery.objects.filter(sending=sending)
    assert (delivery.state, delivery.letter.variant) == ("pending", newsletters.Variant.SUBSCRIBER)
    page = Client().get(sending.online.removeprefix(settings.ORIGIN))
    assert page.status_code == 200
    assert "Good morning." in page.content.decode()


def test_what_cannot_be_begun_stands_nowhere_and_is_tried_again(due: EditionPage, monkeypatch: Any) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise Refused("no")

    with monkeypatch.context() as broken:
        broken.setattr(beginning, "freeze", refuse)
        tasks.settle_editions()
    found = EditionPage.objects.get(pk=due.pk)
    assert (found.state, found.live) == (EditionState.APPROVED, False)
    assert not Sending.objects.exists()
    newsletters.settle_editions(begin=newsletters.begin_sending, now=clock.now())
    assert Sending.objects.filter(edition_number=due.pk).exists()
