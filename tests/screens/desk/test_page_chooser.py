"""Those who make no pages choose among what readers see: a draft's headline is not for them."""

import pytest
from django.test import Client

from standfirst.apps.editorial.models import ArticlePage
from tests.publication import Publication
from tests.screens.conftest import SignedIn

UNSEEN = ("draft", "withdrawn", "scheduled")


def told(client: Client, publication: Publication) -> str:
    """Everything that the chooser of pages says in its lists and its search."""
    world = publication.sections["world"]
    pages = [
        "/desk/choose-page/", f"/desk/choose-page/{world}/", f"/desk/choose-page/{world}/?p=2",
        "/desk/choose-page/search/?q=piece", "/desk/choose-page/search/?q=piece&page_type=editorial.articlepage",
    ]  # fmt: skip
    pages += [f"/desk/choose-page/{publication.texts[name].id}/" for name in (*UNSEEN, "revised")]
    return "".join(client.get(page).content.decode() for page in pages)


def secrets(publication: Publication) -> list[str]:
    return [publication.texts[name].canaries["headline"] for name in UNSEEN]


def with_a_new_headline(publication: Publication) -> str:
    """A live article whose newest revision is called otherwise."""
    article = ArticlePage.objects.get(pk=publication.texts["open"].id)
    article.title = "A headline that is still being weighed"
    article.save_revision()
    return str(article.title)


def test_moderators_see_what_readers_see(publication: Publication, signed_in: SignedIn) -> None:
    weighed = with_a_new_headline(publication)
    page = told(signed_in("moderator"), publication)
    assert "The registered piece" in page
    assert [word for word in (*secrets(publication), weighed) if word in page] == []


@pytest.mark.parametrize("name", ["author", "editor", "publisher"])
def test_those_who_make_pages_see_drafts(publication: Publication, signed_in: SignedIn, name: str) -> None:
    page = told(signed_in(name), publication)
    assert [word for word in secrets(publication) if word not in page] == []


def test_without_the_rule_moderators_would_read_the_headlines_of_drafts(
    publication: Publication, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("standfirst.apps.editorial.queries.desk.works_on_pages", lambda user: True)
    page = told(signed_in("moderator"), publication)
    assert [word for word in secrets(publication) if word not in page] == []
