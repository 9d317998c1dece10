"""Look an edition over before it is approved: everything that keeps it from going out, as sentences."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.actions.compose import letters_of
from standfirst.apps.newsletters.models import EditionPage
from standfirst.apps.newsletters.queries.mastheads import masthead_of
from standfirst.apps.newsletters.queries.sources import source_of
from standfirst.apps.newsletters.rules.filling import Chosen
from standfirst.apps.newsletters.rules.letters import LetterGiven
from standfirst.apps.newsletters.rules.lint import faults_of, gated_in
from standfirst.apps.newsletters.rules.typeset import NotSet
from standfirst.apps.newsletters.rules.variants import Variant, variants_for
from standfirst.core.viewer import Standing

TREE = "wagtail_serve"


def faults_of_edition(page: EditionPage, chosen: Sequence[Chosen], *, now: datetime) -> list[str]:
    """Each once, whichever variant has it; nothing where it may go out."""
    try:
        letters = letters_of(page, now=now, chosen=chosen)
    except NotSet as problem:
        return [str(problem)]
    if not letters:
        return ["Nobody may have this newsletter: its audience is unknown."]
    publication = editorial.get_publication()
    found = [*_of_the_accent(publication)]
    for letter in letters:
        found += faults_of(letter, postal_address=publication.postal_address, leads_somewhere=leads_somewhere)
        found += _of_the_gate(page, letter, chosen, now=now)
        found += _of_the_wire(page, letter)
    return list(dict.fromkeys(found))


def leads_somewhere(address: str) -> bool:
    """Another site by https, a mailbox, or something of ours that is there for everybody to ask for."""
    if address.startswith("mailto:"):
        return not mailing.fault_of_address(address.removeprefix("mailto:").partition("?")[0])
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if f"{parts.scheme}://{parts.netloc}" != settings.ORIGIN:
        return parts.scheme == "https" and bool(parts.netloc)
    try:
        match = resolve(parts.path or "/")
    except Resolver404:
        return False
    return match.url_name != TREE or editorial.find_live_page(parts.path) is not None


def _of_the_accent(publication: editorial.PublicationCard) -> Iterator[str]:
    for colour, paper in (
        (publication.accent_light, editorial.LIGHT_PAPER),
        (publication.accent_dark, editorial.DARK_PAPER),
    ):
        if fault := editorial.fault_of_accent(colour, paper=paper):
            yield f"The accent {colour}: {fault}"


def _of_the_gate(
    page: EditionPage, letter: LetterGiven, chosen: Sequence[Chosen], *, now: datetime
) -> Iterator[str]:
    """Nothing of a text that whoever gets this variant may not read, wherever somebody has copied it from."""
    standing = variants_for(page.newsletter.audience)[Variant(letter.variant)]
    for number in _articles_of(chosen):
        if run := gated_in(letter, _beyond(number, standing, now)):
            yield f"“{run}” stands in an article that not everybody who gets this letter may read."


def _articles_of(chosen: Sequence[Chosen]) -> Iterator[int]:
    for each in chosen:
        source = source_of(each.kind)
        if source and source.family == "article":
            yield each.number


def _beyond(article_id: int, standing: Standing, now: datetime) -> list[str]:
    """The pieces of an article that a subscriber may read and somebody of this standing may not."""
    whole = editorial.readable_words(article_id=article_id, standing=Standing.SUBSCRIBER, now=now)
    free = editorial.readable_words(article_id=article_id, standing=standing, now=now)
    known = set(free.split("\n"))
    return [piece for piece in whole.split("\n") if piece not in known]


def _of_the_wire(page: EditionPage, letter: LetterGiven) -> Iterator[str]:
    """Whether a message can be made of it: its tokens, its subject, who it is from."""
    variant = mailing.Variant(
        edition="trial", kind=letter.variant, subject=letter.subject, text=letter.text, html=letter.html
    )
    try:
        mailing.make_form(variant, masthead_of(page.newsletter), secret=b"trial")
    except (mailing.NotAMessage, mailing.AddressRefused) as problem:
        yield str(problem)
