"""`standfirst import page FILE_OR_URL…`: drafts from saved pages, with a report on each."""
# ruff: noqa: N999 - the module is named like the command

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from standfirst.apps.accounts.api import User
from standfirst.apps.editorial.actions.bring_pictures import from_folder_of, from_web
from standfirst.apps.editorial.actions.import_page import Imported, import_page
from standfirst.apps.editorial.rules.page_import.decode import refuse_size
from standfirst.apps.editorial.rules.page_import.page import PageRefused, Unreadable
from standfirst.apps.editorial.rules.page_import.report import lines_of
from standfirst.core import clock
from standfirst.core.fetch import NotFetched, fetch

BAR = 30


class Command(BaseCommand):
    """Ends with status 1 if a page could not be imported; the others are imported all the same."""

    help = "Make drafts from saved pages. Nothing is published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, title="what to import")
        page = kinds.add_parser(
            "page", help="saved article pages: HTML, MHTML or copied text, as files or addresses"
        )
        page.add_argument("sources", nargs="+", metavar="FILE_OR_URL")
        page.add_argument(
            "--section", default="", help="slug or name of the section; without it, what the page says"
        )
        page.add_argument("--by", default="", metavar="EMAIL", help="who owns the drafts")
        page.add_argument("--json", action="store_true", help="print the reports as one JSON list")

    def handle(self, *_: object, **options: Any) -> None:
        by = _owner(options["by"])
        outcomes = []
        for done, source in enumerate(options["sources"]):
            self._show_progress(done, options["sources"])
            outcomes.append(_outcome(source, section=options["section"], by=by))
        self._show_progress(len(options["sources"]), options["sources"])
        self._print(outcomes, as_json=options["json"])
        refused = sum("refusal" in outcome for outcome in outcomes)
        if refused:
            raise CommandError(f"{refused} of {len(outcomes)} could not be imported.")

    def _print(self, outcomes: Sequence[dict[str, Any]], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(outcomes, ensure_ascii=False, indent=2))
            return
        for outcome in outcomes:
            self.stdout.write("\n".join(_lines(outcome)))

    def _show_progress(self, done: int, sources: Sequence[str]) -> None:
        """A bar on a terminal for more than one page; a log gets none."""
        if len(sources) < 2 or not self.stderr.isatty():
            return
        filled = BAR * done // len(sources)
        name = Path(sources[done]).name[:40] if done < len(sources) else "done"
        bar = f"\r\x1b[K{'█' * filled}{'·' * (BAR - filled)} {done}/{len(sources)} {name}"
        self.stderr.write(bar, ending="\n" if done == len(sources) else "")
        self.stderr.flush()


def _owner(address: str) -> User | None:
    if not address:
        return None
    found = User.objects.filter(email__iexact=address).first()
    if found is None:
        raise CommandError(f"Nobody here has the address {address}.")
    return found


def _outcome(source: str, *, section: str, by: User | None) -> dict[str, Any]:
    try:
        imported = (
            _from_web(source, section=section, by=by)
            if "://" in source
            else _from_file(source, section=section, by=by)
        )
    except (PageRefused, NotFetched) as refusal:
        return {"source": source, "refusal": str(refusal)}
    except OSError as problem:
        return {
            "source": source,
            "refusal": f"{source} could not be opened: {problem.strerror or 'unreadable'}.",
        }
    return {"source": source, **asdict(imported)}


def _from_web(source: str, *, section: str, by: User | None) -> Imported:
    found = fetch(source)
    return import_page(
        data=found.body,
        name=source,
        by=by,
        now=clock.now(),
        section=section,
        address=found.address,
        bytes_of=from_web(),
    )


def _from_file(source: str, *, section: str, by: User | None) -> Imported:
    path = Path(source)
    if path.exists() and not path.is_file():
        raise Unreadable(f"{source} is not a file.")
    refuse_size(path.stat().st_size, name=path.name)
    return import_page(
        data=path.read_bytes(),
        name=path.name,
        by=by,
        now=clock.now(),
        section=section,
        bytes_of=from_folder_of(path),
    )


def _lines(outcome: dict[str, Any]) -> list[str]:
    if "refusal" in outcome:
        return [f"{outcome['source']}: not imported. {outcome['refusal']}"]
    made = "a new draft" if outcome["is_new"] else "imported before, nothing changed"
    where = settings.ORIGIN + reverse("wagtailadmin_pages:edit", args=[outcome["article_id"]])
    head = f"{outcome['source']}: {made}: “{outcome['headline']}” ({where})"
    return [head, *lines_of(outcome["report"]), ""]
