"""Editorial's small rules, as tables."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.editorial.rules import colours, routes, words
from standfirst.apps.editorial.rules.languages import search_configuration
from standfirst.apps.editorial.rules.plain_text import plain_text
from standfirst.core import keyset, players


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        ("https://www.youtube.com/watch?v=abc_DEF-123", "https://www.youtube-nocookie.com/embed/abc_DEF-123"),
        (
            "https://www.youtube.com/watch?t=4&v=abc_DEF-123",
            "https://www.youtube-nocookie.com/embed/abc_DEF-123",
        ),
        ("https://youtu.be/abc_DEF-123?si=x", "https://www.youtube-nocookie.com/embed/abc_DEF-123"),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1"),
        ("https://datawrapper.dwcdn.net/aB3x9/2/", "https://datawrapper.dwcdn.net/aB3x9/"),
        ("https://archive.org/details/a-film-of-1912", "https://archive.org/embed/a-film-of-1912"),
        ("http://www.youtube.com/watch?v=abc_DEF-123", None),
        ("https://www.youtube.com.evil.example/watch?v=abc_DEF-123", None),
        ("https://evil.example/?https://vimeo.com/123456789", None),
        ("https://vimeo.com/123456789\n<script>", None),
        ("javascript:alert(1)//https://vimeo.com/1234", None),
        ("", None),
    ],
)
def test_which_player_an_address_names(address: str, frame: str | None) -> None:
    found = players.player_of(address)
    assert (found.frame if found else None) == frame


@given(st.text(max_size=200))
def test_every_frame_is_on_a_listed_host(address: str) -> None:
    found = players.player_of(address)
    assert found is None or found.frame.startswith(players.FRAME_HOSTS)


@pytest.mark.parametrize(
    ("texts", "count"),
    [([], 0), (["One two."], 2), (["<p>One <b>two</b></p>", "three"], 3), (["a–b  c\n d"], 3), ([""], 0)],
)
def test_counting_words(texts: list[str], count: int) -> None:
    assert words.count_words(texts) == count


@pytest.mark.parametrize(("count", "minutes"), [(0, 1), (100, 1), (460, 2), (3870, 17)])
def test_minutes_to_read(count: int, minutes: int) -> None:
    assert words.minutes_to_read(count) == minutes


@pytest.mark.parametrize(
    ("colour", "paper", "fine"),
    [
        ("#b3260c", colours.LIGHT_PAPER, True),
        ("#ff8a6a", colours.DARK_PAPER, True),
        ("#ff8a6a", colours.LIGHT_PAPER, False),
        ("#b3260", colours.LIGHT_PAPER, False),
        ("red;}body{display:none", colours.LIGHT_PAPER, False),
        ("#b3260c\n", colours.LIGHT_PAPER, False),
    ],
)
def test_which_accent_is_refused(colour: str, paper: str, fine: bool) -> None:
    assert (colours.fault_of_accent(colour, paper=paper) is None) is fine


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)


moments = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is added


@given(moments, st.integers(1, 2**62))
def test_a_place_in_a_list_is_read_as_it_was_written(moment: datetime, number: int) -> None:
    place = keyset.Place(moment=moment, id=number)
    assert keyset.read_place(str(place)) == place


@given(st.text(max_size=60))
def test_any_text_is_a_place_or_is_refused(text: str) -> None:
    with suppress(keyset.BadPlace):
        assert isinstance(keyset.read_place(text).moment, datetime)


def test_places_differ_by_a_microsecond() -> None:
    moment = datetime(2026, 11, 20, 9, 0, 0, 1, tzinfo=UTC)
    assert str(keyset.Place(moment, 1)) != str(keyset.Place(moment + timedelta(microseconds=1), 1))


@pytest.mark.parametrize(
    ("url_path", "path"),
    [("/front/", "/"), ("/front/world/", "/world/"), ("/front/world/a-story/", "/world/a-story/")],
)
def test_the_public_path_of_a_page(url_path: str, path: str) -> None:
    assert routes.path_of(url_path) == path


@pytest.mark.parametrize(
    ("language", "configuration"),
    [("en-GB", "english"), ("de", "german"), ("ar", "arabic"), ("cy", "simple")],
)
def test_which_grammar_the_search_knows(language: str, configuration: str) -> None:
    assert search_configuration(language) == configuration


def test_rich_text_becomes_plain_with_its_addresses() -> None:
    html = (
        '<p>See <a href="https://a.example/">this</a> &amp; that<br/>too</p><ul><li>one</li><li>two</li></ul>'
    )
    assert plain_text(html) == "See this <https://a.example/> & that\ntoo\n\n- one\n- two"
