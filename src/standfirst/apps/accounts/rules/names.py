"""How readers appear by default: given name and the initial of the family name."""

import re
import unicodedata

from standfirst.core.text.characters import clusters, is_letter, is_styled

LONGEST_GIVEN = 32  # letters; the initial and a number come after it
ALPHABET = "234679BCDFGHJKMNPQRTVWXYZ"  # without vowels, and without what looks like another
_ASIDES = re.compile(r"\([^)]*\)|[“”„\"«»,;]+")
_PARTICLES_TEXT = """
de da do das dos del della delle dei degli di du des la le les lo van von vom zu zum zur den der dem
het ten ter te 't op af av och og y e i bin bint binti ibn ben bat abu abd al el ul ap ab ferch mac
mc nic na ni nga wa an
"""
# Particles are skipped where they are written small; with a capital they are part of the name.
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_ARTICLE = re.compile(r"(?:[Aa]l|[Ee]l|ad|an|ar|as|ash|at|az)[-‐‑](?=[^\W\d_])|d['’](?=[^\W\d_])|ال(?=\w{3})")
_BEFORE_ITS_CONSONANT = frozenset("เแโใไເແໂໃໄ")


def default_username(*, given: str, family: str) -> str:
    """“Amal K” for Amal Karim; empty where there is no given name to show."""
    shown = _tidy(given)
    initial = initial_of(family)
    return f"{_shortened(shown)} {initial}".strip() if shown else ""


def numbered(name: str, number: int) -> str:
    """The name for who comes second, third and so on."""
    return f"{name} {number}"


def initial_of(family: str) -> str:
    """The first letter of a family name as people count letters, after particles such as “van der” and articles."""
    words = [word for word in _tidy(family).split() if any(map(is_letter, word))]
    while len(words) > 1 and words[0] in _PARTICLES:
        words.pop(0)
    if not words:
        return ""
    name = _ARTICLE.sub("", words[0], count=1)
    return _first_letter(name)


def _first_letter(word: str) -> str:
    letters = clusters(word)
    while letters and not is_letter(letters[0][0]):
        letters.pop(0)
    take = 2 if letters and letters[0] in _BEFORE_ITS_CONSONANT else 1
    first = "".join(letters[:take])
    capital = first.title()  # not upper(): Georgian has capitals for headlines only
    return capital if len(clusters(capital)) == len(clusters(first)) else first


def _tidy(name: str) -> str:
    """Plain letters, single spaces, nothing invisible, no asides in brackets."""
    plain = "".join(
        unicodedata.normalize("NFKC", character) if is_styled(character) else character
        for character in _ASIDES.sub(" ", name)
    )
    return " ".join(unicodedata.normalize("NFC", plain).split())


def _shortened(name: str) -> str:
    """Whole words as far as they fit, else the beginning of the first."""
    words = name.split()
    while len(words) > 1 and len(clusters(" ".join(words))) > LONGEST_GIVEN:
        words.pop()
    return "".join(clusters(" ".join(words))[:LONGEST_GIVEN])
