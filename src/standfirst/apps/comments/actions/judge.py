"""A text through the pipeline, with everything that it asks for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.comments.queries.ground import Ground
from standfirst.apps.comments.queries.history import history_of
from standfirst.apps.comments.rules.opening import Because, Mode
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.moderation import api as moderation
from standfirst.core.text.markup import Rendered, TooLong, render

_STATUS = {
    moderation.Verdict.PUBLISH: Status.PUBLISHED,
    moderation.Verdict.FLAG: Status.PUBLISHED,
    moderation.Verdict.HOLD: Status.HELD,
}
_SENTENCES: Mapping[str, str] = {
    "too_long": "This is longer than a comment may be.",
    "too_short": "This is shorter than a comment may be.",
    "empty": "There is nothing to read in this.",
    "too_many_links": "There are more links in this than a comment may have.",
}
_WAIT = frozenset({"first_comments", "premoderated"})
_CLOSED = {Because.OLD: Reason.OLD, Because.HOURS: Reason.HOURS}


@dataclass(frozen=True, slots=True)
class Judged:
    """A text as it is shown, and what the pipeline said of it."""

    rendered: Rendered
    status: Status
    flagged: bool
    findings: tuple[moderation.Finding, ...]

    def as_json(self) -> list[dict[str, object]]:
        """The findings, to be kept with the revision."""
        return [asdict(finding) for finding in self.findings]


def facts_of(
    author: accounts.User, *, hold_all: bool, but: int | None = None, now: datetime
) -> moderation.AuthorFacts:
    """What the pipeline asks of an author, whose comment `but` is being changed."""
    return moderation.AuthorFacts(
        history=history_of(author_id=author.pk, but=but, now=now),
        is_staff=accounts.works_here(author),
        hold_all=hold_all,
        believed=frozenset({author.first_name, author.last_name} - {""}),
    )


def judge(
    source: str,
    *,
    author: moderation.AuthorFacts,
    ground: Ground,
    guidelines: moderation.Guidelines,
    quote: str,
    language: str,
    nudged: bool,
    is_edit: bool = False,
) -> Judged:
    """What becomes of this text. Raises Refusal where it cannot be posted, or where it is told of a rule first."""
    rendered = _rendered(source)
    submission = moderation.Submission(
        source=source,
        text=rendered.text,
        links=rendered.links,
        quote=quote,
        language=language,
        place=moderation.Place(mode=moderation.Mode(ground.opening.mode), reason=ground.opening.because),
        is_edit=is_edit,
        author=author,
    )
    judgement = moderation.judge(
        submission,
        limits=_limits(ground, guidelines),
        lexicon=moderation.lexicon_of(language),
        scorer=moderation.find_scorer(),
    )
    _refuse(judgement, nudged=nudged)
    return Judged(
        rendered=rendered,
        status=_status_of(judgement),
        flagged=judgement.verdict is moderation.Verdict.FLAG,
        findings=judgement.findings,
    )


def _limits(ground: Ground, guidelines: moderation.Guidelines) -> moderation.Limits:
    return moderation.Limits(
        longest=ground.longest,
        most_links=ground.most_links,
        first_comments=ground.first_comments,
        rules=guidelines.guarded,
    )


def check_open(ground: Ground) -> None:
    """Raises Refusal where nothing can be written."""
    if ground.opening.mode is Mode.CLOSED:
        raise Refusal(Reason.CLOSED)
    if ground.opening.mode is Mode.READERS_ONLY:
        raise Refusal(_CLOSED.get(ground.opening.because, Reason.READERS_ONLY))


def _rendered(source: str) -> Rendered:
    try:
        return render(source)
    except TooLong as fault:
        raise Refusal(Reason.TEXT, detail="This is far too long.") from fault


def _refuse(judgement: moderation.Judgement, *, nudged: bool) -> None:
    if judgement.verdict is moderation.Verdict.REFUSE:
        gravest = _gravest(judgement)
        raise Refusal(Reason.TEXT, detail=_SENTENCES.get(gravest.code, ""), rule=gravest.rule)
    if moderation.should_nudge(judgement, already_nudged=nudged):
        raise Refusal(Reason.NUDGE, rule=_gravest(judgement).rule)


def _gravest(judgement: moderation.Judgement) -> moderation.Finding:
    return max(judgement.findings, key=lambda finding: finding.verdict.gravity)


def _status_of(judgement: moderation.Judgement) -> Status:
    """Held for what it says; pending where only who wrote it, or where, makes it wait."""
    held_by = {each.phase for each in judgement.findings if each.verdict is moderation.Verdict.HOLD}
    return Status.PENDING if held_by and held_by <= _WAIT else _STATUS[judgement.verdict]
