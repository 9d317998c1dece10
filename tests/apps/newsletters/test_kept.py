"""A newsletter that somebody has signed up for, or that was sent, is never deleted with its evidence and its books."""

from datetime import datetime

import pytest
from django.db.models import ProtectedError
from django.test import Client
from wagtail.models import Page

from standfirst.apps.newsletters import wagtail_hooks
from standfirst.apps.newsletters.models import NewsletterPage, SignUp
from tests.apps.newsletters.sending import begin, many
from tests.publication import Publication
from tests.signing_in import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(publication: Publication) -> Client:
    found = enter(Client(), publication.reader("publisher"))
    found.raise_request_exception = True
    return found


def page_of(offered: dict[str, int]) -> NewsletterPage:
    return NewsletterPage.objects.get(pk=offered["everybody"])


def delete(client: Client, page: Page) -> str:
    """What the desk says to it."""
    answer = client.post(f"/desk/pages/{page.pk}/delete/", follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("which", ["the newsletter", "the page above it"])
def test_one_with_sign_ups_stays_and_the_desk_says_why(
    client: Client, offered: dict[str, int], now: datetime, which: str
) -> None:
    many(offered["everybody"], 2, now=now)
    page = page_of(offered)
    said = delete(client, page if which == "the newsletter" else page.get_parent())
    assert f"“{page.title}”" in said
    assert "cannot be deleted" in said
    assert SignUp.objects.filter(newsletter=page).count() == 2


def test_one_that_was_sent_stays_though_nobody_has_it_any_more(
    client: Client, offered: dict[str, int], now: datetime
) -> None:
    many(offered["everybody"], 1, now=now)
    begin(offered["everybody"], now=now)
    SignUp.objects.all().delete()
    assert "cannot be deleted" in delete(client, page_of(offered))
    assert NewsletterPage.objects.filter(pk=offered["everybody"]).exists()


def test_one_that_nobody_ever_had_is_deleted(client: Client, offered: dict[str, int]) -> None:
    assert "cannot be deleted" not in delete(client, page_of(offered))
    assert not NewsletterPage.objects.filter(pk=offered["everybody"]).exists()


def test_among_many_pages_it_holds_them_all(client: Client, offered: dict[str, int], now: datetime) -> None:
    many(offered["everybody"], 1, now=now)
    numbers = [offered["everybody"], offered["registered"]]
    chosen = "&".join(f"id={number}" for number in numbers)
    said = client.post(f"/desk/bulk/wagtailcore/page/delete/?{chosen}", follow=True).content.decode()
    assert "cannot be deleted" in said
    assert NewsletterPage.objects.filter(pk__in=numbers).count() == 2


def test_twin_without_the_look_the_desk_fails(
    client: Client, offered: dict[str, int], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(offered["everybody"], 1, now=now)
    monkeypatch.setattr(wagtail_hooks, "kept_below", lambda _: [])
    with pytest.raises(ProtectedError):
        delete(client, page_of(offered))
