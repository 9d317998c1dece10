"""One spelling of an address is shared; every other goes to the application, which knows what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.front import shared
from standfirst.front.addresses import canonical_query, plain_host, plain_path
from tests.front.inside import Stage, play

ODD_PATHS = [
    b"/s//one/", b"//s/one/", b"/s/one/;a=1", b"/s/one%2f", b"/s%2fone/", b"/s/one%00", b"/s/./one/", b"/s/../s/one/",
    b"/s/one/..", b"/s/%2e%2e/s/one/", b"/s/on%65/", b"/s/caf%c3%a9/", b"/s/caf%C3/", b"/s/one%3fafter=1", b"/s/one%23a",
    b"/s/one%0a", b"/s/one%0d%0aX-A:b", b"/s/one\\", b"/s/one%5c", b"/s/one%", b"/s/one%zz", b"/s/one%25", b"/s/\xc3\xa9/",
    b"/s/one%3b.css", b"/s/" + b"a" * 2000, b"*", b"", b"/s/one%7f",
]  # fmt: skip


@pytest.mark.parametrize("raw", ODD_PATHS)
def test_an_odd_spelling_is_passed_on_and_never_kept(raw: bytes) -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask_raw(raw, "GET", b"", [("host", "review.example")])
        assert (stage.origin.renders, len(stage.origin.passed_on), stage.counters.entries) == (0, 1, 0)

    play(scene)


def test_without_that_rule_an_odd_spelling_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "plain_path", lambda raw: raw.decode("latin-1"))

    async def scene(stage: Stage) -> None:
        await stage.ask_raw(b"/s/one/;a.css", "GET", b"", [("host", "review.example")])
        assert stage.counters.entries == 1

    play(scene)


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        (b"/", "/"),
        (b"/politics/a-story/", "/politics/a-story/"),
        (b"/caf%C3%A9/", "/café/"),
        (b"/%E6%96%87/", "/文/"),
        (b"/a%20b/", "/a b/"),
        (b"/a/.well-known", "/a/.well-known"),
    ],
)
def test_a_plain_path_is_read(raw: bytes, path: str) -> None:
    assert plain_path(raw) == path


@given(st.binary(max_size=60))
def test_no_two_spellings_are_one_path(raw: bytes) -> None:
    path = plain_path(raw)
    if path is not None:
        assert not any(part in {".", ".."} for part in path.split("/"))
        assert "//" not in path
        assert "\x00" not in path


@pytest.mark.parametrize(
    ("raw", "query"),
    [
        (b"", ""),
        (b"after=2", "after=2"),
        (b"utm_source=x&after=2&fbclid=y", "after=2"),
        (b"topic=b&after=2", "after=2&topic=b"),
        (b"after=2&topic=b", "after=2&topic=b"),
        (b"after=", "after="),
        (b"AFTER=2", ""),
        (b"after=a%20b", "after=a+b"),
        (b"after=%ff", None),
        (b"after=\xff", None),
        (b"&".join([b"a=1"] * 101), None),
        (b"after=" + b"a" * 3000, None),
    ],
)
def test_only_allowed_parameters_remain_in_one_order(raw: bytes, query: str | None) -> None:
    assert canonical_query(raw, frozenset({"after", "topic"})) == query


@given(st.binary(max_size=200))
def test_any_query_is_read_without_an_error(raw: bytes) -> None:
    assert canonical_query(raw, frozenset()) == ""
    canonical_query(raw, frozenset({"after"}))


async def eighty_parameters(stage: Stage) -> int:
    baseline = await stage.ask(query="after=3")
    for number in range(80):
        odd = await stage.ask(query=f"odd{number}=1&after=3&utm_{number}=x")
        assert odd.body == baseline.body
    return stage.counters.entries


def test_eighty_odd_parameters_do_not_change_a_page() -> None:
    async def scene(stage: Stage) -> None:
        assert await eighty_parameters(stage) == 1

    play(scene)


def test_without_the_list_of_parameters_each_is_a_page_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "canonical_query", lambda raw, _: raw.decode())

    async def scene(stage: Stage) -> None:
        with pytest.raises(AssertionError):
            await eighty_parameters(stage)
        assert stage.counters.entries == 2

    play(scene)


@pytest.mark.parametrize(
    ("raw", "host"),
    [
        (b"review.example", "review.example"),
        (b"REVIEW.example:8000", "review.example:8000"),
        (b"a.wild.example", "a.wild.example"),
        (b"wild.example", "wild.example"),
        (b"[::1]:8000", "[::1]:8000"),
        (b"evilwild.example", None),
        (b"other.example", None),
        (b"review.example@evil.example", None),
        (b"review.example/evil", None),
        (b"review.example:80:80", None),
        (b"review.example, evil.example", None),
        (b"review.example\xff", None),
        (b"", None),
    ],
)
def test_a_host_is_one_of_ours_or_none(raw: bytes, host: str | None) -> None:
    assert plain_host(raw, ["review.example", ".wild.example", "[::1]"]) == host


@pytest.mark.parametrize(
    "hosts", [[], ["evil.example"], ["review.example", "evil.example"], ["review.example"] * 2]
)
def test_a_request_without_one_good_host_is_passed_on(hosts: list[str]) -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask_raw(b"/s/one/", "GET", b"", [("host", host) for host in hosts])
        assert (stage.origin.renders, len(stage.origin.passed_on)) == (0, 1)

    play(scene)


def test_without_the_list_of_hosts_a_page_is_made_for_a_stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "plain_host", lambda raw, _: raw.decode())

    async def scene(stage: Stage) -> None:
        await stage.ask(host="evil.example")
        assert stage.origin.requests[0].host == "evil.example"

    play(scene)


@pytest.mark.parametrize(
    ("length", "remembered"), [(100, True), (1024, True), (1025, False), (60_000, False)]
)
def test_nobody_fills_the_memory_with_long_addresses(length: int, remembered: bool) -> None:
    long = "/s/".ljust(length, "x")

    async def scene(stage: Stage) -> None:
        await stage.ask(long, accept_encoding=long, host=long)
        door = stage.front._shared
        assert (long.encode() in door._routes) is remembered
        await stage.ask(accept_encoding=long)
        assert (long.encode() in door._gzip) is remembered

    play(scene)
