"""The judgement of a text: phases in a fixed order, each of which says what it saw. What breaks holds the text."""

from collections.abc import Iterable

from standfirst.apps.moderation.rules.phases import author, place, shape, wording
from standfirst.apps.moderation.rules.phases.context import Context, Phase
from standfirst.apps.moderation.rules.submissions import (
    Finding,
    Judgement,
    Limits,
    Scorer,
    Submission,
    Verdict,
)
from standfirst.core.text import Lexicon

Named = tuple[str, Phase]

FOR_EVERYBODY: tuple[Named, ...] = (
    ("length", shape.length),
    ("closed", place.closed),
    ("purify", shape.purify),
    ("repeat", shape.repeat),
)
NOT_FOR_STAFF: tuple[Named, ...] = (
    ("words", wording.words),
    ("links", wording.links),
    ("recent_history", author.recent_history),
    ("first_comments", author.first_texts),
    ("hold_all", author.hold_all),
    ("premoderated", place.premoderated),
    ("scorer", wording.scored),
)
NUDGED = frozenset({"words", "repeat"})


def judge(
    submission: Submission, *, limits: Limits, lexicon: Lexicon, scorer: Scorer | None = None
) -> Judgement:
    """What becomes of the text. Nothing is asked after a refusal; after anything else, everything."""
    context = Context(limits, lexicon, scorer)
    findings: list[Finding] = []
    for name, phase in FOR_EVERYBODY if submission.author.is_staff else (*FOR_EVERYBODY, *NOT_FOR_STAFF):
        findings += _run(name, phase, submission, context)
        if any(finding.verdict is Verdict.REFUSE for finding in findings):
            break
    return Judgement(
        verdict=gravest(findings),
        findings=tuple(findings),
        broke=any(finding.code == f"broke:{finding.phase}" for finding in findings),
    )


def _run(name: str, phase: Phase, submission: Submission, context: Context) -> list[Finding]:
    try:
        return list(phase(submission, context))
    except Exception as fault:  # whatever it is, the text waits for a person
        return [Finding(name, f"broke:{name}", Verdict.HOLD, detail=type(fault).__name__)]


def gravest(findings: Iterable[Finding]) -> Verdict:
    """The verdict that wins."""
    return max(
        (finding.verdict for finding in findings), key=lambda one: one.gravity, default=Verdict.PUBLISH
    )


def should_nudge(judgement: Judgement, *, already_nudged: bool) -> bool:
    """Whether the author is asked once to think again, for words or a repeat, before the text is shown to the desk."""
    if already_nudged or judgement.verdict in {Verdict.PUBLISH, Verdict.REFUSE}:
        return False
    return any(
        finding.phase in NUDGED and not finding.code.startswith("broke:") for finding in judgement.findings
    )
