"""Mending, joining lines, repeats, bylines and dates, as tables."""

from datetime import UTC, date, datetime

import pytest

from standfirst.apps.editorial.rules.page_import import bylines, dates
from standfirst.apps.editorial.rules.page_import.language import guess_language
from standfirst.apps.editorial.rules.page_import.lines import read_lines
from standfirst.apps.editorial.rules.page_import.mend import has_unbalanced_quotation, mend
from standfirst.apps.editorial.rules.page_import.page import Kind
from standfirst.apps.editorial.rules.page_import.piece import Piece
from standfirst.apps.editorial.rules.page_import.read import read_page
from standfirst.apps.editorial.rules.page_import.repeats import drop_repeats
from standfirst.apps.editorial.rules.page_import.tree import parse, text_of, text_to_report

LONG = "The two governments have not exchanged ambassadors since the bridge fell into the water, and neither has asked why."


@pytest.mark.parametrize(
    ("text", "expected", "language"),
    [
        ("the U. S. envoys", "the U.S. envoys", "en"),
        ("in the U. S.", "in the U.S.", "en"),
        ("a U. S. A. flag, a U. K. flag, a U. N. flag", "a U.S.A. flag, a U.K. flag, a U.N. flag", "en"),
        ("boats, e. g. ferries, i. e. ours", "boats, e.g. ferries, i.e. ours", "en"),
        ("at 4 p. m. in Washington, D. C.", "at 4 p.m. in Washington, D.C.", "en"),
        ("J. R. R. Tolkien and T. S. Eliot", "J. R. R. Tolkien and T. S. Eliot", "en"),
        ("General U. S. Grant", "General U. S. Grant", "en"),
        ("H. U. S. Kent", "H. U.S. Kent", "en"),
        ("z. B. im Mai", "z. B. im Mai", "de"),
        ("re\u00adgime and zero\u200bwidth", "regime and zerowidth", "en"),
        ("two  spaces\u00a0and\ta tab", "two spaces and a tab", "en"),
        ("a word , and a stop .", "a word, and a stop.", "en"),
        ("« Oui » : non !", "«\u202fOui\u202f»\u202f: non\u202f!", "fr"),
    ],
)
def test_text_is_mended(text: str, expected: str, language: str) -> None:
    assert mend(text, language=language) == expected


@pytest.mark.parametrize(
    ("text", "continues", "expected"),
    [
        ("“All of it,” she said.", False, False),
        ("“All of it, she said.", False, True),
        ("“It goes on in the next paragraph.", True, False),
        ("All of it,” she said.", False, True),
        ('"Straight" and "again', False, True),
        ("the smugglers’ bridge and the ’90s and it’s", False, False),
        ("„Ja“, sagte sie. »Nein«, er.", False, False),
        ("„Ja, sagte sie.", False, True),
        ("« Oui », dit-elle.", False, False),
        ("no marks at all", False, False),
    ],
)
def test_a_quotation_mark_without_a_partner_is_seen(text: str, continues: bool, expected: bool) -> None:
    assert has_unbalanced_quotation(text, continues=continues) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.\r\n\r\nThree.", ["One.", "Two.", "Three."]),
        (
            "The minister, who had come by\n\nboat, said nothing.",
            ["The minister, who had come by boat, said nothing."],
        ),
        (
            "Every evening we asked the\nferryman\n, who said yes.",
            ["Every evening we asked the ferryman, who said yes."],
        ),
        ("A Title\nlower case on purpose", ["A Title", "lower case on purpose"]),
    ],
)
def test_lines_are_joined_where_copying_broke_them(text: str, expected: list[str]) -> None:
    assert read_lines(text) == expected


def test_a_hyphen_at_the_margin_goes_only_when_the_whole_word_is_known() -> None:
    rows = [
        "The department of roads has a long corridor with a great many",
        *["doors that nobody in the town hall has opened since the war and"] * 6,
    ]
    broken = [
        *rows,
        "now it is said that the depart-",
        "ment wants to sell a well-",
        "known door, and the people wait.",
        "",
    ]
    text = read_lines("\n".join(broken))[0]
    assert "the department wants" in text
    assert "a well-known door" in text


@pytest.mark.parametrize(
    ("second", "kept", "looks"),
    [
        (LONG, 1, 0),
        (LONG.upper(), 1, 0),
        (LONG.replace("governments", "cabinets"), 1, 0),
        (LONG.replace("the bridge fell", "the old bridge fell"), 1, 0),
        (
            LONG
            + " That was in the year of the great flood, when the villages on both banks were under water.",
            2,
            0,
        ),
        (LONG.replace("have not", "have"), 2, 1),
        (LONG.replace("the bridge fell", "2009"), 2, 0),
    ],
)
def test_a_paragraph_said_twice_is_dropped(second: str, kept: int, looks: int) -> None:
    left, _, look_at = drop_repeats([Piece(kind=Kind.PARAGRAPH, text=text) for text in (LONG, second)])
    assert (len(left), len(look_at)) == (kept, looks)


@pytest.mark.parametrize("kind", [Kind.PARAGRAPH, Kind.PULL_QUOTE])
def test_a_refrain_and_a_pull_quote_may_repeat(kind: Kind) -> None:
    text = "Never again." if kind is Kind.PARAGRAPH else LONG
    left, _, _ = drop_repeats([Piece(kind=Kind.PARAGRAPH, text=text), Piece(kind=kind, text=text)])
    assert len(left) == 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Anna Example", [("Anna Example", "")]),
        (
            "By Anna Example, a senior correspondent at the Review",
            [("Anna Example", "a senior correspondent at the Review")],
        ),
        ("By Anna Example and Ben Oduya", [("Anna Example", ""), ("Ben Oduya", "")]),
        ("By Ann Lee, Bo Dahl, and Cy Roe", [("Ann Lee", ""), ("Bo Dahl", ""), ("Cy Roe", "")]),
        (
            "By Ann Lee, a fellow at the Harbour Institute, and Bo Dahl, a pilot",
            [("Ann Lee", "a fellow at the Harbour Institute"), ("Bo Dahl", "a pilot")],
        ),
        (
            "By Ann Lee, a fellow at Karst College and Sallow University",
            [("Ann Lee", "a fellow at Karst College and Sallow University")],
        ),
        ("Von Jette Brodersen, Redakteurin in Husum", [("Jette Brodersen", "Redakteurin in Husum")]),
        ("Par Solène Maréchal", [("Solène Maréchal", "")]),
        ("By Ludwig van der Meer", [("Ludwig van der Meer", "")]),
        ("By the time the boat came", []),
        ("By Monday the river had risen.", []),
        ("Anna Example", []),
    ],
)
def test_a_byline_names_its_authors(line: str, expected: list[tuple[str, str]]) -> None:
    found = bylines.read_byline(line) if bylines.is_byline(line) else ()
    assert [(author.name, author.about) for author in found] == expected


@pytest.mark.parametrize(
    ("line", "handle"),
    [
        ("Follow her at @annaexample", "@annaexample"),
        ("X: @ben.oduya.", "@ben.oduya"),
        ("write to ann@lee.example", ""),
        ("@", ""),
    ],
)
def test_a_handle_is_no_mail_address(line: str, handle: str) -> None:
    assert bylines.find_handle(line) == handle


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("October 3, 2025, 4:15 PM", date(2025, 10, 3)),
        ("Published on 3 October 2025", date(2025, 10, 3)),
        ("3. Oktober 2025", date(2025, 10, 3)),
        ("3 octobre 2025", date(2025, 10, 3)),
        ("3 de octubre de 2025", date(2025, 10, 3)),
        ("03.10.2025", date(2025, 10, 3)),
        ("2025-10-03", date(2025, 10, 3)),
        ("February 30, 2025", None),
        ("May 2025", None),
    ],
)
def test_a_date_is_read_as_people_write_it(line: str, expected: date | None) -> None:
    assert dates.find_date(line) == expected


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2025-04-18T09:30:00+02:00", datetime(2025, 4, 18, 7, 30, tzinfo=UTC)),
        ("2025-04-18T09:30:00.123Z", datetime(2025, 4, 18, 9, 30, tzinfo=UTC)),
        ("2025-04-18 09:30", datetime(2025, 4, 18, 9, 30, tzinfo=UTC)),
        ("2025-04-18", date(2025, 4, 18)),
        ("Fri, 18 Apr 2025 09:30:00 GMT", datetime(2025, 4, 18, 9, 30, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
        ("yesterday", None),
    ],
)
def test_a_stamp_of_metadata_is_read(stamp: str, expected: date | None) -> None:
    assert dates.read_stamp(stamp) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("October 3, 2025, 4:15 PM", True),
        ("Publié le 3 octobre 2025", True),
        ("On October 3, 2025, the boat sank.", False),
    ],
)
def test_a_sentence_with_a_date_is_no_dateline(line: str, expected: bool) -> None:
    assert dates.is_dateline(line) is expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The boat between them is older than the border, and it was built for a river in the war.", "en"),
        (
            "Wer auf dem Deich steht, sieht es dreimal kurz, und das ist nicht die Lampe, die der Wirt im Fenster hat.",
            "de",
        ),
        (
            "La clé est grosse comme la main et pend à un clou dans le mur, pour ceux qui ne la voient pas.",
            "fr",
        ),
        ("xyzzy", ""),
    ],
)
def test_the_language_is_told_by_its_commonest_words(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_a_kicker_over_the_headline_is_no_part_of_the_text() -> None:
    sentence = "The ferry runs on Tuesdays, and nobody on the island has ever minded the wait for number {}. "
    text = "".join(f"<p>{sentence.format(number) * 2}</p>" for number in range(6))
    head = "<p class='kicker'>Islands</p><h1>A boat for the winter</h1>"
    page = f"<html><title>A boat for the winter</title><body><article>{head}{text}</article></body></html>"
    found = read_page(page.encode(), name="boat.html")
    assert "Islands" not in {block.value for block in found.blocks}
    assert "Islands" in {entry.text for entry in found.set_aside}


@pytest.mark.parametrize(
    ("markup", "taken", "reported"),
    [
        ("<p><span>Share</span><span>Print</span></p>", "SharePrint", "Share Print"),
        ("<p><a href=/a>World</a><a href=/b>Books</a></p>", "World Books", "World Books"),
        ("<p><b>T</b><span>he sea</span></p>", "The sea", "The sea"),
        ("<p>un<i>der</i>stood</p>", "understood", "understood"),
    ],
)
def test_what_stands_side_by_side_is_parted_in_the_report(markup: str, taken: str, reported: str) -> None:
    root = parse(f"<html><body>{markup}</body></html>", name="page.html")
    assert (text_of(root), text_to_report(root)) == (taken, reported)
