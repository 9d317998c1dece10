"""A worker is killed between the mail server's answer and the row: the repeat can be recognised."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection

from standfirst.apps.mailing.actions.send_letter import CLAIM_LASTS, send_letter
from standfirst.apps.mailing.models import Letter, State
from tests.apps.mailing.sink import Sink
from tests.apps.mailing.test_letters import posted
from tests.real import ROOT

SEND_AND_DIE = """
import os, signal, sys
from datetime import datetime
import django; django.setup()
from django.conf import settings
from standfirst.apps.mailing.actions import send_letter as sending
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[2])
sending._close = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
sending.send_letter(letter_id=int(sys.argv[1]), now=datetime.fromisoformat(sys.argv[3]))
"""


def address_of_the_tests_database() -> str:
    parts = urlsplit(os.environ["DATABASE_URL"])
    return parts._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@pytest.mark.django_db(transaction=True)
def test_a_repeat_after_a_kill_carries_the_same_message_id(now: datetime, server: Sink) -> None:
    letter = posted(now)
    killed = subprocess.run(
        [sys.executable, "-c", SEND_AND_DIE, str(letter.pk), str(server.port), now.isoformat()],
        env={
            **os.environ,
            "DATABASE_URL": address_of_the_tests_database(),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        },
        timeout=120,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    letter.refresh_from_db()
    assert (letter.state, len(server.taken)) == (State.SENDING, 1)
    assert send_letter(letter_id=letter.pk, now=now + CLAIM_LASTS + timedelta(seconds=1)) is True
    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"] == letter.message_id
    assert (first["Date"], first["Subject"]) == (second["Date"], second["Subject"])
    assert Letter.objects.get().attempts == 2
