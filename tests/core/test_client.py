"""Where a request comes from: what the server saw, or a trusted proxy says; nobody else has a say."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from django.test import RequestFactory

from standfirst.core.http.client import UNKNOWN, address_of, network_of
from tests.real import FrontProcess, _answers, environment, free_port, front_process, until

FORGED = ("X-Forwarded-For", "Forwarded", "CF-Connecting-IP", "X-Real-IP", "True-Client-IP", "REMOTE_ADDR")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("192.0.2.78", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("2001:db8:1:ffff::1", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", UNKNOWN),
        ("unix:", UNKNOWN),
        ("192.0.2.77, 10.0.0.1", UNKNOWN),
    ],
)
def test_an_address_has_a_network(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize("header", FORGED)
def test_no_header_says_where_a_request_comes_from(header: str) -> None:
    request = RequestFactory(headers={header: "198.51.100.9"}).get("/")
    assert address_of(request) == "127.0.0.1"
    del request.META["REMOTE_ADDR"]
    assert address_of(request) == UNKNOWN


@contextmanager
def served(database_url: str, data: Path, **settings: str) -> Iterator[FrontProcess]:
    """A front as `standfirst serve` runs it."""
    (data / "static").mkdir()
    (data / "static" / "staticfiles.json").write_text("{}")
    port = free_port()
    command = [sys.executable, "-m", "standfirst.conf.cli", "serve", "--port", str(port), "--workers", "1"]
    env = {**environment(database_url), "DATA": str(data), "STANDFIRST_MODE": "test", **settings}
    env.pop("FORWARDED_ALLOW_IPS", None)
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    front = FrontProcess(f"http://127.0.0.1:{port}", process)
    try:
        until(lambda: _answers(front))
        yield front
    finally:
        process.terminate()
        process.wait(20)


def knocks(front: FrontProcess, *, bucket: str) -> list[tuple[int, str]]:
    """Fifty requests, each with another forged origin: status and the address that was seen."""
    found = []
    for number in range(50):
        lie = f"198.51.100.{number}"
        headers = dict.fromkeys(FORGED[:1] + FORGED[2:], lie) | {"Forwarded": f"for={lie}"}
        answer = httpx.get(f"{front.url}/knock/{bucket}/", headers=headers)
        found.append((answer.status_code, answer.text))
    return found


@pytest.mark.long
def test_fifty_forged_origins_are_one_bucket(database_url: str, tmp_path: Path) -> None:
    with served(database_url, tmp_path) as front:
        found = knocks(front, bucket="forged")
    assert found == [(200, "127.0.0.1")] * 10 + [(429, "127.0.0.1")] * 40


@pytest.mark.long
def test_the_word_of_a_trusted_proxy_counts(database_url: str, tmp_path: Path) -> None:
    with served(database_url, tmp_path, TRUSTED_PROXIES="127.0.0.1") as front:
        found = knocks(front, bucket="trusted")
    assert found == [(200, f"198.51.100.{number}") for number in range(50)]


@pytest.mark.long
def test_a_proxy_that_is_not_trusted_is_the_client_itself(database_url: str, tmp_path: Path) -> None:
    with served(database_url, tmp_path, TRUSTED_PROXIES="10.1.2.3") as front:
        found = knocks(front, bucket="stranger")
    assert {address for _, address in found} == {"127.0.0.1"}


@pytest.mark.long
def test_twin_a_server_that_believes_everybody_counts_fifty(database_url: str) -> None:
    with front_process(database_url, FORWARDED_ALLOW_IPS="*") as front:
        found = knocks(front, bucket="believed")
    assert [status for status, _ in found] == [200] * 50
