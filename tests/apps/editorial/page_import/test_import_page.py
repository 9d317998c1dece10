"""A saved page becomes one draft, or nothing at all."""

import base64
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from standfirst.apps.accounts.api import User
from standfirst.apps.editorial.actions import import_page as action
from standfirst.apps.editorial.actions.bring_pictures import from_folder_of, from_web
from standfirst.apps.editorial.actions.import_page import Imported, NoSuchSection, import_page
from standfirst.apps.editorial.actions.open_publication import open_publication
from standfirst.apps.editorial.models import ArticlePage, AuthorPage, PageImport, Picture, SectionPage
from standfirst.apps.editorial.rules.page_import.page import NotAnArticle, PageRefused
from standfirst.apps.editorial.rules.page_import.picture_file import NotAPicture
from standfirst.core.fetch import AddressRefused, Fetched

FIXTURES = Path(__file__).parent / "fixtures"
SENTENCE = "The boat between them is older than the border and has gone on crossing since the war. "
pytestmark = pytest.mark.django_db


def picture_bytes(colour: str = "navy", kind: str = "PNG") -> bytes:
    made = BytesIO()
    Image.new("RGB", (90, 60), colour).save(made, kind)
    return made.getvalue()


@pytest.fixture(autouse=True)
def sections(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    front = open_publication(name="The Publication").front
    front.add_child(instance=SectionPage(title="World", slug="world"))
    front.add_child(instance=SectionPage(title="Cities", slug="cities"))


def imported(name: str, now: datetime, **kwargs: Any) -> Imported:
    data = (FIXTURES / name).read_bytes()
    return import_page(data=data, name=name, by=None, now=now, **kwargs)


def files_in(folder: Path) -> list[Path]:
    return [path for path in (folder / "media").rglob("*") if path.is_file()]


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (ArticlePage, AuthorPage, PageImport, Picture))


def test_a_saved_page_becomes_a_draft_that_nobody_reads(now: datetime) -> None:
    article = ArticlePage.objects.get(pk=imported("wordpress.html", now).article_id)
    assert (article.live, article.has_unpublished_changes) == (False, True)
    assert article.title == "The Town That Sold Its Clock"
    assert article.standfirst.startswith("A debt, a tower")
    assert article.published_at == datetime(2025, 4, 18, 7, 30, tzinfo=UTC)
    assert article.canonical_address == "https://harbourweekly.example/2025/04/18/town-sold-its-clock/"
    assert article.section is not None
    assert article.section.title == "Cities"


def test_the_text_is_set_in_the_blocks_of_the_desk(now: datetime) -> None:
    article = ArticlePage.objects.get(pk=imported("wordpress.html", now).article_id)
    kinds = [block.block_type for block in article.get_latest_revision_as_object().body]
    assert kinds.count("paragraph") == 7
    assert {"heading", "quotation", "pull_quote", "list", "divider"} <= set(kinds)
    assert '<a href="https://harbourweekly.example/2019/06/submarines/">' in article.body[1].value.source
    assert (
        article.body[kinds.index("list")].value["items"][1].source
        == "<p>Wednesdays: the <b>retired</b> surveyor</p>"
    )


def test_the_draft_can_be_published_as_it_is(now: datetime) -> None:
    article = ArticlePage.objects.get(pk=imported("copied_magazine.txt", now).article_id)
    article.full_clean()
    article.get_latest_revision().publish()
    article.refresh_from_db()
    assert article.live


def test_authors_are_found_by_name_or_made_unpublished(now: datetime) -> None:
    index = open_publication(name="The Publication").authors
    known = index.add_child(instance=AuthorPage(title="anna example", slug="anna"))
    article = ArticlePage.objects.get(pk=imported("copied_magazine.txt", now).article_id)
    names = [authorship.author_id for authorship in article.authorships.all()]
    assert (names[0], len(names)) == (known.pk, 2)
    ben = AuthorPage.objects.get(title="Ben Oduya")
    assert (ben.live, [handle.handle for handle in ben.handles.all()]) == (False, ["@benoduya"])
    assert ben.biography.startswith("Ben Oduya is a fellow")


def test_importing_twice_makes_one_draft_and_tells_the_first_report(now: datetime) -> None:
    first = imported("wordpress.html", now)
    before = counts()
    second = imported("wordpress.html", now)
    assert (first.is_new, second.is_new, first.article_id) == (True, False, second.article_id)
    assert second.report == first.report
    assert counts() == before


def test_a_draft_that_was_thrown_away_may_be_imported_again(now: datetime) -> None:
    first = imported("wordpress.html", now)
    ArticlePage.objects.get(pk=first.article_id).delete()
    assert imported("wordpress.html", now).is_new


def test_the_report_is_kept_with_the_draft(now: datetime) -> None:
    outcome = imported("copied_magazine.txt", now)
    kept = PageImport.objects.get(article_id=outcome.article_id).report
    assert kept == outcome.report
    assert {
        "text": "View 14 Comments",
        "reason": "comments",
        "why": "It belongs to the comments area.",
    } in kept["set_aside"]
    assert any(note.startswith("A quotation mark has no partner") for note in kept["look_at"])


@pytest.mark.parametrize(
    ("wanted", "found", "guess"),
    [("", "World", True), ("cities", "Cities", False), ("Cities", "Cities", False)],
)
def test_the_section_is_named_or_guessed_and_a_guess_is_told(
    now: datetime, wanted: str, found: str, guess: bool
) -> None:
    outcome = imported("wrapped_mail.txt", now, section=wanted)
    article = ArticlePage.objects.get(pk=outcome.article_id)
    assert article.section is not None
    assert article.section.title == found
    assert any("The section is a guess" in note for note in outcome.report["look_at"]) is guess


def test_an_unknown_section_is_refused_with_the_known_ones(now: datetime) -> None:
    with pytest.raises(NoSuchSection, match="there are: world, cities"):
        imported("wordpress.html", now, section="sport")


@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff\xfe\x01" * 900, b"x" * (50 * 1024 * 1024), b"<p>Subscribe</p>"]
)
def test_a_refused_page_leaves_nothing_behind(now: datetime, data: bytes, tmp_path: Path) -> None:
    before = counts()
    with pytest.raises(PageRefused):
        import_page(data=data, name="x.html", by=None, now=now)
    assert counts() == before
    assert files_in(tmp_path) == []


def test_the_owner_is_the_one_who_imports(now: datetime) -> None:
    editor = User.objects.create_user("editor@house.example")
    outcome = import_page(data=(FIXTURES / "german.html").read_bytes(), name="x", by=editor, now=now)
    assert ArticlePage.objects.get(pk=outcome.article_id).owner == editor


def saved_page(folder: Path, *sources: str) -> Path:
    """A page with pictures, as a browser saves it, beside its folder."""
    pictures = "".join(
        f'<figure><img src="{src}" alt="A boat"><figcaption>At dusk</figcaption></figure>' for src in sources
    )
    text = "".join(f"<p>{word} {SENTENCE}{word * 9}.</p>" for word in ("salt", "rope", "tide", "mast"))
    page = folder / "boat.html"
    page.write_text(
        f"<html><body><article><h1>The Boat That Stayed</h1>{text}{pictures}</article></body></html>"
    )
    (folder / "boat_files").mkdir()
    (folder / "boat_files" / "boat.png").write_bytes(picture_bytes())
    (folder / "boat_files" / "text.png").write_bytes(b"not a picture")
    (folder.parent / "outside_files").mkdir(exist_ok=True)
    (folder.parent / "outside_files" / "secret.png").write_bytes(picture_bytes())
    return page


def import_saved(page: Path, now: datetime) -> Imported:
    return import_page(
        data=page.read_bytes(), name=page.name, by=None, now=now, bytes_of=from_folder_of(page)
    )


def pictures_of(outcome: Imported) -> list[Any]:
    article = ArticlePage.objects.get(pk=outcome.article_id)
    return [block.value for block in article.body if block.block_type == "picture"]


def test_a_picture_saved_beside_the_page_comes_along(now: datetime, tmp_path: Path) -> None:
    outcome = import_saved(saved_page(tmp_path, "./boat_files/boat.png"), now)
    (value,) = pictures_of(outcome)
    assert (value["alt"], value["caption"], value["picture"].width) == ("A boat", "At dusk", 90)
    assert len(files_in(tmp_path)) == 1


def test_a_picture_inside_the_page_comes_along(now: datetime, tmp_path: Path) -> None:
    noisy = Image.effect_noise((120, 80), 90).convert("RGB")
    made = BytesIO()
    noisy.save(made, "PNG")
    page = saved_page(tmp_path, "data:image/png;base64," + base64.b64encode(made.getvalue()).decode())
    assert len(pictures_of(import_saved(page, now))) == 1


@pytest.mark.parametrize(
    ("src", "why"),
    [
        ("boat_files/text.png", "is no picture that can be read"),
        ("boat_files/missing.png", "is not in the folder beside the page"),
        ("https://pictures.example/boat.png", "is on the web and was not saved with the page"),
    ],
)
def test_a_picture_that_cannot_come_is_named(now: datetime, tmp_path: Path, src: str, why: str) -> None:
    outcome = import_saved(saved_page(tmp_path, src), now)
    assert pictures_of(outcome) == []
    assert any(why in note for note in outcome.report["look_at"])
    assert files_in(tmp_path) == []


@pytest.mark.parametrize(
    "src",
    [
        "../outside_files/secret.png",
        "/etc/hostname",
        "..%2Foutside_files%2Fsecret.png",
        "boat_files/../../outside_files/secret.png",
    ],
)
def test_no_file_outside_the_folder_is_opened(tmp_path: Path, src: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    page = saved_page(inner, "boat_files/boat.png")
    with pytest.raises(NotAPicture, match="not in the folder beside the page"):
        from_folder_of(page)(src)


def test_without_the_rule_about_folders_a_file_outside_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    page = saved_page(inner, "boat_files/boat.png")
    monkeypatch.setattr(Path, "is_relative_to", lambda *_: True)
    assert from_folder_of(page)("../outside_files/secret.png") == picture_bytes()


def test_pictures_of_a_fetched_page_are_fetched_by_the_same_rules(now: datetime, tmp_path: Path) -> None:
    page = saved_page(tmp_path, "/a/boat.jpg", "/a/inside.jpg")

    def get(address: str) -> Fetched:
        if "inside" in address:
            raise AddressRefused("news.example leads to 10.0.0.1, which is not on the public internet.")
        return Fetched(address, "image/jpeg", picture_bytes(kind="JPEG"))

    outcome = import_page(
        data=page.read_bytes(),
        name="x",
        by=None,
        now=now,
        address="https://news.example/boat",
        bytes_of=from_web(get=get),
    )
    assert len(pictures_of(outcome)) == 1
    assert any("not on the public internet" in note for note in outcome.report["look_at"])


def test_a_failure_in_the_middle_leaves_neither_rows_nor_files(
    now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = counts()

    def fails(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(action, "hand_in_article", fails)
    with pytest.raises(RuntimeError):
        import_saved(saved_page(tmp_path, "boat_files/boat.png"), now)
    assert counts() == before
    assert files_in(tmp_path) == []


def test_a_page_without_a_standfirst_gets_its_first_sentence_and_a_note(now: datetime) -> None:
    outcome = imported("old_table.html", now)
    assert ArticlePage.objects.get(pk=outcome.article_id).standfirst.startswith(
        "When the pit at Dunmere closed"
    )
    assert any("stands in for the standfirst" in note for note in outcome.report["look_at"])


def test_without_a_section_the_desk_is_named(now: datetime) -> None:
    SectionPage.objects.all().delete()
    with pytest.raises(NoSuchSection, match="make one at the desk"):
        imported("wordpress.html", now)


def test_a_page_of_links_is_no_article(now: datetime) -> None:
    with pytest.raises(NotAnArticle):
        import_page(data=b"<ul>" + b"<li><a href=x>One</a></li>" * 90 + b"</ul>", name="x", by=None, now=now)
