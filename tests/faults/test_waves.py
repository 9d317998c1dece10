"""A sender that has nothing to do but a later wave, as a process."""

import subprocess
from datetime import datetime, timedelta
from pathlib import Path

from standfirst.apps.newsletters.models import Delivery
from standfirst.core import clock
from tests.apps.newsletters.sending import begin, letter, many
from tests.faults.senders import check, post, wait_for
from tests.faults.test_sending_under_fire import EDITIONS, FEW, forge, now, number
from tests.real import until

__all__ = ["forge", "now", "number"]


def test_a_later_wave_is_waited_for_and_nobody_gets_it_before(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    """The sender idles meanwhile, and ends when the last wave is out."""
    people = many(number, FEW, now=now)
    sending = begin(number, now=now, number=next(EDITIONS), letters=[letter()])
    late = {one.pk for one in people[: FEW // 3]}
    rows = Delivery.objects.filter(sending=sending)
    rows.filter(addressee_number__in=late).update(not_before=now + timedelta(hours=1))
    with post(forge, tmp_path) as found:
        sender = found.start("--until-done")
        wait_for(found, FEW - len(late))
        until(lambda: not rows.exclude(addressee_number__in=late).exclude(state="sent").exists())
        wave = clock.now() + timedelta(seconds=2)
        rows.filter(addressee_number__in=late).update(not_before=wave)
        assert sender.wait() == 0, found.errors[-3000:]
        check(found, sending, doubtful=0)
    assert rows.filter(addressee_number__in=late, settled_at__gte=wave).count() == len(late)
    assert not rows.exclude(addressee_number__in=late).filter(settled_at__gte=wave).exists()
