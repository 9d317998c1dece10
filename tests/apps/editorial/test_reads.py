"""What the page of an article reads: the right rows, in few queries."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from standfirst.apps.editorial.models import ArticlePage, AuthorPage, Publication
from standfirst.apps.editorial.queries.articles import list_related, live_articles
from standfirst.apps.editorial.queries.bylines import list_byline
from standfirst.apps.editorial.queries.cards import article_cards
from standfirst.apps.editorial.queries.publication import get_publication
from standfirst.apps.editorial.rules.cards import AuthorCard
from standfirst.core.compiled import Compiled
from tests.lasting import publication
from tests.publication import Publication as Made

__all__ = ["publication"]
pytestmark = pytest.mark.django_db
MOST_QUERIES = 10


@pytest.mark.parametrize("name", ["open", "corrected", "blocks"])
def test_an_article_takes_few_queries(publication: Made, client: Client, name: str) -> None:
    path = publication.texts[name].path
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    assert len(captured) <= MOST_QUERIES


@pytest.mark.parametrize("name", ["open", "registered"])
def test_related_are_the_newest_others_of_the_section(publication: Made, name: str) -> None:
    article = ArticlePage.objects.get(pk=publication.texts[name].id)
    others = live_articles().filter(section_id=article.section_id).exclude(pk=article.pk)
    assert list_related(article=article) == article_cards(others[:3])


def test_a_byline_has_the_portrait_and_the_handles(publication: Made) -> None:
    (author,) = list_byline(article_id=publication.texts["open"].id)
    assert (author.name, author.url) == ("Nadia Example", "/authors/nadia-example/")
    assert author.handles == (("@nadia", "https://social.example/nadia"),)
    assert author.portrait is not None
    assert (author.portrait.id, author.portrait.alt) == (publication.picture_id, "A square")


def test_of_an_author_without_a_page_the_byline_says_the_name_and_no_more(publication: Made) -> None:
    article = ArticlePage.objects.get(pk=publication.texts["open"].id)
    AuthorPage.objects.get(pk=publication.author_id).unpublish()
    name_alone = AuthorCard(id=publication.author_id, name="Nadia Example", url="")
    assert list_byline(article_id=article.pk) == (name_alone,)
    assert {card.authors for card in list_related(article=article)} == {(name_alone,)}


def test_without_settings_the_publication_has_its_defaults(publication: Made) -> None:
    Publication.objects.all().delete()
    found = get_publication()
    assert (found.name, found.nameplate, found.logo) == ("The Publication", ("The Publication",), None)
    assert [section.url for section in found.sections] == ["/world/", "/books/"]


def test_a_compiled_read_holds_every_value_that_it_is_not_given(publication: Made) -> None:
    """Signs that a statement uses for itself stay what they are."""

    def build(slug: str) -> QuerySet[ArticlePage, Any]:
        return ArticlePage.objects.filter(slug=slug, kicker="100% %s 'so'").values_list("pk")

    article = ArticlePage.objects.get(pk=publication.texts["open"].id)
    ArticlePage.objects.filter(pk=article.pk).update(kicker="100% %s 'so'")
    read = Compiled(build, slug=str)
    assert read(slug=article.slug) == [(article.pk,)]
    assert read(slug="another %s") == []
