"""Two real fronts over one real database."""

import random
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx
import pytest

from tests.real import SEEN_WITHIN, FrontProcess, front_process, own_database, redis_server, until

Pair = tuple[FrontProcess, FrontProcess]


@pytest.fixture(scope="module", params=["postgres", "valkey"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with ExitStack() as stack:
        settings = {}
        if request.param == "valkey":
            settings["BUS_URL"] = stack.enter_context(redis_server(tmp_path_factory.mktemp("redis")))
        first, second = (stack.enter_context(front_process(own_database(), **settings)) for _ in range(2))
        yield first, second


@pytest.fixture(scope="module")
def front() -> Iterator[FrontProcess]:
    with front_process(own_database()) as found:
        yield found


def a_reader(front: FrontProcess, name: str) -> int:
    return int(httpx.post(f"{front.url}/readers/", content=f"{name}-{random.random()}@example.org").text)


def test_what_is_published_is_seen_on_both_at_once(pair: Pair) -> None:
    for number in range(5):
        pair[number % 2].post("/tell/same/", f"edition {number}")
        for front in pair:
            until(
                lambda front=front, n=number: f"edition {n}<" in front.get("/stories/same/").text,
                within=SEEN_WITHIN,
            )  # type: ignore[misc]


def test_a_change_of_standing_is_seen_on_both_at_once(pair: Pair) -> None:
    reader = a_reader(pair[0], "standing")
    pair[0].post("/tell/gated/", "gated")
    pair[0].post(f"/subscribe/{reader}/", "")
    cookies = httpx.get(f"{pair[0].url}/sign-in/{reader}/").cookies
    # Without the session nothing but the pass speaks for the reader.
    only_the_pass = {"pass": cookies["pass"]}
    for front in pair:
        assert "for subscriber" in front.get("/stories/gated/", cookies=only_the_pass).text
    pair[0].post(f"/lapse/{reader}/", "")
    for front in pair:
        until(
            lambda f=front: "for visitor" in f.get("/stories/gated/", cookies=only_the_pass).text,
            within=SEEN_WITHIN,
        )  # type: ignore[misc]


def test_a_reader_with_an_outdated_pass_gets_a_new_one(front: FrontProcess) -> None:
    reader = a_reader(front, "outdated")
    front.post("/tell/gated/", "gated")
    with httpx.Client(base_url=front.url) as browser:
        browser.get(f"/sign-in/{reader}/")
        assert "for registered" in browser.get("/stories/gated/").text
        front.post(f"/subscribe/{reader}/", "")
        until(lambda: "for subscriber" in browser.get("/stories/gated/").text, within=SEEN_WITHIN)
        answer = browser.get("/stories/gated/")
        assert ("for subscriber" in answer.text, "set-cookie" in answer.headers) == (True, False)
        browser.get("/sign-out/")
        assert "pass" not in browser.cookies
        assert "for visitor" in browser.get("/stories/gated/").text


def odd_headers() -> list[tuple[str, str]]:
    """Headers that some proxy or framework somewhere believes."""
    bases = ["Forwarded", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Scheme", "X-Forwarded-Port",
             "X-Forwarded-Prefix", "X-Forwarded-For", "X-Forwarded-Server", "X-Forwarded-SSL", "X-Host", "X-HTTP-Host-Override",
             "X-Original-URL", "X-Rewrite-URL", "X-Original-Host", "X-HTTP-Method-Override", "X-Method-Override",
             "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "Client-IP", "Via", "Front-End-Https",
             "Accept-Language", "Accept", "Accept-Charset", "User-Agent", "Referer", "Origin", "Authorization",
             "Proxy-Authorization", "Range", "If-Range", "If-Modified-Since", "If-Unmodified-Since", "If-Match",
             "Cache-Control", "Pragma", "Cookie", "X-CSRFToken", "X-Requested-With", "HX-Request", "HX-Boosted",
             "DNT", "Sec-GPC", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Save-Data", "Early-Data", "TE", "Upgrade-Insecure-Requests",
             "X-Standfirst-Viewer", "X-Standfirst-Shared", "X_Standfirst_Viewer", "Script-Name", "Path-Info", "Remote-User",
             "X-Wap-Profile", "Surrogate-Capability", "Traceparent"]  # fmt: skip
    return [
        (name, value) for name in bases for value in ("evil.example", "https://evil.example/?a=subscriber")
    ]


def test_odd_headers_and_parameters_do_not_change_a_shared_page(front: FrontProcess) -> None:
    front.post("/tell/steady/", "steady")
    baseline = front.get("/stories/steady/?after=3")
    plain = {"Accept-Encoding": "gzip, deflate"}
    assert len(odd_headers()) == 120
    for name, value in odd_headers():
        answer = front.get("/stories/steady/?after=3", headers={**plain, name: value})
        assert (answer.status_code, answer.content) == (200, baseline.content), name
        assert "evil" not in str(answer.headers)
    for number in range(80):
        odd = f"/stories/steady/?odd{number}=evil&after=3&_method=POST"
        assert front.get(odd).content == baseline.content


def test_the_same_headers_do_change_a_page_that_is_passed_on(front: FrontProcess) -> None:
    """The twin: the application itself believes some of them."""
    assert "evil" not in front.get("/mirror/").text
    changed = [
        name for name, value in odd_headers() if "evil" in front.get("/mirror/", headers={name: value}).text
    ]
    assert len(changed) > 80
    assert not any("standfirst" in name.lower() for name in changed)


DECEPTIONS = ["a.css", "a.js", ";a.css", ";a.js", "%2ea.css", "%3ba.css", "%3fa.css", "%23a.css", "%0aa.css", "%00.css", "..%2fa.css",
              "%2e%2e/a.css", "/a.css", "//a.css", "a.png", "a.avif", "a.woff2", ".", ".css", "~.css", "%20.css", "%09.css", "%5c.css",
              "a.html", "favicon.ico", "robots.txt", "static/a.css", "%2fstatic%2fa.css", "..;/static/a.css", "?a.css"]  # fmt: skip


def test_a_personal_page_under_a_false_name_is_never_kept(front: FrontProcess) -> None:
    reader = a_reader(front, "deceived")
    with httpx.Client(base_url=front.url) as browser:
        browser.get(f"/sign-in/{reader}/")
        before = front.get("/counters/").json()["entries"]
        for suffix in DECEPTIONS:
            answer = browser.get(f"/personal/{suffix}")
            assert answer.headers["cache-control"] == "private, no-store", suffix
            assert "deceived" not in front.get(f"/personal/{suffix}").text
        assert front.get("/counters/").json()["entries"] == before


def test_clients_that_hang_up_harm_nobody(front: FrontProcess) -> None:
    """Requests by two readers, half of which hang up at once; every answer that arrives is the reader's own."""
    chance = random.Random(7)
    front.post("/tell/shared/", "shared")
    readers = {name: a_reader(front, name) for name in ("registered", "subscriber")}
    front.post(f"/subscribe/{readers['subscriber']}/", "")
    passes = {n: httpx.get(f"{front.url}/sign-in/{r}/").cookies["pass"] for n, r in readers.items()}
    for _ in range(40):
        front.post("/publish/", '{"topic": "purge", "payload": {"tags": ["stories"]}}')
        for _ in range(6):
            _hang_up(front, passes[chance.choice(list(passes))])
        name = chance.choice(list(passes))
        seen = front.get("/stories/shared/", cookies={"pass": passes[name]}).text
        assert f"for {name} " in seen


def _hang_up(front: FrontProcess, pass_: str) -> None:
    place = urlsplit(front.url)
    with socket.create_connection((place.hostname, place.port)) as client:
        client.sendall(
            f"GET /stories/shared/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: pass={pass_}\r\n\r\n".encode()
        )


def test_a_front_that_starts_later_knows_what_was_revoked_before(front: FrontProcess) -> None:
    reader = a_reader(front, "before")
    front.post("/tell/gated/", "gated")
    front.post(f"/subscribe/{reader}/", "")
    only_the_pass = {"pass": httpx.get(f"{front.url}/sign-in/{reader}/").cookies["pass"]}
    front.post(f"/lapse/{reader}/", "")
    with front_process(own_database()) as later:
        assert "for visitor" in later.get("/stories/gated/", cookies=only_the_pass).text


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nowhere/", 404), ("/stories/none/", 404), ("/broken/", 500), ("/lazy/?touch=user", 500)],
)
def test_what_goes_wrong_is_told_and_not_kept(front: FrontProcess, path: str, status: int) -> None:
    answer = front.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (status, "private, no-store")
    assert "set-cookie" not in answer.headers


def test_a_shared_page_has_these_headers_and_no_others(front: FrontProcess) -> None:
    expected = {
        "date", "server", "content-type", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy",
        "content-security-policy", "x-frame-options", "cross-origin-resource-policy", "permissions-policy", "vary",
        "cache-control", "content-length", "etag",
    }  # fmt: skip
    assert set(front.get("/counted/", headers={"accept-encoding": "identity"}).headers) == expected
