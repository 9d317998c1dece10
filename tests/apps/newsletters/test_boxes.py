"""Newsletters offered below articles and on the front page: by section, in order, to those who may have them."""

import pytest
from django.test import Client

from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.models import NewsletterPage
from tests.publication import Publication
from tests.signing_in import enter

pytestmark = pytest.mark.django_db
Offered = dict[str, int]
ARTICLE, ELSEWHERE = "/world/open/", "/books/"


@pytest.fixture
def below_world(publication: Publication, offered: Offered) -> Offered:
    for number in offered.values():
        page = NewsletterPage.objects.get(pk=number)
        page.below_articles_of.set([publication.sections["world"]])
        page.on_front_page = True
        page.save()
    return offered


def looking(publication: Publication, who: str) -> Client:
    return Client() if who == "visitor" else enter(Client(), publication.reader(who))


def take_away(number: int) -> None:
    NewsletterPage.objects.filter(pk=number).update(taking_sign_ups=False)


def way(number: int) -> str:
    return f'href="/newsletters/?newsletter={number}#n{number}"'


@pytest.mark.parametrize("who", ["visitor", "registered", "subscriber"])
def test_the_first_of_the_section_stands_below_its_articles(
    publication: Publication, below_world: Offered, who: str
) -> None:
    client = looking(publication, who)
    page = client.get(ARTICLE).content.decode()
    assert way(below_world["everybody"]) in page
    assert way(below_world["registered"]) not in page
    assert newsletters.STATEMENT in page
    take_away(below_world["everybody"])
    assert way(below_world["registered"]) in client.get(ARTICLE).content.decode()


def test_other_sections_offer_nothing(publication: Publication, offered: Offered) -> None:
    assert "sf-newsletter-box" not in Client().get(ARTICLE).content.decode()


@pytest.mark.parametrize(("who", "leads_to_the_plans"), [("visitor", True), ("registered", True), ("subscriber", False)])  # fmt: skip
def test_what_is_for_subscribers_leads_the_others_to_the_plans(
    publication: Publication, below_world: Offered, who: str, leads_to_the_plans: bool
) -> None:
    for name in ("everybody", "registered"):
        take_away(below_world[name])
    page = looking(publication, who).get(ARTICLE).content.decode()
    assert ("/join/?next=/newsletters/the-subscribers-letter/" in page) is leads_to_the_plans
    assert (way(below_world["subscribers"]) in page) is not leads_to_the_plans


def test_the_front_page_offers_three_in_their_order(publication: Publication, below_world: Offered) -> None:
    page = Client().get("/").content.decode()
    titles = [page.index(f"The {name} letter") for name in ("everybody", "registered", "subscribers")]
    assert titles == sorted(titles)
    NewsletterPage.objects.filter(pk=below_world["everybody"]).update(on_front_page=False)
    assert "The everybody letter" not in Client().get("/").content.decode()


@pytest.mark.parametrize(("at", "form"), [("article", "box below an article"), ("front", "box on the front page"), ("<x>", "newsletters"), ("", "newsletters")])  # fmt: skip
def test_the_evidence_names_the_box(
    publication: Publication, below_world: Offered, at: str, form: str
) -> None:
    reader = publication.reader("registered")
    given = {"on": below_world["everybody"], "at": at}
    assert enter(Client(), reader).post("/newsletters/", given).status_code == 302
    (fact,) = newsletters.list_facts(reader_id=reader.pk)
    assert (fact.form, fact.statement) == (form, newsletters.STATEMENT)
