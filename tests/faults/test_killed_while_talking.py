"""A process is killed at every statement of posting, changing, deleting, deciding: all of it happened, or nothing."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from standfirst.apps.accounts.models import User
from standfirst.apps.comments import api as comments
from standfirst.apps.comments.models import Comment, Conversation, Decision, Recommendation, Revision, Thread
from standfirst.apps.editorial.api import ArticleCard
from standfirst.core import clock
from standfirst.core.models import BusMessage
from tests.apps.comments.talking import a_talker, article_of, counted, recount, removed, say
from tests.apps.mailing.test_killed import address_of_the_tests_database
from tests.publication import make_publication, plant_root
from tests.real import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 200  # statements; no act here has so many
Given = dict[str, Any]


@dataclass
class Scene:
    """Two who talk, one who moderates, and the article."""

    process: "subprocess.Popen[str]"
    article: ArticleCard
    talker: User
    other: User
    moderator: User
    now: datetime

    def does(self, name: str, given: Given, *, after: int) -> bool:
        """Whether it was killed before it had done; `after` 0 is never."""
        ask = {
            "name": f"talk:{name}",
            "given": given,
            "after": after,
            "now": self.now.isoformat(),
            "everywhere": True,
        }
        print(json.dumps(ask), file=self.process.stdin, flush=True)
        ended = int(self.process.stdout.readline())  # type: ignore[union-attr]
        assert ended in {0, -signal.SIGKILL}, f"{name} fell over after {after} statements"
        return ended != 0


@pytest.fixture(scope="module")
def process(django_db_setup: None) -> "Iterator[subprocess.Popen[str]]":
    """One that only forks: each child has connections of its own."""
    environment = {
        **os.environ,
        "DATABASE_URL": address_of_the_tests_database(),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    command = [sys.executable, "-m", "tests.faults.dying"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, cwd=ROOT, text=True, **pipes) as found:  # type: ignore[call-overload]
        assert found.stdout.readline() == "ready\n"
        yield found
        found.terminate()


@pytest.fixture
def scene(transactional_db: None, process: "subprocess.Popen[str]") -> Scene:
    now = clock.now()
    plant_root()
    publication = make_publication(now)
    Conversation.objects.update_or_create(pk=1, defaults={"first_comments": 0})
    talker, other = a_talker("tess", now=now), a_talker("otto", now=now)
    return Scene(process, article_of(publication), talker, other, publication.reader("moderator"), now)


def posting(scene: Scene) -> Given:
    root = say(scene.talker, scene.article, f"Root {uuid4().hex}.", now=scene.now)
    return {
        "who": scene.other.pk, "article": scene.article.id, "source": f"An answer {uuid4().hex}.", "answers_id": root.pk,
        "client_id": str(uuid4()), "nudged": True,
    }  # fmt: skip


def editing(scene: Scene) -> Given:
    own = say(scene.talker, scene.article, f"First {uuid4().hex}.", now=scene.now)
    return {
        "who": scene.talker.pk, "article": scene.article.id, "comment_id": own.pk, "revision": 1, "source": "You shits.",
        "nudged": True,
    }  # fmt: skip


def deleting(scene: Scene) -> Given:
    own = say(scene.talker, scene.article, f"Regretted {uuid4().hex}.", now=scene.now)
    say(scene.other, scene.article, f"Answered {uuid4().hex}.", now=scene.now, to=own)
    return {"who": scene.talker.pk, "comment_id": own.pk}


def removing(scene: Scene) -> Given:
    own = say(scene.talker, scene.article, f"Bad {uuid4().hex}.", now=scene.now)
    return {"who": scene.moderator.pk, "comment_id": own.pk, "revision": 1, "decisions": 0}


def undoing(scene: Scene) -> Given:
    own = say(scene.talker, scene.article, f"Good {uuid4().hex}.", now=scene.now)
    removed(own, scene.moderator, now=scene.now)
    return {"who": scene.moderator.pk, "decision_id": Decision.objects.get(comment=own).pk}


def recommending(scene: Scene) -> Given:
    own = say(scene.talker, scene.article, f"Fine {uuid4().hex}.", now=scene.now)
    return {"who": scene.other.pk, "comment_id": own.pk}


ACTS: dict[str, Callable[[Scene], Given]] = {
    "post": posting, "edit": editing, "delete": deleting, "remove": removing, "undo": undoing, "recommend": recommending,
}  # fmt: skip


def everything() -> list[object]:
    """All that talking writes, row by row, and what the fronts are told of it."""
    tables = (Comment, Revision, Decision, Recommendation, Thread)
    rows: list[object] = [row for table in tables for row in table.objects.order_by("pk").values_list()]
    return [*rows, BusMessage.objects.count()]


@pytest.mark.parametrize("name", ACTS)
def test_a_killed_act_happened_whole_or_not_at_all_and_can_be_done_again(scene: Scene, name: str) -> None:
    deaths = 0
    for step in range(1, MOST):
        given = ACTS[name](scene)
        before = everything()
        if not scene.does(name, given, after=step):
            break
        deaths += 1
        left = everything()
        assert counted() == recount()
        if left == before:
            assert not scene.does(name, given, after=0)
            assert everything() != before
        assert counted() == recount()
    assert 3 < deaths < MOST - 1


def test_twin_without_a_transaction_half_of_it_is_seen(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test above looks at tells a comment without its revision."""
    before = everything()
    comment = say(scene.talker, scene.article, "Whole.", now=scene.now)
    whole = everything()
    Thread.objects.filter(pk=comment.thread_id).update(comment_count=0)
    assert counted() != recount()
    assert everything() not in (before, whole)
    assert comments.find_comment(comment_id=comment.pk) is not None
