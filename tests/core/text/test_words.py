"""Listed words are found however they are spelled, and nothing else is."""

import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.words import bodies
from standfirst.core.text import (
    Severity,
    clean,
    compile_words,
    examine,
    find_listed,
    read_list,
    shipped_words,
    words,
)
from standfirst.core.text.fold import _Table, fold, fold_each
from standfirst.core.text.lists import BadList

WORDS = shipped_words()
SPELLINGS = ["fuck", "FUCK", "fuuuuck", "fucccckkkk", "f.u.c.k", "f_u_c_k", "f-u-c-k", "f*ck", "f**k", "fu\u200bck", "f\xaduck", "fu\u2060ck", "f͏uck", "fu️ck", "f́úćk̀", "fúck", "f̶u̶c̶k̶", "f̸̡̛̗u̵͓͝c̷̙̈́k̶̰̏", "ｆｕｃｋ", "𝐟𝐮𝐜𝐤", "𝓯𝓾𝓬𝓴", "𝕗𝕦𝕔𝕜", "ⓕⓤⓒⓚ", "🅕🅤🅒🅚", "🄵🅄🄲🄺", "🅵🆄🅲🅺", "🇫🇺🇨🇰", "fuсk", "fυck", "fuсκ", "fuск", "fцck", "ꜰᴜᴄᴋ", "ᶠᵘᶜᵏ", "fu¢k", "ʞɔnɟ", "&#102;uck", "f&#117;ck", "fuck!", "(fuck)", "fuck_you", "fu.ck", "fu-ck", "fůçk", "ƒuck", "fucking", "FuCkInG", "sh1t", "$h!t", "5h1t", "sh!t", "ѕhіt", "Ꮪhit", "shiiiit", "sh*t", "b1tch", "b!tch", "bltCh", "BlTCH", "sIut", "@sshole", "a$$hole", "assh0le", "c0cksucker", "motherfuckerman", "xxbullshitxx", "n1gger", "nlgger", "niiigger", "xxniggerxx", "arsch10ch", "Hurensohn", "enculé", "bougnoule", "gilipollas"]  # fmt: skip
ACROSS_SPACES = [
    "f u c k",
    "say f . u . c . k now",
    "f  u  c  k",
    "s h i t",
    "\u202ekcuf\u202c",
    "oh \u202eti hs tihs\u202c",
]
INNOCENT = """
Scunthorpe|Penistone|Lightwater|Clitheroe|Sussex, Essex and Middlesex|Cockburn|Weiner|Kuntz|Callahan|Medick|Dickman|Cummings|Suconcock|
Sporn|Hitchcock|Hancock|pen island|the A55 to Bangor|snigger|He sniggered.|therapist|specialist|assume the class passes|J. R. R. Tolkien|
U S S R|mass.It is|cocktail|Matsushita|shiitake|raccoon|tycoon|Shakespeare|grass|Niger and Nigeria|a bass guitar|button|document|
circumstance|Assisi|rapeseed|analysis|title|Titus|Ana L|arsenal|Saturday|push-it|mis-hit|cono|computadora|disputa|Bordeleau|
сука сит|Ася|1,455 euros|5 * 4 * 3|C*|**bold**|a_b_c|x y z|£455 million
""".replace("\n", "").split("|")  # fmt: skip


def words_in(text: str) -> list[str]:
    return [match.entry.word for match in find_listed(text, WORDS)]


@pytest.mark.parametrize("text", [*SPELLINGS, *ACROSS_SPACES])
def test_a_listed_word_is_found_however_it_is_spelled(text: str) -> None:
    assert words_in(text)


def test_more_than_sixty_spellings_are_tried() -> None:
    assert len({*SPELLINGS, *ACROSS_SPACES}) >= 60


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent_words_are_left_alone(text: str) -> None:
    assert words_in(text.strip()) == []


def test_twin_without_folding_most_spellings_pass() -> None:
    plain = set(WORDS.exact)
    seen = [text for text in SPELLINGS if text.lower() in plain]
    assert len(seen) < 10


def test_twin_without_the_allowed_words_snigger_is_found() -> None:
    bare = compile_words((read_list('language="en"\nversion="1"\n[refuse]\nanywhere=["nigger"]'),))
    assert [match.stage for match in find_listed("snigger", bare)] == ["inside"]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("fuck", "plain"), ("motherfuckerman", "inside"), ("sh1t", "leet"), ("shiiit", "repeats"), ("f.uck", "joined"),
        ("sh*t", "starred"), ("ʞɔnɟ", "otherwise"), ("f u c k", "spelled"), ("\u202ekcuf", "reversed"),
    ],
)  # fmt: skip
def test_a_match_says_which_entry_and_which_stage(text: str, stage: str) -> None:
    assert stage in {match.stage for match in find_listed(text, WORDS)}


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("A quiet morning.", None), ("The penis of the octopus", None), ("What an ass", Severity.FLAG), ("This is shit", Severity.HOLD),
        ("shit, n1gger", Severity.REFUSE),
    ],
)  # fmt: skip
def test_the_gravest_word_decides(text: str, severity: Severity | None) -> None:
    assert examine(text, WORDS).severity is severity


def test_what_cannot_be_examined_waits_for_a_person() -> None:
    assert examine("a" * 5_001, WORDS).severity is Severity.HOLD
    broken = examine("fuck", None)  # type: ignore[arg-type]
    assert broken.broke
    assert broken.severity is Severity.HOLD


def test_a_name_is_innocent_where_somebody_bears_it() -> None:
    assert words_in("Kike B") == ["kike"]
    assert find_listed("Kike B", WORDS, believed=frozenset({"Kike"})) == []
    assert find_listed("Fucker B", WORDS, believed=frozenset({"Fucker"})) != []


def test_another_language_brings_only_what_is_never_innocent() -> None:
    english = shipped_words("en-GB")
    assert find_listed("Der Hure", english) == []
    assert find_listed("Judensau", english) != []
    assert find_listed("Der Hure", shipped_words("de-AT")) != []


def test_a_list_is_a_value_and_bad_ones_are_refused() -> None:
    text = 'language="en"\nversion="7"\n[hold]\nwords=["grault s ed"]\n[innocent]\nallowed=["graulted"]'
    assert read_list(text) == read_list(text)
    assert compile_words((read_list(text),)) is compile_words((read_list(text),))
    found = find_listed("graults graulted graulting", compile_words((read_list(text),)))
    assert [match.found for match in found] == ["graults"]
    for bad in ("language=", 'version="1"', 'language="en"\nversion="1"\nhold=3'):
        with pytest.raises(BadList):
            read_list(bad)


@given(st.text(max_size=200))
def test_no_text_breaks_the_search(text: str) -> None:
    assert not examine(text, WORDS).broke


def steps(text: str) -> int:
    """Lines that run while a text is searched: a count, not a time."""
    count = 0

    def line(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        find_listed(text, WORDS)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "unit", ["a", "a ", "f u c k ", "a*", "$1", "i l ", "aab", "f.u.", "é̶", "&#102;", "ʞ", "nigge", "word of text ", "! ", "\u202ea"]
)  # fmt: skip
def test_the_steps_grow_with_the_text_and_not_faster(unit: str) -> None:
    steps(unit * 10)  # what is made once is made
    short, long = steps(unit * 100), steps(unit * 800)
    assert long <= 8.8 * short + 200


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\u202eb\u2066c\u200bd\u00ade\x00f\ufeffg", "abcdefg"),
        ("line\r\nline\tend\x85", "line\nline\tend"),
        ("e" + "\u0301" * 9, "é\u0301\u0301"),
        ("ก" + "\u0e49" * 300, "ก" + "\u0e49" * 6),
        ("ཀ" + "\u0f74" * 9 + "ཀ", "ཀ" + "\u0f74" * 6 + "ཀ"),
        ("ཧཱུྃ བསྒྲུབས", "ཧཱུྃ བསྒྲུབས"),
        ("בְּרֵאשִׁ֖ית ที่นี่", "בְּרֵאשִׁ֖ית ที่นี่"),
        ("علی‌رضا", "علی‌رضا"),
        ("ශ්‍රී", "ශ්‍රී"),
        ("👩‍🚀 ❤️", "👩‍🚀 ❤️"),
        ("a\u200db", "ab"),
        ("e\u0301", "é"),
    ],
)
def test_a_text_is_kept_without_what_is_invisible_or_piled_up(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(
    st.lists(
        st.sampled_from([*SPELLINGS, *ACROSS_SPACES, *INNOCENT, "shitting,", "“Dick”", "sIut.", "ASSESS"]),
        max_size=6,
    )
)
def test_what_is_passed_over_quickly_holds_nothing(chunks: list[str]) -> None:
    text = " ".join(chunks)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(words, "_is_ordinary", lambda chunk, lexicon: False)
        slowly = find_listed(text, WORDS)
    assert find_listed(text, WORDS) == slowly


@pytest.mark.parametrize(
    ("kind", "most"),
    [("English", 12), ("Russian", 13), ("Hindi", 16), ("stars for letters", 26), ("every sign another", 7)],
)
def test_few_steps_are_made_for_a_character(kind: str, most: int) -> None:
    body = bodies(WORDS)[kind]
    steps(body)
    assert steps(body) < most * len(body)


def test_prose_said_twice_is_looked_at_once() -> None:
    prose = "Nobody in the harbour had asked the pilot why the strait was closed. "
    assert steps(prose * 29) < 29 / 4 * steps(prose)


@given(
    st.lists(
        st.one_of(
            st.text(max_size=12), st.sampled_from([*SPELLINGS, "&#10;", "&NewLine;a", "a\xa0b", "ﷺ", "가"])
        )
    )
)
def test_texts_are_folded_together_as_each_alone(texts: list[str]) -> None:
    assert fold_each(texts) == [fold(text).replace("\n", " ") for text in texts]


def test_a_table_of_what_characters_become_does_not_grow_for_ever() -> None:
    table = _Table(str.upper)
    assert "".join(map(chr, range(0x20, 0x5000))).translate(table)
    assert len(table) <= 8_192
    assert "é".translate(table) == "É"


def test_a_text_of_signs_that_stand_for_phrases_waits_for_a_person() -> None:
    assert examine("ﷺ " * 200, WORDS).severity is None
    assert examine("ﷺ" * 2_000, WORDS).broke


def test_a_name_that_is_believed_spares_no_word_in_circles() -> None:
    assert find_listed("ⓕⓤⓒⓚ", WORDS, believed=frozenset({"Dick"})) != []
