"""Papers as PDF: in scripts that run either way, with text that can be read out, and with any input."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.core.paper import Sheet, pdf_of

NAMES = (
    "Amal Karim",
    "أمل كريم",
    "שרה כהן",
    "Łukasz Αλέξης Иванов",
    "李小龙",
    "👩🏽‍🚀",
    "a" * 400,
    "**bold** <b>",
    "\\ ( ) %",
)


@pytest.mark.parametrize("right_to_left", [False, True])
def test_a_paper_is_made_of_any_names(right_to_left: bool) -> None:
    sheet = Sheet(title="Invoice 1", addressee=NAMES, sums=(("One year", "€90.00"), ("To pay", "€90.00")))
    made = pdf_of(sheet, language="ar" if right_to_left else "en-GB", right_to_left=right_to_left)
    assert made.startswith(b"%PDF-")
    assert made.rstrip().endswith(b"%%EOF")


def test_it_runs_over_to_another_page() -> None:
    sheet = Sheet(title="Long", sums=tuple((f"Line {n}", "€1.00") for n in range(120)))
    assert pdf_of(sheet, language="en").count(b"/Type /Page\n") > 1


def test_only_the_letters_that_are_needed_are_embedded() -> None:
    assert len(pdf_of(Sheet(title="Short"), language="en")) < 60_000


@pytest.mark.long
@given(st.text(max_size=60), st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_words_break_it(words: str, figure: str) -> None:
    assert pdf_of(Sheet(title="x", sums=((words, figure),), below=(words,)), language="en").startswith(
        b"%PDF-"
    )
