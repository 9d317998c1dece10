"""The doors under attack: limits are exact over two processes, and nothing tells a known address from an unknown one."""

import re
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from standfirst.apps.accounts.api import User
from standfirst.apps.mailing.models import Letter
from standfirst.screens.account import letters, limits
from tests.publication import Publication
from tests.screens.account.doors import DIGEST
from tests.trust.site import Front, jar

KNOWN, UNKNOWN = "registered@reader.example", "unregistere@reader.example"
TRIES = 200
ALLOWED = 10  # guesses at one account from one network in a quarter of an hour
SHARE = 15 * 60 / ALLOWED  # seconds after which one more is allowed
FORM = ("Content-Type", "application/x-www-form-urlencoded")
FORGED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP", "X-Client-IP")
ROUNDS = 150


def guessing(front: Front, email: str) -> Callable[[int], int]:
    """Sends one wrong password as somebody who says each time that they are somebody else; gives the status."""
    page = front.ask("/sign-in/password/")
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.body)
    assert token

    def guess(number: int) -> int:
        fields = {"email": email, "password": f"a guess {number}", "csrfmiddlewaretoken": token[1].decode()}
        forged = tuple((name, f"198.51.{number}.7") for name in FORGED)
        headers = (("Cookie", jar(page)), FORM, *forged)
        return front.ask("/sign-in/password/", method="POST", headers=headers, body=urlencode(fields)).status

    return guess


@pytest.mark.parametrize("email", ["target@reader.example", "moderator@reader.example"])
def test_two_hundred_guesses_at_once_are_as_many_as_the_limit_says(
    fronts: tuple[Front, Front], email: str
) -> None:
    """Forged headers make no other client of them, and the second process knows what the first has seen."""
    guesses = [guessing(front, email) for front in fronts]
    began = time.monotonic()
    with ThreadPoolExecutor(16) as pool:
        told = list(pool.map(lambda number: guesses[number % 2](number), range(TRIES)))
    given_back = int((time.monotonic() - began) // SHARE)  # none, unless the machine is very slow
    assert ALLOWED <= told.count(200) <= ALLOWED + given_back
    assert told.count(200) + told.count(429) == TRIES


def by_code(client: Client, email: str) -> object:
    return client.post("/sign-in/", {"email": email})


def by_password(client: Client, email: str) -> object:
    return client.post("/sign-in/password/", {"email": email, "password": "not this one at all"})


def by_sign_up(client: Client, email: str) -> object:
    return client.post("/sign-up/", {"email": email, "given_name": "Nia", **AGREED})


AGREED: dict[str, str] = {}


@pytest.fixture
def unlimited(kept: Publication) -> object:
    """So many knocks are only let through for the measuring."""
    shown = dict(DIGEST.findall(Client().get("/sign-up/").content.decode()))
    AGREED.update({"terms": "on", "privacy": "on"} | {f"{kind}_digest": text for kind, text in shown.items()})
    cache.clear()
    with patch.object(limits, "refuse_if_too_many", return_value=None):
        yield


def times(knock: Callable[[Client, str], object]) -> tuple[list[float], list[float]]:
    """Seconds for the known and for the unknown address, in turns, so that a busy machine is busy for both."""
    taken: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for round_ in range(ROUNDS):
        order = (KNOWN, UNKNOWN) if round_ % 2 else (UNKNOWN, KNOWN)
        for email in order:
            client = Client()
            start = time.perf_counter()
            knock(client, email)
            taken[email].append(time.perf_counter() - start)
    return taken[KNOWN], taken[UNKNOWN]


def chance(first: list[float], second: list[float]) -> float:
    """How often two samples from one source are at least so far apart (Mann-Whitney, normal approximation)."""
    ranked = sorted((value, which) for which, sample in enumerate((first, second)) for value in sample)
    ranks = sum(rank for rank, (_, which) in enumerate(ranked, start=1) if which == 0)
    n, m = len(first), len(second)
    spread = (n * m * (n + m + 1) / 12) ** 0.5
    distance = abs(ranks - n * (n + 1) / 2 - n * m / 2) / spread
    return 2 * (1 - statistics.NormalDist().cdf(distance))


KNOCKS = pytest.mark.parametrize("knock", [by_code, by_password, by_sign_up])
SMALL = 0.01


def is_told_apart(knock: Callable[[Client, str], object], *, least: int) -> bool:
    """Whether the times differ in every one of so many samples: chance alone does that once in a million (0.01 cubed)."""
    return all(chance(*times(knock)) < SMALL for _ in range(least))


@KNOCKS
def test_the_time_of_an_answer_tells_nothing(unlimited: None, knock: Callable[[Client, str], object]) -> None:
    assert not is_told_apart(knock, least=3)


def test_twin_a_letter_less_for_unknown_addresses_would_be_seen(unlimited: None) -> None:
    send = letters.send

    def only_to_the_known(name: str, **rest: object) -> None:
        if name != "no_account":
            send(name, **rest)

    with patch.object(letters, "send", only_to_the_known):
        assert is_told_apart(by_code, least=3)


def work(knock: Callable[[Client, str], object], email: str) -> tuple[list[str], int, int]:
    """What an answer costs beside time: the questions to the database, the letters, the hashes of passwords."""
    hashes = 0
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        nonlocal hashes
        hashes += 1
        return encode(self, password, salt)

    before = Letter.objects.count()
    with patch.object(MD5PasswordHasher, "encode", counted), CaptureQueriesContext(connection) as asked:
        knock(Client(), email)
    said = [" ".join(re.sub(r"\d+", "", each["sql"]).split()[:4]) for each in asked.captured_queries]
    return said, Letter.objects.count() - before, hashes


@KNOCKS
def test_a_known_and_an_unknown_address_are_the_same_work(
    unlimited: None, knock: Callable[[Client, str], object]
) -> None:
    for email in (KNOWN, UNKNOWN):
        knock(Client(), email)  # what is looked up once and then known
    known, unknown = work(knock, KNOWN), work(knock, UNKNOWN)
    assert known == unknown
    assert known[0], "nothing was asked"
    assert (known[1], known[2]) == ((0, 1) if knock is by_password else (1, 0))


def test_twin_work_left_out_for_unknown_addresses_is_seen(unlimited: None) -> None:
    with patch.object(AuthenticationBackend, "authenticate", only_known):
        assert work(by_password, KNOWN) != work(by_password, UNKNOWN)


def only_known(*_: object, **given: str) -> None:
    """Careless: a password is looked at only where there is somebody to have it."""
    reader = User.objects.filter(email=given["email"]).first()
    if reader:
        reader.check_password(given["password"])
