"""A form that is about to be sent, and who may send it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth.models import Group
from django.test import Client

from tests.publication import Publication
from tests.signing_in import enter
from tests.trust.return_doors import somebody

READER, SUBSCRIBER = "registered@reader.example", "subscriber@reader.example"


@dataclass(frozen=True, slots=True)
class Posting:
    """`fields` are sent; `also` are names that the form knows besides, and that are therefore its own."""

    client: Client
    path: str
    fields: dict[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()


Prepared = Callable[[Publication], Posting]


def inside(publication: Publication, name: str = "registered") -> Client:
    return enter(Client(), publication.reader(name))


def office(role: str = "Administrators") -> Client:
    person = somebody(is_staff=True)
    person.groups.set(Group.objects.filter(name=role))
    return enter(Client(), person)
