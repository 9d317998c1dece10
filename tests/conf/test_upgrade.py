"""A database of the foundation, as it stood before there were prices and subscriptions, comes along."""

import os
import subprocess
import sys
from datetime import datetime

import pytest

from tests import stock
from tests.real import ROOT

FOUNDATION = [
    ("core", "0001_initial"),
    ("accounts", "0001_initial"),
    ("membership", "0001_initial"),
    ("editorial", "0002_a_quotation_without_speaker"),
]
_FILL = """
import django; django.setup()
from datetime import datetime, UTC
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
executor.migrate({foundation!r})
then = executor.loader.project_state({foundation!r}).apps
User, Plan, Period, FeedKey = (then.get_model(*name) for name in (
    ("accounts", "User"), ("membership", "Plan"), ("membership", "Period"), ("membership", "FeedKey")))
began = datetime(2026, 1, 5, tzinfo=UTC)
plan = Plan.objects.create(name="Old", slug="old", blurb="b", opens="o", currency="GBP", monthly="8.50", yearly="85.00")
for name, ends_at in (("stays", None), ("left", datetime(2026, 3, 5, tzinfo=UTC))):
    reader = User.objects.create(email=name + "@old.example", first_name="Amal", last_name="Karim", password="!")
    Period.objects.create(reader=reader, plan=plan, starts_at=began, ends_at=ends_at, source="desk", recorded_at=began)
FeedKey.objects.create(reader=User.objects.get(email="stays@old.example"), digest="d" * 64, made_at=began)
"""
_LOOK = """
import django; django.setup()
from datetime import datetime
from django.core.management import call_command
call_command("migrate", verbosity=0)
from standfirst.apps.accounts.models import User
from standfirst.apps.membership import api as membership
from standfirst.apps.comments.models import Conversation
now = datetime.fromisoformat({now!r})
for name in ("stays", "left"):
    reader = User.objects.get(email=name + "@old.example")
    print(name, membership.standing_of(reader, now=now).value, membership.has_feed_key(reader_id=reader.pk))
prices = membership.Price.objects.filter(plan__slug="old", on_sale=True)
print(*sorted(f"{{price.interval}} {{price.currency}} {{price.amount}}" for price in prices))
print("conversations", Conversation.objects.get().mode)
call_command("migrate", check_unapplied=True, verbosity=0)
"""


@pytest.fixture
def old_database() -> str:
    """With readers, a plan, its prices and periods in the tables of that time."""
    address = stock.copy("template1", f"stock_foundation_{os.environ.get('PYTEST_XDIST_WORKER', '')}")
    run(address, _FILL.format(foundation=FOUNDATION))
    return address


def run(address: str, program: str) -> str:
    env = {**os.environ, "DATABASE_URL": address}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.mark.long
def test_an_older_database_comes_along(old_database: str, now: datetime) -> None:
    assert run(old_database, _LOOK.format(now=now.isoformat())).splitlines() == [
        "stays subscriber True",
        "left registered False",
        "month GBP 8.50 year GBP 85.00",
        "conversations open",
    ]
