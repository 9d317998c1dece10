"""Readers for the tests of usernames."""

import random
from collections.abc import Iterator
from datetime import datetime
from itertools import count

from standfirst.apps.accounts import api as accounts
from standfirst.core.text.skeleton import prototypes

_numbers = count(1)
BASES = [
    "Nadia Farrow", "Mireille Osei", "Tomasz Wierzba", "Delphine Marsh", "Hallam Quist", "Ines Ferreira", "Amal Karim", "Jill Colombo",
    "Moira Gillon", "Corinne Molloy", "Oona Bloom", "Ivor Plisson", "Basil Norton", "Carmen Sorel", "Лариса Попова", "Ελένη Νίκου",
]  # fmt: skip


def make(given: str = "Amal", family: str = "Karim") -> accounts.User:
    return accounts.User.objects.create_user(
        f"reader-{next(_numbers)}@reader.example", first_name=given, last_name=family
    )


def make_named(name: str, now: datetime) -> accounts.User:
    reader = make()
    accounts.choose_username(reader_id=reader.pk, name=name, now=now)
    return reader


def fault(reader: accounts.User, name: str, now: datetime) -> str:
    """The rule by which the choice was refused; empty where it was not."""
    try:
        accounts.choose_username(reader_id=reader.pk, name=name, now=now)
    except accounts.UsernameRefused as refusal:
        return refusal.rule if refusal.sentence else "without a sentence"
    return ""


def look_alikes(base: str, *, seed: int) -> Iterator[str]:
    """Endlessly: the base with some of its letters replaced by others that Unicode calls confusable with them."""
    draw = random.Random(seed)
    table = prototypes()
    alike: dict[str, list[str]] = {}
    for code, prototype in table.items():
        alike.setdefault(prototype, []).append(chr(code))
    while True:
        letters = []
        for letter in base:
            prototype = table.get(ord(letter), letter)
            others = (
                [*alike.get(prototype, ()), prototype]
                if letter != " "
                else [" ", "  ", "-", ".", "", "\u00a0"]
            )
            letters.append(draw.choice(others) if draw.random() < 0.4 else letter)
        found = "".join(letters)
        if found != base:
            yield found
