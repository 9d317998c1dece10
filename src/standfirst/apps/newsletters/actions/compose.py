"""Compose the letters of an edition: each variant once, as HTML and as text, with the wire's tokens for what differs."""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_info

from standfirst.apps.editorial import api as editorial
from standfirst.apps.membership import api as membership
from standfirst.apps.newsletters.models import EditionPage
from standfirst.apps.newsletters.queries.editions import day_of
from standfirst.apps.newsletters.queries.parts import chosen_for, chosen_to_show, parts_of
from standfirst.apps.newsletters.rules.filling import Chosen
from standfirst.apps.newsletters.rules.letters import LetterGiven
from standfirst.apps.newsletters.rules.parts import Part
from standfirst.apps.newsletters.rules.subjects import Arm
from standfirst.apps.newsletters.rules.typeset import typeset
from standfirst.apps.newsletters.rules.variants import Variant, variants_for
from standfirst.core.viewer import Standing

TEMPLATE = "newsletters/emails/edition"


def letters_of(
    page: EditionPage, *, now: datetime, chosen: Sequence[Chosen] | None = None
) -> list[LetterGiven]:
    """One letter for each variant that this newsletter's audience has. `chosen` is the list; None: its own.

    Raises NotSet (ValueError) for markup that cannot be set.
    """
    found = chosen_for(page, now=now) if chosen is None else chosen
    letters = (
        _letter(page, found, variant, standing, now)
        for variant, standing in variants_for(page.newsletter.audience).items()
    )
    return [letter for letter in letters if letter is not None]


def both_letters_of(page: EditionPage, *, now: datetime) -> list[LetterGiven]:
    """With the first subject, and where there is one once more with the second."""
    letters = letters_of(page, now=now)
    if page.subject_test:
        second = letters_of(with_second_subject(page), now=now)
        letters += [replace(letter, arm=Arm.SECOND.value) for letter in second]
    return letters


def with_second_subject(page: EditionPage) -> EditionPage:
    """The same edition, not to be saved."""
    other = copy(page)
    other.subject = page.second_subject
    return other


def letter_of(page: EditionPage, variant: Variant, *, now: datetime) -> LetterGiven | None:
    """One of them, as it would be now; None where this newsletter has no such variant."""
    standing = variants_for(page.newsletter.audience).get(variant)
    return _letter(page, chosen_to_show(page, now=now), variant, standing, now) if standing else None


def subject_of(page: EditionPage, parts: Sequence[Part]) -> str:
    """What its editor wrote, or the headline of its first story, or its name."""
    headlines = (item.headline for part in parts if part.is_lead for item in part.items)
    return page.subject or next(headlines, page.title)


def _letter(
    page: EditionPage, chosen: Sequence[Chosen], variant: Variant, standing: Standing, now: datetime
) -> LetterGiven | None:
    parts = parts_of(page, chosen, standing=standing, now=now)
    if parts is None:
        return None
    publication = editorial.get_publication()
    language = page.newsletter.language or publication.language
    subject = subject_of(page, parts)
    context = {
        **_looks(publication, language),
        "origin": settings.ORIGIN,
        "newsletter": page.newsletter.title,
        "day": day_of(page),
        "subject": subject,
        "preheader": page.preheader,
        "parts": parts,
        "closed": _closed(parts, standing),
        "offers_subscription": standing is not Standing.SUBSCRIBER,
    }
    with translation.override(language):
        html = typeset(render_to_string(f"{TEMPLATE}.mjml", context))
        text = _without_gaps(render_to_string(f"{TEMPLATE}.txt", context))
    return LetterGiven(
        variant=variant.value, language=language, subject=subject, html=html, text=text, blocks=_names(parts)
    )


def _looks(publication: editorial.PublicationCard, language: str) -> dict[str, Any]:
    """Letters of joined scripts are not pushed together."""
    from_the_right = _runs_from_the_right(publication, language)
    return {
        "publication": publication,
        "language": language,
        "direction": "rtl" if from_the_right else "ltr",
        "start": "right" if from_the_right else "left",
        "tight": "0" if from_the_right else "-.03em",
    }


def _runs_from_the_right(publication: editorial.PublicationCard, language: str) -> bool:
    """As the publication is set; a language of its own by what is known of it."""
    if language == publication.language:
        return publication.right_to_left
    try:
        return bool(get_language_info(language.partition("-")[0].lower())["bidi"])
    except KeyError:
        return False


def _names(parts: Sequence[Part]) -> dict[int, str]:
    """What the report calls each block: its title, or its kind."""
    return {part.place: part.title or part.kind.replace("_", " ").capitalize() for part in parts}


def _closed(parts: Sequence[Part], standing: Standing) -> frozenset[int]:
    """The stories that whoever gets this cannot read to their end."""
    cards = (item for part in parts for item in part.items if isinstance(item, editorial.ArticleCard))
    return frozenset(
        card.id for card in cards if not membership.may_read_whole(access=card.access, standing=standing)
    )


def _without_gaps(text: str) -> str:
    """No more than one empty line at a time."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines) + "\n"
