"""No cell is taken for a formula, and nothing of it is lost."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.core.spreadsheet import csv_lines, safe_cell

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "\u200b=1",
    "|cmd",
    "＝1",
    "\x00=1",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_formula_stands_behind_an_apostrophe(text: str) -> None:
    assert safe_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Amal", "O'Brien", "a=b", "2026-11-20", "€9"])
def test_other_words_stay_what_they_are(text: str) -> None:
    assert safe_cell(text) == text


@given(
    st.lists(
        st.lists(
            st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
            min_size=2,
            max_size=2,
        )
    )
)
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    text = "".join(csv_lines(("one", "two"), rows)).removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [["one", "two"], *([safe_cell(cell) for cell in row] for row in rows)]
    assert not any(cell.lstrip(" ").startswith(("=", "+", "@")) for row in read[1:] for cell in row)
