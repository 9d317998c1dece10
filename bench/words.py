"""Looking for listed words in bodies of 2,000 characters, beside one look at each of their characters: the least of many rounds."""

import random
import time
import unicodedata
from collections.abc import Callable, Iterator

from bench.results import Goal, Row
from standfirst.core.text import Lexicon, examine, shipped_words
from standfirst.core.text.fold import NEAR, TURNED

SIZE = 2_000
ROUNDS = 25
MOST = Goal(5, unit=" ms")
PROSE = {
    "English": "Nobody in the harbour had asked the pilot why the strait was closed, and the companies' lawyers didn't care.",
    "German": "Über die Straße führt kein Weg zurück, sagte der Bürgermeister; draußen hätten Männer auf Größeres gewartet.",
    "Russian": "Никто в гавани не спросил лоцмана, почему пролив был закрыт; министр, вернувшись, отрицал всё.",
    "Greek": "Κανείς στο λιμάνι δεν ρώτησε τον πλοηγό γιατί έκλεισε το στενό, και οι εταιρείες σώπασαν.",
    "Arabic": "لم يسأل أحد في الميناء المرشد لماذا أُغلق المضيق، وظلت شركات الشحن صامتة.",
    "Hindi": "बंदरगाह में किसी ने पायलट से नहीं पूछा कि जलडमरूमध्य क्यों बंद था, और कंपनियाँ चुप रहीं।",
    "Chinese": "港口里没有人问过引水员为什么海峡关闭了，航运公司也保持沉默。",
}
_HEADS = str.maketrans({upright: turned for turned, upright in TURNED.items()})
_LIKE = str.maketrans({latin: other for other, latin in NEAR.items()})
_SIGNS = str.maketrans("oieast", "013457")


def measure() -> list[Row]:
    """A row for each kind of body, and one for the dearest of them."""
    words = shipped_words()  # every list whole, which is more than any publication has
    rows = [_row(kind, body, words) for kind, body in bodies(words).items()]
    dearest = max(rows, key=lambda row: row.figure or 0)
    return [*rows, Row("words of the dearest kind", " ms", dearest.figure, goal=MOST, note=dearest.what)]


def bodies(words: Lexicon) -> dict[str, str]:
    """By kind, and always the same. Of none is anything said twice: what stands in a text again is looked at once."""
    chance = random.Random(SIZE)
    listed = sorted(words.exact)
    prose = {kind: _filled(_unheard(told, chance)) for kind, told in PROSE.items()}
    dressed: dict[str, Callable[[str], str]] = {
        "piled-up marks": lambda word: "".join(sign + "\u0336\u0301" for sign in word),
        "signs for letters": lambda word: word.translate(_SIGNS),
        "stars for letters": lambda word: f"{word[:1]}*{word[2:]}",
        "letters on their heads": lambda word: word.translate(_HEADS)[::-1],
        "letters of two scripts": lambda word: word[:1] + word[1:].translate(_LIKE),
        "spaced-out letters": " ".join,
    }
    hostile = {kind: _filled(_of_listed(listed, dress, chance)) for kind, dress in dressed.items()}
    mixed = " ".join(body[:150] for body in (*prose.values(), *hostile.values()))
    return {**prose, **hostile, "a mix of all": mixed, "every sign another": _filled(_signs(chance), "")}


def _filled(words: Iterator[str], between: str = " ") -> str:
    text = ""
    while len(text) < SIZE:
        text += between + next(words)
    return text[:SIZE]


def _unheard(sentence: str, chance: random.Random) -> Iterator[str]:
    """Words as long as those of the sentence, of its letters."""
    letters = [sign for sign in sentence if not sign.isspace()]
    while True:
        for word in sentence.split():
            yield "".join(chance.choices(letters, k=len(word)))


def _of_listed(listed: list[str], dress: Callable[[str], str], chance: random.Random) -> Iterator[str]:
    while True:
        word = chance.choice(listed)
        yield dress("".join(chance.choice((sign, sign.upper())) for sign in word))


def _signs(chance: random.Random) -> Iterator[str]:
    known = [chr(code) for code in range(0xA0, 0x1F000) if unicodedata.category(chr(code))[0] in "LMNS"]
    while True:
        yield from chance.sample(known, SIZE)


def _row(kind: str, body: str, words: Lexicon) -> Row:
    examine(body, words)
    rounds = [(_milliseconds(examine, body, words), _milliseconds(_looked_at, body)) for _ in range(ROUNDS)]
    return Row(
        what=f"words of {SIZE:,} characters, {kind}",
        unit=" ms",
        figure=min(ours for ours, _ in rounds),
        reference=min(theirs for _, theirs in rounds),
        reference_name="casefold and NFKD of each character",
        note=f"{len(examine(body, words).matches)} found",
    )


def _looked_at(text: str) -> list[str]:
    return [unicodedata.normalize("NFKD", character.casefold()) for character in text]


def _milliseconds(work: Callable[..., object], *given: object) -> float:
    before = time.thread_time()
    work(*given)
    return (time.thread_time() - before) * 1_000
