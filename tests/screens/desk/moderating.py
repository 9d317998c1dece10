"""A comment at the desk, and somebody who looks at it."""

from typing import Any

from django.contrib.auth.models import Group
from django.test import Client

from standfirst.apps.accounts.models import User
from standfirst.apps.comments import api as comments
from tests.publication import agree
from tests.signing_in import enter

AS_DATA = {"Accept": "application/json"}
REMOVE = {"verdict": "reject", "rule": "2", "sentence": "It argues with the person."}


def somebody(role: str, name: str = "") -> User:
    """Of the desk, with this one role."""
    person = User.objects.create_user(
        f"{name or role.lower()}@review.example", first_name=name or role, is_staff=True
    )
    person.groups.set(Group.objects.filter(name=role))
    agree(person.pk)
    return person


def desk(role: str, name: str = "") -> Client:
    return enter(Client(), somebody(role, name))


def seen(comment: comments.Comment) -> dict[str, str]:
    """What a form of this moment sends of a comment."""
    now = comments.Comment.objects.get(pk=comment.pk)
    return {"revision": str(now.revision), "decisions": str(now.decisions.count())}


def ticked(*found: comments.Comment) -> list[str]:
    return [f"{each.pk}-{seen(each)['revision']}-{seen(each)['decisions']}" for each in found]


def decide(client: Client, comment: comments.Comment, *, data: bool = False, **fields: str) -> Any:
    """`data` is what the script asks for."""
    path = f"/desk/comments/{comment.pk}/decide/"
    sent = {**seen(comment), "verdict": "approve", "queue": "new", **fields}
    return client.post(path, sent, headers=AS_DATA if data else {})


def status(comment: comments.Comment) -> comments.Status:
    return comments.Status(comments.Comment.objects.get(pk=comment.pk).status)
