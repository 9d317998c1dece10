"""`standfirst import-comments FILE --from …`: comments of another system, with a report at the end."""

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from standfirst.apps.comments import api
from standfirst.core import clock
from standfirst.core.terminal import printable, show_progress

SHOWN = 20
LINES = {
    "found": "comments in the file",
    "added": "added",
    "published": "  of them published",
    "pending": "  of them waiting for a moderator",
    "rejected": "  of them removed",
    "by_readers": "  of them by readers who have an account here",
    "by_others": "  of them by people who have none",
    "known": "here already, and left as they are",
    "left_rejected": "removed or spam, and left out (--with-rejected brings them)",
    "unmatched": "under pages that are no articles here",
    "erased": "by people who had themselves erased here",
    "empty": "with nothing to read in them",
    "too_long": "longer than anything that is shown",
    "not_yet_written": "of the future",
    "no_date": "without a date",
    "no_number": "without a number of their own",
    "twice": "with a number that another one has",
    "parent_missing": "answers to comments that are not in the file, put by themselves",
    "rings": "rings of comments that answer each other, broken up",
}


class Command(BaseCommand):
    """Ends with status 1 if the file cannot be read; then nothing was brought in."""

    help = "Bring in comments from a file of another system. Nobody is told, and no account is made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--from", dest="source", required=True, choices=sorted(api.IMPORT_READERS))
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and keep nothing")
        parser.add_argument(
            "--with-rejected", action="store_true", help="bring what was removed there, for the desk alone"
        )
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the report as JSON too")

    def handle(self, *_: object, **options: Any) -> None:
        choices = api.ImportChoices(
            source=options["source"], with_rejected=options["with_rejected"], dry_run=options["dry_run"]
        )
        try:
            with options["file"].open("rb") as file:
                report = api.import_comments(file, choices=choices, now=clock.now(), tell=self._show_progress)
        except api.ImportUnreadable as refusal:
            raise CommandError(f"{refusal} Nothing was brought in.") from None
        except OSError as problem:
            name, why = options["file"], problem.strerror or "unreadable"
            raise CommandError(f"{name} could not be opened: {why}.") from None
        self._print(report, dry_run=choices.dry_run)
        if options["report"]:
            _write(options["report"], report, choices)

    def _print(self, report: api.ImportReport, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write("This was a trial: nothing was kept.")
        lines = [f"{report.counts[key]:>9,}  {words}" for key, words in LINES.items() if report.counts[key]]
        self.stdout.write("\n".join(lines or ["There are no comments in the file."]))
        for address, count in list(report.unmatched.items())[:SHOWN]:
            self.stdout.write(f"{count:>9,}  no article: {printable(address)}")

    def _show_progress(self, done: int, of: int) -> None:
        show_progress(self.stderr, done, of, "conversations")


def _write(path: Path, report: api.ImportReport, choices: api.ImportChoices) -> None:
    counts = Counter(report.counts)
    content = {
        "from": choices.source,
        "dry_run": choices.dry_run,
        "counts": {key: counts[key] for key in LINES},
        "unmatched": report.unmatched,
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
