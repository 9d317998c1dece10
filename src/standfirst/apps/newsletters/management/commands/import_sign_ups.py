"""`standfirst import-sign-ups FILE --to NEWSLETTER`: a list of another system, with a report at the end."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from standfirst.apps.newsletters import api
from standfirst.core import clock
from standfirst.core.terminal import printable, show_progress

SHOWN = 20
LINES = {
    "added": "signed up",
    "known": "have it already",
    "left_there": "had left it there, and are left out",
    "ended": "had left it there since an earlier list, and have it no more",
    "left_here": "have stopped it here, and are left alone",
    "suppressed": "whose letters came back there, and to whom no newsletter goes",
    "silent": "to whose mailbox no newsletter goes",
    "twice": "with an address that an earlier line has",
    "refused": "refused",
}


class Command(BaseCommand):
    """Ends with status 1 if the file cannot be read; then nobody was brought in."""

    help = "Bring in the list of a newsletter from another system. Nothing is mailed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--to", required=True, metavar="NEWSLETTER", help="its name in the address")
        parser.add_argument(
            "--from", dest="source", default="a list", help="the other system, for the evidence"
        )
        parser.add_argument(
            "--because", default="", help="how these people asked for it, where the list does not say when"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and keep nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the report as JSON too")

    def handle(self, *_: object, **options: Any) -> None:
        newsletter = api.find_newsletter(options["to"])
        if newsletter is None:
            raise CommandError(f"There is no newsletter “{printable(options['to'])}”.")
        moving = api.MovingIn(
            newsletter=newsletter,
            source=options["source"][:80],
            because=options["because"][:300],
            dry_run=options["dry_run"],
        )
        moved = self._moved(options["file"], moving)
        self._print(moved, dry_run=moving.dry_run)
        if options["report"]:
            _write(options["report"], moved, moving)

    def _moved(self, path: Path, moving: api.MovingIn) -> api.MovedIn:
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                return api.move_in(file, moving=moving, now=clock.now(), tell=self._show_progress)
        except api.ListRefused as refusal:
            raise CommandError(f"{refusal} Nobody was brought in.") from None
        except OSError as problem:
            why = problem.strerror or "unreadable"
            raise CommandError(f"{path} could not be opened: {why}.") from None

    def _print(self, moved: api.MovedIn, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write("This was a trial: nothing was kept.")
        lines = [f"{moved.counts[key]:>9,}  {words}" for key, words in LINES.items() if moved.counts[key]]
        self.stdout.write("\n".join(lines or ["There is nobody on the list."]))
        for number, fault in list(moved.refusals.items())[:SHOWN]:
            self.stdout.write(f"line {number}: {printable(fault)}")

    def _show_progress(self, done: int, of: int) -> None:
        show_progress(self.stderr, done, of, "lines")


def _write(path: Path, moved: api.MovedIn, moving: api.MovingIn) -> None:
    content = {
        "from": moving.source,
        "to": moving.newsletter.slug,
        "dry_run": moving.dry_run,
        "counts": {key: moved.counts[key] for key in LINES},
        "refusals": moved.refusals,
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
