"""How conversations are held, chosen at the desk: who may, what is on record, and what is refused."""

import pytest

from standfirst.apps.audit import api as audit
from standfirst.apps.comments import api as comments
from standfirst.core import bus, clock
from tests.apps.comments.talking import article_of
from tests.publication import Publication
from tests.screens.desk.moderating import desk

SETTINGS = {
    "mode": "open", "close_after_days": "30", "weekdays": ["1", "2", "5"], "opens_at": "08:00", "closes_at": "22:00",
    "outside_hours": "closed", "gated": "everybody", "first_comments": "3", "longest": "2000", "most_links": "1",
}  # fmt: skip
PATH = "/desk/comments/settings/"
ROLES = ("Authors", "Editors", "Publishers", "Moderators", "Hosts", "Administrators")


@pytest.fixture
def purged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    tags: list[str] = []
    monkeypatch.setattr(bus, "purge", lambda *given: tags.extend(given))
    return tags


@pytest.mark.parametrize("role", ROLES)
def test_who_may_change_what(publication: Publication, role: str) -> None:
    client, article = desk(role), publication.texts["open"].id
    whole, single = role in {"Publishers", "Administrators"}, role not in {"Authors", "Hosts"}
    assert (client.get(PATH).status_code == 200) == whole
    assert (client.get(f"/desk/comments/articles/{article}/").status_code == 200) == single
    client.post(PATH, SETTINGS)
    client.post(f"/desk/comments/articles/{article}/", {"mode": "closed"})
    assert (comments.get_settings().longest == 2000) == whole
    assert comments.Thread.objects.filter(article_id=article, mode="closed").exists() == single


def test_the_settings_are_kept_told_to_all_and_on_record(publication: Publication, purged: list[str]) -> None:
    assert desk("Administrators").post(PATH, SETTINGS).status_code == 302
    row = comments.get_settings()
    assert (row.weekdays, row.close_after_days, row.gated, f"{row.opens_at:%H:%M}") == (
        "125",
        30,
        "everybody",
        "08:00",
    )
    assert purged == [comments.SETTINGS]
    entry = audit.list_entries(about="comments:settings", limit=1)[0]
    assert (entry.action, entry.details["longest"], "mode" in entry.details) == (
        "comments.save_settings",
        "2000",
        False,
    )


def test_the_same_once_more_changes_nothing(publication: Publication, purged: list[str]) -> None:
    client = desk("Administrators")
    for _ in range(2):
        client.post(PATH, SETTINGS)
    assert purged == [comments.SETTINGS]
    assert len(audit.list_entries(about="comments:settings", limit=5)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("closes_at", ""), ("closes_at", "08:00"), ("weekdays", []), ("weekdays", ["8"]), ("longest", "100000"),
        ("longest", "0"), ("mode", "ajar"), ("most_links", "-1"), ("close_after_days", "x"), ("opens_at", "25:00"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_and_nothing_kept(publication: Publication, field: str, value: object) -> None:
    answer = desk("Administrators").post(PATH, {**SETTINGS, field: value})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert comments.get_settings().longest == 4000


def test_a_section_may_differ_and_no_longer(publication: Publication, purged: list[str]) -> None:
    client, section = desk("Administrators"), publication.sections["world"]
    sent = {"page": f"section-{section}", "mode": "premoderated"}
    assert client.post(f"{PATH}default/", sent).status_code == 302
    opening = comments.ground_of(article_of(publication), now=clock.now()).opening
    assert opening.mode == comments.Mode.PREMODERATED
    assert "World" in client.get(PATH).content.decode()
    client.post(f"{PATH}default/", {**sent, "mode": ""})
    assert comments.list_defaults() == []
    assert audit.list_entries(about=f"section:{section}", limit=1)[0].action == "comments.set_default"


@pytest.mark.parametrize("page", ["", "section-999999", "author-x", "plain-1"])
def test_only_what_there_is_may_differ(publication: Publication, page: str) -> None:
    assert desk("Administrators").post(f"{PATH}default/", {"page": page, "mode": "open"}).status_code == 422
    assert comments.list_defaults() == []


def test_one_article_is_held_as_chosen(publication: Publication, purged: list[str]) -> None:
    client, article = desk("Moderators"), publication.texts["open"].id
    path = f"/desk/comments/articles/{article}/"
    assert client.post(path, {"mode": "readers_only"}).status_code == 302
    assert "as chosen here" in client.get(path).content.decode()
    assert purged == [f"thread:{article}"]
    assert client.post(path, {"mode": "ajar"}).status_code == 422
    assert audit.list_entries(about=f"article:{article}", limit=1)[0].details == {"mode": "readers_only"}


def test_a_draft_has_no_conversation(publication: Publication) -> None:
    client = desk("Administrators")
    for number in (publication.texts["draft"].id, 999_999, 10**15):
        assert client.get(f"/desk/comments/articles/{number}/").status_code == 404
