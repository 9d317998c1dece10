"""The import of comments is killed again and again: what is there is whole, and in the end it is as if nothing had been."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from standfirst.apps.audit.api import verify_chain
from standfirst.apps.comments import api as comments
from standfirst.apps.comments.models import Comment, Revision, Thread
from standfirst.apps.editorial.models import ArticlePage
from standfirst.apps.mailing.models import Letter
from standfirst.core import clock
from standfirst.core.models import BusMessage
from tests.apps.comments.exports import Said, exported
from tests.apps.comments.talking import counted, recount
from tests.publication import make_publication, plant_root
from tests.real import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
EACH = 700  # more than are written at once

# Dies when the named thing has been done so many times.
BRING_AND_DIE = """
import os, signal, sys
import django; django.setup()
from django.db.models.query import QuerySet
from standfirst.apps.comments.actions import import_comments, import_file
from standfirst.apps.comments import api
from standfirst.core import bus, clock
path, place, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
left = [times]
def deadly(owner, name):
    real = getattr(owner, name)
    def call(*words, **named):
        answer = real(*words, **named)
        left[0] -= 1
        if left[0] == 0: os.kill(os.getpid(), signal.SIGKILL)
        return answer
    setattr(owner, name, call)
where = {"read": (import_file, "_match"), "locked": (import_comments, "lock_thread"), "written": (QuerySet, "bulk_create"),
         "counted": (import_comments, "_finish"), "committed": (import_file, "import_thread")}
deadly(*where[place])
with open(path, "rb") as file:
    api.import_comments(file, choices=api.ImportChoices(source="disqus"), now=clock.now())
"""
PLACES = [
    ("read", 1), ("locked", 1), ("written", 2), ("written", 3), ("counted", 1), ("committed", 1), ("written", 3), ("committed", 2),
]  # fmt: skip


@pytest.fixture
def export(transactional_db: None, tmp_path: Path) -> Path:
    """Three conversations of seven hundred, most of them under one comment each."""
    plant_root()
    make_publication(clock.now())
    Comment.objects.update(parent=None, parent_key=0, depth=0, answers=None)
    Comment.objects.all().delete()
    Thread.objects.all().delete()
    texts = ArticlePage.objects.live().order_by("pk")[:3]
    pages = {str(place): f"https://old.example{text.url}" for place, text in enumerate(texts)}
    said = [
        Said(id=f"{page}-{n}", page=page, parent=f"{page}-{n // 50}" if n else "", html=f"<p>Word {n}.</p>")
        for page in pages
        for n in range(EACH)
    ]
    path = tmp_path / "export.xml"
    path.write_bytes(exported("disqus", said, pages).getvalue())
    return path


def killed_at(place: str, times: int, export: Path) -> None:
    parts = urlsplit(os.environ["DATABASE_URL"])
    address = parts._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    killed = subprocess.run(
        [sys.executable, "-c", BRING_AND_DIE, str(export), place, str(times)],
        env={**os.environ, "DATABASE_URL": address, "PYTHONPATH": paths}, timeout=120, check=False, capture_output=True,
    )  # fmt: skip
    assert killed.returncode == -9, killed.stderr.decode()


def told() -> list[tuple[object, ...]]:
    """What is there, without the numbers that the database gave."""
    columns = ("source_key", "depth", "parent__source_key", "answers__source_key", "child_count", "reply_count", "queue",
               "visible", "created_at", "text")  # fmt: skip
    return list(Comment.objects.order_by("source_key").values_list(*columns))


def test_a_killed_import_leaves_whole_conversations_and_ends_as_if_it_had_not_been(export: Path) -> None:
    letters = Letter.objects.count()
    for place, times in PLACES:
        killed_at(place, times, export)
        assert Comment.objects.count() % EACH == 0
        assert counted() == recount()
        assert (
            BusMessage.objects.filter(payload__tags__0__startswith="thread:").count()
            == Thread.objects.count()
        )
    choices = comments.ImportChoices(source="disqus")
    comments.import_comments(BytesIO(export.read_bytes()), choices=choices, now=clock.now())
    after_deaths = told()
    assert len(after_deaths) == Revision.objects.count() == 3 * EACH
    assert (Letter.objects.count(), verify_chain()) == (letters, None)
    Comment.objects.update(parent=None, parent_key=0, depth=0, answers=None)
    Comment.objects.all().delete()
    comments.import_comments(BytesIO(export.read_bytes()), choices=choices, now=clock.now())
    assert told() == after_deaths
