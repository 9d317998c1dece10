"""Subscribers who are signed in and may comment, and a place where they do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.utils.crypto import get_random_string

from bench.house import Server
from bench.load import Post
from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import User
from standfirst.apps.comments.models import Comment, Conversation, Revision, Thread
from standfirst.apps.editorial import api as editorial
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.core.db import savepoint
from standfirst.core.models import LimitBucket
from standfirst.core.passes import sign

DOMAIN = "posting.example"
AT_ONCE = 3  # comments that a reader may post in a row


@dataclass(frozen=True, slots=True)
class Talker:
    """A subscriber's browser: what it sends along with each request."""

    cookies: dict[str, str]

    def post(self, article: editorial.ArticleCard, text: str) -> Post:
        """The form that the page of the conversation would send; its key is the number made by the page."""
        number = str(uuid4())
        fields = {
            "source": text,
            "client_id": number,
            "csrfmiddlewaretoken": self.cookies[settings.CSRF_COOKIE_NAME],
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self._cookie()}
        return Post(f"/comments/{article.id}/say/", urlencode(fields).encode(), headers, number)

    def open(self, connection: HTTPConnection, article: editorial.ArticleCard) -> None:
        """Have the composer before them, as everybody has who is about to say something."""
        connection.request("GET", f"/comments/{article.id}/say/", headers={"Cookie": self._cookie()})
        answer = connection.getresponse()
        if answer.status != 200 or b'name="source"' not in answer.read():
            raise RuntimeError(f"a reader who may comment was answered {answer.status}")

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


@contextmanager
def a_conversation() -> Iterator[editorial.ArticleCard]:
    """An open one under an article on which nobody has said anything; gone at the end, and with it what was said.

    Newcomers' first comments come out at once there, as everybody's do in the reference.
    """
    spoken = set(Comment.objects.values_list("thread__article_id", flat=True))
    article = next(card for card in editorial.list_latest(limit=50) if card.id not in spoken)
    held = list(Conversation.objects.values_list("pk", "first_comments"))
    Conversation.objects.update(first_comments=0)
    try:
        yield article
    finally:
        for number, first in held:
            Conversation.objects.filter(pk=number).update(first_comments=first)
        Revision.objects.filter(comment__thread__article_id=article.id).delete()
        Comment.objects.filter(thread__article_id=article.id).delete()
        Thread.objects.filter(article_id=article.id).delete()


def talkers(number: int) -> list[Talker]:
    """So many, each signed in in a browser of their own; who is new is made, the others have stayed from before."""
    known = {reader.email: reader for reader in User.objects.filter(email__endswith=f"@{DOMAIN}")}
    addresses = [f"reader-{each}@{DOMAIN}" for each in range(1, number + 1)]
    return [_signed_in(known.get(address) or _subscribed(address)) for address in addresses]


def let_them_wait() -> None:
    """As if some time had passed: what was counted of anybody is forgotten."""
    LimitBucket.objects.all().delete()


def open_pages(server: Server, article: editorial.ArticleCard, readers: list[Talker]) -> None:
    """All of them have the page open before they write."""
    connection = HTTPConnection(*server.address, timeout=20)
    try:
        for reader in readers:
            reader.open(connection, article)
    finally:
        connection.close()


def _subscribed(address: str) -> User:
    moment = now()
    reader = User.objects.create_user(address, first_name="Reader", last_name=address.partition("@")[0])
    with savepoint():
        accounts.give_default_username(reader_id=reader.pk, now=moment)
    membership.grant_subscription(
        reader_id=reader.pk,
        plan_id=membership.list_plans()[0].pk,
        starts_at=moment,
        ends_at=None,
        source="bench",
        now=moment,
    )
    moderation.accept_guidelines(reader_id=reader.pk, version=moderation.guidelines().number, now=moment)
    accounts.note_name_seen(reader_id=reader.pk, now=moment)
    return User.objects.get(pk=reader.pk)


def _signed_in(reader: User) -> Talker:
    client = Client()
    client.force_login(reader)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    held = membership.pass_of(reader, now=now())
    if held is None:
        raise RuntimeError(f"{reader.email} has no pass")
    return Talker(
        cookies
        | {
            settings.PASS_COOKIE: sign(held, key=settings.PASS_KEYS[0]),
            settings.CSRF_COOKIE_NAME: get_random_string(32),
        }
    )
