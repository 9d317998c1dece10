"""The public screens by their promises: lists, feeds, maps, search, structured data, pictures, errors."""

import json
import re
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from standfirst.apps.editorial import api as editorial
from standfirst.screens.site.searching import marked
from tests.publication import Publication
from tests.screens.conftest import SignedIn

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def structured(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    data: dict[str, object] = json.loads(found[1])
    return data


def test_the_front_page_leads_with_the_chosen_article(client: Client, publication: Publication) -> None:
    page = text_of(client, "/")
    assert page.index("story--lead") < page.index(publication.texts["subscribers"].path)
    assert "Editors’ picks" in page


@pytest.mark.parametrize(("access", "free"), [("open", True), ("registered", False), ("subscribers", False)])
def test_search_engines_are_told_what_is_gated(
    client: Client, publication: Publication, access: str, free: bool
) -> None:
    data = structured(text_of(client, publication.texts[access].path))
    assert (data["@type"], data["isAccessibleForFree"]) == ("NewsArticle", free)
    assert data["hasPart"] == {
        "@type": "WebPageElement",
        "isAccessibleForFree": free,
        "cssSelector": ".prose",
    }


def test_text_cannot_end_the_structured_data(client: Client, publication: Publication) -> None:
    editorial.set_publication(
        name="</script><script>alert(1)</script>", accent_light="#b3260c", accent_dark="#ff8a6a"
    )
    page = text_of(client, publication.texts["open"].path)
    assert "<script>alert(1)" not in page
    assert structured(page)["publisher"] == {
        "@type": "NewsMediaOrganization", "name": "</script><script>alert(1)</script>", "url": "http://localhost:8000/",
    }  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/feed/", "/world/feed/", "/authors/nadia-example/feed/", "/topics/the-sea/feed/"]
)
def test_a_feed_holds_previews(client: Client, publication: Publication, path: str) -> None:
    entries = ET.fromstring(text_of(client, path)).findall(f"{ATOM}entry")
    links = {entry.find(f"{ATOM}link").get("href") for entry in entries}  # type: ignore[union-attr]
    assert f"http://localhost:8000{publication.texts['subscribers'].path}" in links
    assert ET.fromstring(text_of(client, f"{path}rss/")).tag == "rss"


@pytest.mark.parametrize("path", ["/about/feed/", "/authors/feed/", "/nowhere/feed/"])
def test_what_has_no_articles_has_no_feed(client: Client, publication: Publication, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_sitemap_lists_what_is_live(client: Client, publication: Publication) -> None:
    places = {loc.text for loc in ET.fromstring(text_of(client, "/sitemap.xml")).iter(f"{MAP}loc")}
    assert f"http://localhost:8000{publication.texts['open'].path}" in places
    assert f"http://localhost:8000{publication.texts['draft'].path}" not in places


def test_the_search_marks_what_matched(client: Client, publication: Publication) -> None:
    word = publication.texts["open"].free
    page = text_of(client, f"/search/?q={word}")
    assert f"<mark>{word}</mark>" in page
    assert publication.texts["open"].path in page


def test_a_snippet_parts_the_headline_from_what_stands_below_it() -> None:
    snippet = f"for the {editorial.START}river{editorial.STOP}\n\nSince June <it> has a seat.\nA Writer"
    assert marked(snippet) == "for the <mark>river</mark> · Since June &lt;it&gt; has a seat. · A Writer"


@pytest.mark.parametrize(
    "words",
    ["", "%00", "'", '"', "a & | ! ( :*", "\\", "<script>alert(1)</script>", "%", "𝔘" * 90, "x" * 5000],
)
def test_any_words_may_be_searched_for(client: Client, publication: Publication, words: str) -> None:
    page = client.get("/search/", {"q": words, "page": "-1"})
    assert page.status_code == 200
    assert b"<script>alert" not in page.content


@pytest.mark.parametrize("after", ["x", "1-", "-", "ffffffffffffffffff-1", "1-ffffffffffffffffffff", "%00"])
def test_a_place_that_is_none_is_not_found(client: Client, publication: Publication, after: str) -> None:
    assert client.get("/world/", {"after": after}).status_code == 404


def test_a_long_section_is_read_to_its_end(client: Client, publication: Publication, now: datetime) -> None:
    for number in range(45):
        draft = editorial.ArticleDraft(
            slug=f"many-{number}", headline=f"Many {number}", standfirst="One of many.", body=[], access="open",
            published_at=now - timedelta(days=100, seconds=number // 3), author_ids=(publication.author_id,),
        )  # fmt: skip
        page = editorial.hand_in_article(section_id=publication.sections["books"], draft=draft)
        editorial.publish_article(article_id=page.pk)
    seen: list[str] = []
    address = "/books/"
    while address:
        page_text = text_of(client, address)
        seen += re.findall(r'href="(/books/many-\d+/)"', page_text.partition('id="list"')[2])
        older = re.search(r'rel="next" href="(\?after=[^"]+)"', page_text)
        address = f"/books/{older[1]}" if older else ""
    assert len(seen) == len(set(seen)) == 45


def test_pictures_come_in_three_formats_with_their_size(client: Client, publication: Publication) -> None:
    page = text_of(client, publication.texts["subscribers"].path)
    found = re.search(r"<picture>.*?</picture>", page)
    assert found
    for part in ('type="image/avif"', 'type="image/webp"', "640w", 'width="640" height="400"', "alt="):
        assert part in found[0]
    for form in ("avif", "webp", "jpeg"):
        address = re.search(rf"/pictures/\d+/\w+/320\.{form}", page)
        assert address
        answer = client.get(address[0])
        assert (answer.status_code, answer["Content-Type"]) == (200, f"image/{form}")
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "change", [("320", "321"), ("jpeg", "gif"), ("/pictures/", "/pictures/9"), (None, "0" * 16)]
)
def test_other_sizes_and_guessed_pictures_are_not_found(
    client: Client, publication: Publication, change: tuple[str | None, str]
) -> None:
    page = text_of(client, publication.texts["subscribers"].path)
    address = re.search(r"/pictures/\d+/(\w+)/320\.jpeg", page)
    assert address
    old, new = change
    assert client.get(address[0].replace(old or address[1], new)).status_code == 404


def test_a_pictures_address_is_not_guessed_digit_by_digit(client: Client, publication: Publication) -> None:
    page = text_of(client, publication.texts["subscribers"].path)
    address = re.search(r"/pictures/\d+/(\w+)/320\.jpeg", page)
    assert address
    shorter = [address[0].replace(address[1], address[1][:length]) for length in (1, 8, 15)]
    assert [client.get(guess).status_code for guess in shorter] == [404] * 3


def test_an_unknown_address_gets_the_publications_404(client: Client, publication: Publication) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "The Example" in response.content.decode()


def test_a_broken_page_is_answered_without_the_database(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret in the message")

    monkeypatch.setattr("standfirst.screens.site.views.searching.look", fail)
    response = Client(raise_request_exception=False).get("/search/?q=anything")
    assert response.status_code == 500
    assert b"Something broke on our side" in response.content
    assert b"secret" not in response.content


def test_a_plan_and_its_price_stand_on_the_join_page(client: Client, publication: Publication) -> None:
    page = text_of(client, "/join/?next=/world/")
    assert "Everything" in page
    assert "€9" in page


def test_the_gate_says_how_much_is_left(
    client: Client, publication: Publication, signed_in: SignedIn
) -> None:
    path = publication.texts["subscribers"].path
    assert re.search(r"You have read \d+ words of \d+", text_of(client, path))
    assert 'class="gate"' not in text_of(signed_in("subscriber"), path)
