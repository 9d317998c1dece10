"""Page furniture is set aside; sentences of articles that look like it stay."""

import pytest

from standfirst.apps.editorial.rules.page_import.furniture import RULES, find_rule, rules_for, sort_out
from standfirst.apps.editorial.rules.page_import.page import Kind, Reason
from standfirst.apps.editorial.rules.page_import.piece import Piece
from tests.apps.editorial.page_import.lines_en import LINES as ENGLISH_LINES
from tests.apps.editorial.page_import.lines_other import LINES as OTHER_LINES

LINES = ENGLISH_LINES | OTHER_LINES
ALL_RULES = [rule for table in RULES.values() for rule in table]
WEAK = {rule.name for rule in ALL_RULES if rule.needs_company}


def language_of(name: str) -> str:
    return name[:2] if name[2:3] == ":" else "en"


def paragraph(text: str) -> Piece:
    return Piece(kind=Kind.PARAGRAPH, text=text, value=text)


def set_aside(*texts: str, language: str = "en") -> dict[str, Reason]:
    _, dropped = sort_out([paragraph(text) for text in texts], language=language)
    return {entry.text: entry.reason for entry in dropped}


@pytest.mark.parametrize(
    ("name", "line"), [(name, line) for name, (lines, _) in LINES.items() for line in lines]
)
def test_a_line_of_furniture_is_known(name: str, line: str) -> None:
    own = next(rule for rule in ALL_RULES if rule.name == name)
    found = find_rule(line, language=language_of(name))
    assert found is not None
    assert (found.reason, len(line.split()) <= own.most_words) == (own.reason, True)


@pytest.mark.parametrize(
    ("name", "line"), [(name, line) for name, (_, innocent) in LINES.items() for line in innocent]
)
def test_a_sentence_that_looks_like_furniture_stays(name: str, line: str) -> None:
    long = "The river rose in the night and carried off a fence, two boats and the sign of the inn. " * 2
    assert line not in set_aside(long, line, long, language=language_of(name))


def test_every_rule_has_its_lines_and_its_innocent_sentence() -> None:
    assert {rule.name for rule in ALL_RULES} == set(LINES)
    assert all(lines and innocent for lines, innocent in LINES.values())


def test_names_of_rules_are_unique() -> None:
    assert len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)


@pytest.mark.parametrize("name", sorted(WEAK))
def test_a_weak_rule_counts_only_in_company(name: str) -> None:
    line = LINES[name][0][0]
    assert set_aside("It rained on the port.", line) == {}
    assert line in set_aside("View Comments", line)


def test_speech_is_never_furniture() -> None:
    assert set_aside("“Sign up for our newsletter today,” said the baker to the queue.") == {}


def test_a_newsletter_box_goes_with_its_name_and_blurb() -> None:
    box = ["River Brief", "One dispatch a week from the border regions.", "Delivered Wednesday."]
    assert set_aside("A paragraph that ends here.", *box) == dict.fromkeys(box, Reason.NEWSLETTER)


def test_the_praise_inside_a_newsletter_box_goes_with_it_and_outside_it_stays() -> None:
    praise = "A curated selection of our very best long reads."
    assert set_aside("Sign up for Editors’ Picks", praise, "Enter your email")[praise] is Reason.NEWSLETTER
    assert praise not in set_aside("It rained on the port.", praise, "Enter your email")
    assert praise not in set_aside("Sign up for Editors’ Picks", praise, "It rained on the port.")


def test_the_paragraph_above_a_stray_delivery_line_stays() -> None:
    before = "The ministry has not answered, and the boat has not stopped."
    assert set_aside(before, before + " It will not.", "Delivered Wednesday.") == {
        "Delivered Wednesday.": Reason.NEWSLETTER
    }


def test_titles_under_a_list_of_picks_go_with_it_and_the_text_after_it_stays() -> None:
    titles = ["1", "The Year the Salt Ran Out", "By Ola Finn", "A man reads a paper.", "The Last Typewriter"]
    after = "In August a new deputy minister discovered the line in a budget and sent an inspector."
    assert set_aside("Editors’ Picks", *titles, after) == dict.fromkeys(
        ["Editors’ Picks", *titles], Reason.PICKS
    )


def test_what_readers_wrote_under_the_article_is_set_aside() -> None:
    comments = [
        "Comments (2)",
        "Karl D.",
        "3 hours ago",
        "I crossed on it in 1974 and it leaked.",
        "Reply",
        "Ina",
        "Yesterday",
        "So did I, and it did.",
    ]
    assert set(set_aside("The boat crossed at noon as ever.", *comments)) == set(comments)


@pytest.mark.parametrize(
    ("language", "known"), [("de", {"de", "en"}), ("en", {"en"}), ("fi", {"en", "de", "fr", "es"})]
)
def test_a_page_is_read_by_its_own_rules_and_the_english_ones(language: str, known: set[str]) -> None:
    assert {language_of(rule.name) for rule in rules_for(language)} == known
