"""The panel of what waits on the desk's first page: for each the queues in which they decide, and how much lies there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import User
from standfirst.apps.comments import api as comments
from standfirst.apps.editorial import api as editorial
from standfirst.apps.moderation import api as moderation
from standfirst.apps.newsletters import api as newsletters
from standfirst.core.clock import now

COUNTED_TO = 100


@dataclass(frozen=True, slots=True)
class Heap:
    """How many things of one kind wait, and where."""

    label: str
    address: str
    count: int


class Waiting(Component):
    """What this person may decide on and nobody has decided yet; for others nothing is shown."""

    name = "waiting"
    template_name = "desk/waiting.html"
    order = 210

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Wagtail gives the context of the whole page."""
        heaps = list(heaps_of(parent_context["request"].user))
        return {"decides": bool(heaps), "heaps": [heap for heap in heaps if heap.count]}


def heaps_of(user: User) -> Iterator[Heap]:
    """Everything on which this person may decide, also where nothing lies."""
    if user.has_perm("comments.change_comment"):
        yield from _comments()
    if user.has_perm("moderation.change_casefile"):
        yield Heap("Reports of something unlawful", reverse("desk:cases"), moderation.count_open_cases())
    if user.has_perm("accounts.change_namereview"):
        yield Heap("Names for a second look", reverse("desk:names"), accounts.count_open_reviews())
    if editorial.works_on_pages(user):
        yield Heap("Editions held back", reverse("desk:editions"), _held_editions(user))


def _comments() -> Iterator[Heap]:
    counted, queues = comments.counts_of_queues(), reverse("desk:comments")
    for label, queue in (
        ("Reported comments", comments.Queue.REPORTED),
        ("Pending comments", comments.Queue.PENDING),
        ("Held comments", comments.Queue.HELD),
        ("New comments", comments.Queue.NEW),
    ):
        yield Heap(label, f"{queues}?queue={queue.name.lower()}", counted[queue])
    yield Heap("Appeals", reverse("desk:comments-appeals"), comments.count_open_appeals())


def _held_editions(user: User) -> int:
    coming = newsletters.list_coming(now=now(), limit=COUNTED_TO)
    held = [page for page in coming if page.held_because]
    return sum(page.permissions_for_user(user).can_edit() for page in held)
