"""A worker is killed again and again while it brings in readers: in the end every line is done, and each once."""

import os
import subprocess
import sys
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.db import connection
from wagtail.models import Collection, Locale, Page

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import ReaderImport, ReaderImportRow, User
from standfirst.apps.audit.api import verify_chain
from standfirst.apps.audit.models import Entry
from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership.models import Period
from standfirst.core import clock
from standfirst.core.db import transaction
from standfirst.screens.desk import importing
from tests.apps.membership.subscribing import a_plan
from tests.real import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
LINES = 12

# Dies before, within and after the transaction of a line, in turn.
BRING_IN_AND_DIE = """
import os, signal, sys
import django; django.setup()
from standfirst.apps.accounts import api as accounts
from standfirst.screens.desk import importing
number, place = int(sys.argv[1]), sys.argv[2]
table = accounts.find_import(import_id=number)
die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
done = []
def dying(module, name, *, after):
    real = getattr(module, name)
    def call(*words, **named):
        done.append(name)
        if not after and len(done) == 2: die()
        answer = real(*words, **named)
        if after and len(done) == 2: die()
        return answer
    setattr(module, name, call)
where = {"before": (importing, "bring_in_line", False), "made": (accounts, "import_reader", True),
         "opened": (importing, "_open", True), "noted": (accounts, "note_fortune", True),
         "written": (importing.mailing, "post", True), "committed": (importing, "bring_in_line", True)}
module, name, after = where[place]
dying(module, name, after=after)
importing.bring_in(table)
"""
PLACES = ("before", "made", "opened", "noted", "written", "committed")


@pytest.fixture
def table(transactional_db: None) -> ReaderImport:
    """Twelve people with a plan, confirmed; everybody gets a letter."""
    if Page.get_first_root_node() is None:
        Locale.objects.get_or_create(language_code=configured.LANGUAGE_CODE)
        Page.add_root(instance=Page(title="Root", slug="root"))
        Collection.add_root(name="Root")
    editorial.open_publication(name="The Example")
    plan, moment = a_plan(), clock.now()
    lines = "".join(f"reader{n}@old-house.example,Amal,Karim,everything,2099-01-01\n" for n in range(LINES))
    data = f"email,given name,family name,plan,until\n{lines}".encode()
    made = accounts.check_reader_import(
        data=data, name="x", plans={"everything": plan.pk}, by_id=1, now=moment
    )
    with transaction():
        accounts.confirm_reader_import(
            import_id=made.pk, because="x", writes=True, by_id=1, job=importing.JOB, now=moment
        )
    return ReaderImport.objects.get(pk=made.pk)


def killed_at(place: str, table: ReaderImport) -> None:
    parts = urlsplit(os.environ["DATABASE_URL"])
    address = parts._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    killed = subprocess.run(
        [sys.executable, "-c", BRING_IN_AND_DIE, str(table.pk), place],
        env={**os.environ, "DATABASE_URL": address, "PYTHONPATH": paths}, timeout=120, check=False, capture_output=True,
    )  # fmt: skip
    assert killed.returncode == -9, killed.stderr.decode()


def test_a_killed_worker_leaves_no_half_line_and_repeats_none(table: ReaderImport) -> None:
    for place in PLACES:
        killed_at(place, table)
        done = ReaderImportRow.objects.exclude(fortune="").count()
        assert User.objects.filter(email__endswith="@old-house.example").count() == done
        assert (Period.objects.count(), Letter.objects.count()) == (done, done)
    assert 0 < ReaderImportRow.objects.exclude(fortune="").count() < LINES
    importing.bring_in(table)
    table.refresh_from_db()
    assert (table.state, table.counts) == ("done", {"made": LINES})
    assert User.objects.filter(email__endswith="@old-house.example").count() == LINES
    assert set(Counter(Letter.objects.values_list("to", flat=True)).values()) == {1}
    assert set(Counter(Period.objects.values_list("reader_id", flat=True)).values()) == {1}
    actions = Counter(Entry.objects.values_list("action", flat=True))
    assert (actions["accounts.import"], actions["membership.grant"]) == (LINES, LINES)
    assert verify_chain() is None
