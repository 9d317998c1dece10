"""`standfirst open NAME`: the first command of a new publication."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.text import slugify

from standfirst.apps.editorial.actions.choose_legal_pages import choose_legal_pages
from standfirst.apps.editorial.actions.furnish import set_section
from standfirst.apps.editorial.actions.open_publication import open_publication


class Command(BaseCommand):
    """Make the front page, the indexes, the desk's groups and the first sections."""

    help = "Open a publication: front page, indexes, desk roles and sections. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="what the publication is called")
        parser.add_argument(
            "--section", action="append", default=[], metavar="NAME", help="a first section; may be repeated"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        open_publication(name=options["name"])
        for name in options["section"]:
            set_section(slug=slugify(name), name=name, about="")
        choose_legal_pages()
        self.stdout.write(
            f"{options['name']} is open. Make yourself an administrator with `standfirst createsuperuser`, "
            "then go to /desk/ and write. Replace /terms/ and /privacy/ by your own before readers make accounts."
        )
