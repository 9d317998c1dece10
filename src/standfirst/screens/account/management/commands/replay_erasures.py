"""`standfirst replay_erasures`: after a restore, before readers come back, forget again whom the copy remembers."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from standfirst.apps.newsletters import api as newsletters
from standfirst.core.clock import now
from standfirst.screens.account import remembering


class Command(BaseCommand):
    help = "Erase again everybody whom the ledger of erasures names, and pause the newsletters. Safe to call again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "ledger", nargs="?", type=Path, default=settings.ERASURE_LEDGER, help="default: ERASURE_LEDGER"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["ledger"]
        if not path.exists():
            raise CommandError(f"There is no ledger at {path}. Name the copy that was kept outside.")
        done = remembering.replay(path, now=now())
        written = remembering.write_ledger(path)
        self.stdout.write(f"The ledger names {done.named}; {done.erased} were here again and are erased.")
        if done.left:
            numbers = ", ".join(map(str, done.left))
            self.stdout.write(
                f"{len(done.left)} had been merged into another account, and cannot be here: readers {numbers}. They "
                "keep what they have; merge them at the desk, or let them be."
            )
        if newsletters.pause_after_restore(now=now()):
            self.stdout.write(
                "All newsletters are paused: what was mailed since the copy was made is not in it. See docs/howto/send-newsletters.md."
            )
        if written:
            self.stdout.write(f"{written} erasures that only the database knew were added to the ledger.")
