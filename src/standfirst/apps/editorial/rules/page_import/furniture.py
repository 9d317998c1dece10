"""Sets page furniture aside: which lines of a page are no part of the article, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from standfirst.apps.editorial.rules.page_import.dates import is_dateline
from standfirst.apps.editorial.rules.page_import.furniture_de import GERMAN
from standfirst.apps.editorial.rules.page_import.furniture_en import ENGLISH
from standfirst.apps.editorial.rules.page_import.furniture_es import SPANISH
from standfirst.apps.editorial.rules.page_import.furniture_fr import FRENCH
from standfirst.apps.editorial.rules.page_import.furniture_rule import FurnitureRule
from standfirst.apps.editorial.rules.page_import.page import Kind, Reason, SetAside
from standfirst.apps.editorial.rules.page_import.piece import Piece
from standfirst.apps.editorial.rules.page_import.words import (
    count_words,
    ends_a_sentence,
    is_title_like,
    shortened,
)

RULES: dict[str, tuple[FurnitureRule, ...]] = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}
COMPANY_WITHIN = 6
MOST_WORDS_OF_A_TEASER = 30
MOST_WORDS_OF_A_BLURB = 45
MOST_WORDS_OF_A_NAME = 8
MOST_WORDS_OF_A_PRAISE = 25
MOST_WORDS_OF_A_CAPTION = 16
MOST_LINES_OF_A_GAP = 3
MOST_WORDS_OF_A_SHORT_LINE = 6

_NEWSLETTER_BOX = {Reason.NEWSLETTER, Reason.PRIVACY}
_FAMILIES = ({Reason.COMMENTS, Reason.COMMENT_RULES, Reason.USER_NAMES}, _NEWSLETTER_BOX)
_SPEECH = re.compile(r"[“”„«»\"]")
_BULLET = re.compile(r"^[\s•·▪◦➔→›»*✓|]+|[\s|]+$")
_READERS_COMMENT = re.compile(
    r"^(?:reply|\d+ (?:second|minute|hour|day|week|month|year)s? ago|(?:just now|yesterday)|vor \d+ \w+|il y a \d+ \w+|hace \d+ \w+)$",
    re.IGNORECASE,
)


def rules_for(language: str) -> tuple[FurnitureRule, ...]:
    """The page's own language and English; all tables for a language without one."""
    if language in RULES:
        return RULES[language] if language == "en" else RULES[language] + ENGLISH
    return tuple(rule for table in RULES.values() for rule in table)


def find_rule(line: str, *, language: str) -> FurnitureRule | None:
    """The rule that a line falls under. Speech is never furniture: somebody says it in the article."""
    line = _BULLET.sub("", line)
    words = count_words(line)
    if not line or (_SPEECH.search(line) and words > MOST_WORDS_OF_A_SHORT_LINE):
        return None
    return next(
        (rule for rule in rules_for(language) if words <= rule.most_words and rule.pattern.match(line)), None
    )


def sort_out(pieces: Sequence[Piece], *, language: str) -> tuple[list[Piece], list[SetAside]]:
    """The pieces of the article, and what was set aside with the reason, both in the order of the page."""
    found = [_rule_of(piece, language=language) for piece in pieces]
    reasons = _by_rule(found)
    _take_back(pieces, found, reasons)
    _fill_boxes(pieces, found, reasons)
    _fill_newsletter_boxes(pieces, reasons)
    _fill_gaps(pieces, reasons)
    _cut_readers_comments(pieces, reasons)
    kept = [piece for at, piece in enumerate(pieces) if at not in reasons]
    return kept, [SetAside(shortened(pieces[at].text), reasons[at]) for at in sorted(reasons)]


def _rule_of(piece: Piece, *, language: str) -> FurnitureRule | None:
    if piece.kind not in {Kind.PARAGRAPH, Kind.HEADING, Kind.LIST}:
        return None
    rule = find_rule(piece.text, language=language)
    if rule and piece.kind is Kind.HEADING and piece.marked and rule.reason is Reason.NAVIGATION:
        return None
    return rule


def _by_rule(found: Sequence[FurnitureRule | None]) -> dict[int, Reason]:
    alone = {at: rule.reason for at, rule in enumerate(found) if rule and not rule.needs_company}
    weak = {
        at: rule.reason
        for at, rule in enumerate(found)
        if rule and rule.needs_company and _has_company(at, rule, alone)
    }
    return alone | weak


def _has_company(at: int, rule: FurnitureRule, alone: dict[int, Reason]) -> bool:
    family = next(family for family in _FAMILIES if rule.reason in family)
    return any(alone.get(near) in family for near in range(at - COMPANY_WITHIN, at + COMPANY_WITHIN + 1))


def _take_back(
    pieces: Sequence[Piece], found: Sequence[FurnitureRule | None], reasons: dict[int, Reason]
) -> None:
    """Above `Delivered Wednesday.` stand the newsletter's name and perhaps a blurb."""
    for at, rule in enumerate(found):
        if rule and rule.takes_back:
            for above in _name_and_blurb(pieces, at, reasons, most=rule.takes_back):
                reasons[above] = rule.reason


def _name_and_blurb(
    pieces: Sequence[Piece], at: int, reasons: dict[int, Reason], *, most: int
) -> tuple[int, ...]:
    if at < 1 or at - 1 in reasons:
        return ()
    if is_title_like(pieces[at - 1].text, most_words=MOST_WORDS_OF_A_NAME):
        return (at - 1,)
    if most < 2 or at < 2 or at - 2 in reasons or count_words(pieces[at - 1].text) > MOST_WORDS_OF_A_BLURB:
        return ()
    return (at - 2, at - 1) if is_title_like(pieces[at - 2].text, most_words=MOST_WORDS_OF_A_NAME) else ()


def _fill_boxes(
    pieces: Sequence[Piece], found: Sequence[FurnitureRule | None], reasons: dict[int, Reason]
) -> None:
    """Under `Editors' Picks` and `Read More` follow titles of other articles, with their numbers and bylines."""
    left, reason = 0, Reason.RELATED
    for at, piece in enumerate(pieces):
        rule = found[at] if at in reasons else None
        if rule:
            left, reason = rule.opens, rule.reason
        elif at in reasons:
            left = 0
        elif left and (_is_teaser(piece) or _is_caption_of_teaser(pieces, at)):
            reasons[at], left = reason, left - 1
        else:
            left = 0


def _is_teaser(piece: Piece) -> bool:
    if piece.wholly_link and count_words(piece.text) <= MOST_WORDS_OF_A_TEASER:
        return True
    if piece.kind not in {Kind.PARAGRAPH, Kind.HEADING} or (piece.kind is Kind.HEADING and piece.marked):
        return False
    short = count_words(piece.text) <= MOST_WORDS_OF_A_TEASER
    return short and (is_dateline(piece.text) or not ends_a_sentence(piece.text))


def _is_caption_of_teaser(pieces: Sequence[Piece], at: int) -> bool:
    """Copied text names the little picture of a teaser in a sentence, and the title follows."""
    if pieces[at].marked or at + 1 >= len(pieces) or count_words(pieces[at].text) > MOST_WORDS_OF_A_CAPTION:
        return False
    return pieces[at].kind is Kind.PARAGRAPH and _is_teaser(pieces[at + 1])


def _fill_newsletter_boxes(pieces: Sequence[Piece], reasons: dict[int, Reason]) -> None:
    """Between `Sign up for …` and `Enter your email` one sentence praises the newsletter."""
    for at in range(1, len(pieces) - 1):
        inside = reasons.get(at - 1) is Reason.NEWSLETTER and reasons.get(at + 1) in _NEWSLETTER_BOX
        if at not in reasons and inside and count_words(pieces[at].text) <= MOST_WORDS_OF_A_PRAISE:
            reasons[at] = Reason.NEWSLETTER


def _fill_gaps(pieces: Sequence[Piece], reasons: dict[int, Reason]) -> None:
    """A few words without a full stop, with furniture before and after them, are furniture too."""
    gap: list[int] = []
    before: Reason | None = None
    for at, piece in enumerate(pieces):
        if at in reasons:
            _close_gap(gap, before, reasons)
            before, gap = reasons[at], []
        elif before is not None and piece.kind is Kind.PARAGRAPH and is_title_like(piece.text, most_words=6):
            gap.append(at)
        else:
            before, gap = None, []
    _close_gap(gap, before, reasons)


def _close_gap(gap: Sequence[int], before: Reason | None, reasons: dict[int, Reason]) -> None:
    if before is not None and len(gap) <= MOST_LINES_OF_A_GAP:
        reasons.update(dict.fromkeys(gap, before))


def _cut_readers_comments(pieces: Sequence[Piece], reasons: dict[int, Reason]) -> None:
    """What readers wrote follows the comments line; it is recognised by `Reply` and `3 hours ago`."""
    starts = [
        at
        for at, reason in reasons.items()
        if reason is Reason.COMMENTS and not _READERS_COMMENT.match(pieces[at].text)
    ]
    for start in sorted(starts):
        signs = [
            at for at in range(start + 1, len(pieces)) if _READERS_COMMENT.match(pieces[at].text.strip())
        ]
        if len(signs) >= 2 and signs[0] - start <= COMPANY_WITHIN:
            for at in range(start + 1, min(signs[-1] + 2, len(pieces))):
                reasons.setdefault(at, Reason.COMMENTS)
            return
