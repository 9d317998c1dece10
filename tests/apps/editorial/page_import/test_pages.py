"""Whole pages, as people save and copy them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from standfirst.apps.editorial.rules.page_import.page import (
    ImportedPage,
    ImportedPicture,
    Kind,
    Listing,
    Quotation,
    Reason,
)
from standfirst.apps.editorial.rules.page_import.read import read_page

FIXTURES = Path(__file__).parent / "fixtures"


def read(name: str) -> ImportedPage:
    return read_page((FIXTURES / name).read_bytes(), name=name)


def texts(page: ImportedPage) -> list[str]:
    return [str(block.value) for block in page.blocks]


def reason_of(page: ImportedPage, start: str) -> Reason | None:
    return next((entry.reason for entry in page.set_aside if entry.text.startswith(start)), None)


@pytest.mark.parametrize(
    ("name", "headline", "standfirst", "authors", "on"),
    [
        (
            "copied_magazine.txt",
            "The Ferry That Two",
            "How a 40-year-old",
            ["Anna Example", "Ben Oduya"],
            date(2025, 10, 3),
        ),
        ("copied_with_buttons.txt", "The Quiet War", "Two small states", ["Anna Example"], date(2025, 10, 3)),
        (
            "wordpress.html",
            "The Town That Sold",
            "A debt, a tower",
            ["Clara Bright"],
            datetime(2025, 4, 18, 7, 30, tzinfo=UTC),
        ),
        (
            "saved_by_browser.html",
            "The Glass Eel Hours",
            "On a March",
            ["Joss Penhallow", "Mei Arden"],
            date(2024, 3, 9),
        ),
        ("german.html", "Das letzte Licht", "Ein Leuchtturm soll", ["Jette Brodersen"], date(2025, 2, 14)),
        ("french_copied.txt", "La bibliothèque", "À Montferrand", ["Solène Maréchal"], date(2025, 10, 3)),
        ("wrapped_mail.txt", "The Cartographer", "A retired surveyor", ["Lotte Winter"], date(2025, 3, 12)),
        ("old_table.html", "The Brass Band", "", ["Morwenna Tuck"], date(1998, 6, 4)),
    ],
)
def test_a_page_gives_its_head(
    name: str, headline: str, standfirst: str, authors: list[str], on: date
) -> None:
    page = read(name)
    assert page.headline.startswith(headline)
    assert page.standfirst.startswith(standfirst)
    assert ([author.name for author in page.authors], page.published_on) == (authors, on)


@pytest.mark.parametrize(
    ("name", "blocks"),
    [
        ("copied_magazine.txt", 10),
        ("copied_with_buttons.txt", 5),
        ("wordpress.html", 14),
        ("saved_by_browser.html", 7),
        ("german.html", 4),
        ("french_copied.txt", 4),
        ("wrapped_mail.txt", 4),
        ("old_table.html", 3),
    ],
)
def test_a_page_gives_its_blocks_and_no_more(name: str, blocks: int) -> None:
    assert len(read(name).blocks) == blocks


def test_a_copied_magazine_page_keeps_its_paragraphs_and_nothing_else() -> None:
    page = read("copied_magazine.txt")
    assert [block.kind for block in page.blocks].count(Kind.PARAGRAPH) == 9
    assert texts(page)[0].startswith("Every morning at ten past six")
    assert texts(page)[-1].endswith("It has been noticed by worse, she said, and raised the flag.")
    assert "as if the U.S. envoys" in texts(page)[1]
    assert "every evening the answer was yes.”" in texts(page)[2]


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ("Join the conversation on this", Reason.COMMENTS),
        ("Please follow our comment guidelines", Reason.COMMENT_RULES),
        ("The default username", Reason.USER_NAMES),
        ("World Brief", Reason.NEWSLETTER),
        ("Our flagship evening newsletter", Reason.NEWSLETTER),
        ("Delivered Monday–Friday", Reason.NEWSLETTER),
        ("By submitting your email", Reason.PRIVACY),
        ("The Bridge That Nobody Will Rebuild", Reason.RELATED),
        ("A Vote That Nobody Counted", Reason.PICKS),
        ("Already a subscriber?", Reason.SUBSCRIBE),
        ("This article appears in the Fall", Reason.PRINT_ISSUE),
        ("The ferry crosses the Lenna River at dusk", Reason.CAPTION),
        ("The two governments have not", Reason.REPEATED),
        ("© 2025", Reason.COPYRIGHT),
    ],
)
def test_the_report_says_why_a_line_was_set_aside(start: str, reason: Reason) -> None:
    assert reason_of(read("copied_magazine.txt"), start) is reason


def test_the_lines_about_the_authors_go_to_the_authors() -> None:
    anna, ben = read("copied_magazine.txt").authors
    assert anna.about.startswith("Anna Example is a senior correspondent")
    assert (anna.handle, ben.handle) == ("@annaexample", "@benoduya")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("copied_magazine.txt", "A quotation mark has no partner in: “What holds the crossing"),
        ("german.html", "A quotation mark has no partner in: “„Ein Leuchtturm"),
        ("wordpress.html", "This may be a correction"),
        ("old_table.html", "There is no standfirst."),
        ("old_table.html", "The article is very short: 134 words."),
        ("copied_magazine.txt", "Headline and standfirst are read from the order of the lines"),
    ],
)
def test_the_report_names_what_to_look_at(name: str, part: str) -> None:
    assert any(note.startswith(part) for note in read(name).look_at)


def test_html_gives_links_lists_quotations_and_pictures() -> None:
    values = [block.value for block in read("wordpress.html").blocks]
    lead, last = [value for value in values if isinstance(value, ImportedPicture)]
    assert (lead.src[-14:], lead.credit) == ("tower-1600.jpg", "Photo: Ines Halloran")
    assert (last.caption, last.credit) == ("The rota in the bakery.", "Photo by Ines Halloran")
    assert (
        Quotation(
            text="Nobody asked us to. That is the part I would like written down.",
            speaker="Prue Hatherley",
            role="baker",
        )
        in values
    )
    assert any(
        isinstance(value, Listing) and value.items[1] == "Wednesdays: the <strong>retired</strong> surveyor"
        for value in values
    )
    assert '<a href="https://harbourweekly.example/2019/06/submarines/">submarine windows</a>' in str(
        values[2]
    )


def test_comments_scripts_and_boxes_of_html_are_no_text() -> None:
    whole = " ".join(texts(read("wordpress.html")))
    for part in ("My grandmother", "written by a script", "Harbour Letter", "Ten harbours", "cookies"):
        assert part not in whole


def test_a_nearly_repeated_paragraph_is_dropped_once() -> None:
    page = read("saved_by_browser.html")
    assert sum("kilogram of glass eels" in text for text in texts(page)) == 1
    assert reason_of(page, "A kilogram of glass eels") is Reason.REPEATED


def test_a_page_saved_by_a_browser_tells_its_address_and_the_picture_beside_it() -> None:
    page = read("saved_by_browser.html")
    assert page.canonical_url.startswith("https://www.northlight.example/story/archive/glass-eels")
    assert [block.value.src for block in page.blocks if isinstance(block.value, ImportedPicture)] == [
        "./The Glass Eel Hours _ Northlight_files/eel-net.jpg"
    ]


def test_a_single_file_archive_is_read_like_the_page_in_it() -> None:
    archive = EmailMessage()
    archive["Subject"] = "saved"
    archive.set_content((FIXTURES / "wordpress.html").read_text(), subtype="html", cte="quoted-printable")
    archive.make_related()
    page = read_page(archive.as_bytes(), name="saved.mhtml")
    assert page.fingerprint == read("wordpress.html").fingerprint


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"https://harbourweekly", b"http://www.harbourweekly"),
        lambda data: data.replace(b"/town-sold-its-clock/", b"/town-sold-its-clock"),
        lambda data: data.replace(b"</article>", b"<p>One more box.</p></article>"),
    ],
    ids=["scheme", "slash", "text"],
)
def test_the_same_address_is_the_same_page(change: Callable[[bytes], bytes]) -> None:
    data = (FIXTURES / "wordpress.html").read_bytes()
    assert read_page(change(data), name="x").fingerprint == read_page(data, name="y").fingerprint


def test_the_same_text_is_the_same_page_when_there_is_no_address() -> None:
    data = (FIXTURES / "copied_magazine.txt").read_bytes()
    other = data.replace(b"View 14 Comments", b"View 15 Comments").replace(b"\n", b"\r\n")
    assert read_page(other, name="x").fingerprint == read_page(data, name="y").fingerprint
    assert read("wrapped_mail.txt").fingerprint != read_page(data, name="y").fingerprint
