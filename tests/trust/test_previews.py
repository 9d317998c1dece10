"""Drafts, revisions and gated words stay with those who may see them: at the desk's previews and in the search."""

import pytest
from django.test import Client

from tests.publication import Publication
from tests.signing_in import enter
from tests.trust.addresses import all_addresses
from tests.trust.canaries import UNSEEN

PREVIEWS = {
    "wagtailadmin_pages:view_draft", "wagtailadmin_pages:preview_on_edit", "wagtailadmin_pages:preview_on_add",
    "wagtailadmin_pages:revisions_view", "wagtailadmin_pages:revisions_compare", "wagtailadmin_pages:workflow_preview",
    "wagtailadmin_pages:revisions_revert", "wagtailadmin_pages:edit",
}  # fmt: skip


def client_of(viewer: str, publication: Publication) -> Client:
    client = Client()
    if viewer != "visitor":
        enter(client, publication.reader(viewer))
    return client


@pytest.mark.parametrize("viewer", ["visitor", "registered", "subscriber", "moderator", "other_author"])
def test_no_preview_and_no_revision_opens_to_others(viewer: str, kept: Publication) -> None:
    addresses, _ = all_addresses(kept, pages=["subscribers", "draft", "revised"])
    asked, client = [each for each in addresses if each.name in PREVIEWS], client_of(viewer, kept)
    assert {each.name for each in asked} == PREVIEWS
    for address in asked:
        assert client.get(address.url).status_code in {302, 403, 404, 405}, address
        client.cookies.pop("messages", None)  # the desk's refusals would pile up


def test_a_preview_opens_to_its_author_as_a_visitor_and_as_a_subscriber_see_it(kept: Publication) -> None:
    client, draft = client_of("author", kept), kept.texts["draft"]
    asked = f"/desk/pages/{draft.id}/view_draft/?mode="
    assert draft.canary in client.get(f"{asked}subscriber").text
    visitors = client.get(f"{asked}visitor")
    assert draft.free in visitors.text
    assert draft.canary not in visitors.text
    assert visitors["Cache-Control"] == "private, no-store"


def found_by(client: Client, words: str) -> set[str]:
    results = client.get("/search/", {"q": words}).context["results"]
    return {hit.article.url for hit in results.hits}


@pytest.mark.parametrize(
    ("viewer", "opened"),
    [
        ("visitor", {"open"}),
        ("registered", {"open", "registered"}),
        ("lapsed", {"open", "registered"}),
        ("subscriber", {"open", "registered", "subscribers", "corrected", "blocks"}),
    ],
)
def test_the_search_knows_only_what_its_reader_may_read(
    viewer: str, opened: set[str], kept: Publication
) -> None:
    client = client_of(viewer, kept)
    for name, text in kept.texts.items():
        expected = {text.path} if name in opened else set()
        assert found_by(client, text.beside) == expected, name
        assert found_by(client, text.free) == (set() if name in UNSEEN else {text.path}), name
        for place in ("paragraph", "caption", "table", "speaker", "headline", "standfirst"):
            assert found_by(client, text.canaries.get(place, "nothing")) <= expected, (name, place)
