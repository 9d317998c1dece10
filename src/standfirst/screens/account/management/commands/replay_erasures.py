"""`standfirst replay_erasures`: after a restore, before readers come back, forget again whom the copy remembers."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from standfirst.core.clock import now
from standfirst.screens.account import erasing


class Command(BaseCommand):
    help = "Erase again everybody whom the ledger of erasures names. Safe to call again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "ledger", nargs="?", type=Path, default=settings.ERASURE_LEDGER, help="default: ERASURE_LEDGER"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["ledger"]
        if not path.exists():
            raise CommandError(f"There is no ledger at {path}. Name the copy that was kept outside.")
        named, erased = erasing.replay(path, now=now())
        written = erasing.write_ledger(path)
        self.stdout.write(f"The ledger names {named}; {erased} were here again and are erased.")
        if written:
            self.stdout.write(f"{written} erasures that only the database knew were added to the ledger.")
