"""Texts that look alike have the same keys, whatever they are made of."""

import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.core.text import look, look_in_one_case
from standfirst.core.text.skeleton import prototypes

ALIKE = [
    ("rnoderator", "moderator"), ("RNODERATOR", "Moderator"), ("AIex R", "Alex R"), ("A1ex R", "Alex R"), ("A|ex R", "alex r"),
    ("АLЕХ", "Alex"), ("АМАL", "Amal"), ("ΑΜΑL", "AMAL"), ("Ａｍａｌ", "Amal"), ("𝐀𝐦𝐚𝐥", "Amal"), ("Ⓐⓜⓐⓛ", "Amal"),
    ("Proﬁt", "profit"), ("ﬀion", "Ffion"), ("J0hn", "John"), ("A\u200bmal", "Amal"), ("Am\u00adal", "Amal"), ("A m a l", "Amal"),
    ("A.m-a'l", "Amal"), ("Amál", "Amal"), ("Nadia Farrow", "nadiafarrow"), ("НАДЯ", "надя"), ("ΕΛΕΝΗ", "ελενη"), ("O’Brien", "OʼBrien"),
    ("علي", "علی"), ("Straße", "STRASSE"), ("lAN HILL", "Ian Hill"), ("AIex Rill", "ALEX RILL"),
]  # fmt: skip


def too_alike(one: str, other: str) -> bool:
    return look(one) == look(other) or look_in_one_case(one) == look_in_one_case(other)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_these_are_too_alike(one: str, other: str) -> None:
    assert too_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [  ("か", "が"), ("ノリコ", "リコ"), ("Maria S", "Maria T"), ("राम", "रम"), ("Nina", "Vina"), ("王", "玉")],
)  # fmt: skip
def test_these_are_names_of_their_own(one: str, other: str) -> None:
    assert not too_alike(one, other)


def test_twin_capitals_alone_let_look_alikes_through() -> None:
    assert "rnoderator".casefold() != "moderator".casefold()
    assert unicodedata.normalize("NFKC", "АLЕХ").casefold() != "alex"


@given(st.text(max_size=30))
def test_the_key_does_not_change_with_the_way_accents_are_written(text: str) -> None:
    assert look(unicodedata.normalize("NFD", text)) == look(unicodedata.normalize("NFC", text))


def test_the_data_say_what_they_are_and_hold_unicodes_examples() -> None:
    table = files("standfirst.core.text").joinpath("confusables.tsv").read_text(encoding="utf-8")
    assert table.startswith("# Unicode 17.0 confusables")
    assert len(prototypes()) > 5_000
    for character, prototype in {
        "m": "rn",
        "I": "l",
        "1": "l",
        "|": "l",
        "0": "O",
        "А": "A",
        "ﬁ": "fi",
        "Ⅷ": "Vlll",
    }.items():
        assert prototypes()[ord(character)] == prototype
