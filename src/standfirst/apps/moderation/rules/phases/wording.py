"""Phases about what is said: listed words, links, and what a scorer makes of it."""

from collections.abc import Iterator

from standfirst.apps.moderation.rules.phases.context import Context
from standfirst.apps.moderation.rules.submissions import Finding, Submission, Verdict
from standfirst.core.text import Match, Severity, examine

_FOLLOWS = {
    Severity.FLAG: ("suspect", Verdict.FLAG),
    Severity.HOLD: ("banned", Verdict.HOLD),
    Severity.REFUSE: (
        "slur",
        Verdict.HOLD,
    ),  # a person looks even here: words are quoted, and lists are wrong
}


class CannotExamine(Exception):
    """The words of a text could not be looked up."""


def words(submission: Submission, context: Context) -> Iterator[Finding]:
    """One finding for each severity that occurs, the gravest first. Addresses that are not seen are read as well."""
    matches = _listed(submission.text, submission, context)
    hidden = [link for link in submission.links if link not in submission.text]
    matches += _listed(" ".join(hidden), submission, context)
    for severity in sorted(_FOLLOWS, reverse=True):
        found = [match for match in matches if match.entry.severity is severity]
        if found:
            code, verdict = _FOLLOWS[severity]
            stages = ", ".join(sorted({match.stage for match in found}))
            named = tuple(dict.fromkeys(match.entry.word for match in found))
            yield Finding("words", code, verdict, context.limits.rules.get("words"), stages, named)


def _listed(text: str, submission: Submission, context: Context) -> list[Match]:
    outcome = examine(text, context.lexicon, believed=submission.author.believed)
    if outcome.broke:
        raise CannotExamine
    return list(outcome.matches)


def links(submission: Submission, context: Context) -> Iterator[Finding]:
    """Some are looked at first; more than that are too many."""
    many, limits = len(submission.links), context.limits
    rule = limits.rules.get("links")
    if many > limits.most_links:
        yield Finding("links", "too_many_links", Verdict.REFUSE, rule, f"{many} > {limits.most_links}")
    elif many >= limits.links_hold_from:
        yield Finding("links", "links", Verdict.HOLD, rule, str(many))


def scored(submission: Submission, context: Context) -> Iterator[Finding]:
    """Held or shown to the desk; a number alone never refuses anything. One that is none raises, and the text is held."""
    if context.scorer is None:
        return
    score = float(context.scorer.score(submission.text, submission.language))
    if not 0 <= score <= 1:
        raise ValueError(f"a score of {score}")
    if score >= context.limits.score_hold_from:
        yield Finding("scorer", "score", Verdict.HOLD, detail=f"{score:.2f}")
    elif score >= context.limits.score_flag_from:
        yield Finding("scorer", "score", Verdict.FLAG, detail=f"{score:.2f}")
