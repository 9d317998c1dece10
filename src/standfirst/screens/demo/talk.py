"""The demo's conversations: invented people, who say invented things under two articles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import User
from standfirst.apps.comments import api as comments
from standfirst.apps.editorial import api as editorial
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation
from standfirst.core.db import savepoint
from standfirst.screens.demo.cast import DOMAIN, Part

_DESK = membership.By(None, "the demo")
_BEFORE = timedelta(days=3)
_NEWCOMER = "oda"

# Readers who are in the conversation only: nobody signs in as them.
CHORUS = (
    Part("margarethe", "Margarethe", "Voss", "Was second mate on bulk carriers."),
    Part("dario", "Dario", "Pellegrin", "Counts seconds."),
    Part("colm", "Colm", "Brannagh", "Grew up with a ferry."),
    Part("sunniva", "Sunniva", "Thorsen", "Likes institutions."),
    Part("yusuf", "Yusuf", "Aldemir", "Reads the footnotes."),
    Part("noor", "نور", "حداد", "Writes in Arabic."),
    Part(_NEWCOMER, "Oda", "Reinholt", "Says something for the first time."),
)


@dataclass(frozen=True, slots=True)
class Line:
    """What one of them says, so many minutes ago, in answer to the line with this key; `then` is what became of it."""

    key: str
    who: str
    minutes: int
    text: str
    to: str = ""
    liked_by: int = 0
    then: str = ""  # featured, removed, reported, appealed, waits


STRAIT = (
    Line("silence", "margarethe", 1460, "I was second mate on bulk carriers through Serrat for nine years. What this gets exactly right is the silence before the second good morning. You *do* count. Everybody counts, and nobody says the number.", liked_by=6, then="featured"),
    Line("longest", "editor", 1410, "Thank you, Margarethe. The longest that our reporter heard was eleven seconds. Nobody in the wheelhouse mentioned it afterwards.", to="silence", liked_by=4),
    Line("eleven", "dario", 590, "Eleven seconds at fourteen knots is eighty metres of ship. I would have said something.", to="longest", liked_by=2),
    Line("nobody", "margarethe", 560, "You would not. That is the point of it.", to="eleven", liked_by=3),
    Line("handshake", "colm", 1300, "A lovely piece, but I distrust our affection for things that work by accident. The ferry I grew up with also worked by handshake, until the year it didn’t.", liked_by=4),
    Line("harbourmaster", "sunniva", 640, "It had a harbourmaster on each side and a pilot who could refuse the ship. That is an institution. It merely lacks a building.", to="handshake", liked_by=3),
    Line("rude", "yusuf", 600, "Only somebody who has never worked a day would write that.", to="handshake", then="removed"),
    Line("typescript", "host", 420, "Several of you have asked to see the typescript of 1974. Both families have now agreed, and we are having it copied, coffee ring and all.", liked_by=3),
    Line("arabic", "noor", 380, "في البحر لا أحد يملك الطريق. شكراً على هذا النص.", liked_by=2),
    Line("toll", "subscriber", 300, "Does anybody know what became of the toll?\n\n> a cigarette and the news of the day\n\nThat cannot have been all of it.", liked_by=1),
    Line("cheap", "dario", 120, "I can get you cheap tickets for that ferry, write to me.", then="reported"),
    Line("photograph", "manager", 240, "More photographs of the magazine’s own staff, please, and fewer ships.", then="removed"),
    Line("wage", "manager", 60, "What was a pilot paid, and by which side?", then="waits"),
    Line("first", _NEWCOMER, 45, "My grandfather kept the light on the northern side. He would have liked this, and corrected two things in it.", then="waits"),
    Line("rough", "colm", 25, "Bollocks. There was never a second pilot.", then="waits"),
)  # fmt: skip
REEF = (
    Line("moved", "colm", 700, "A reef that moves is no worse an owner than a county that does. Ours has changed its name three times.", liked_by=2),
    Line("who", "sunniva", 650, "Who answers for it when a ship runs onto it? The court seems to have left that to the reef.", liked_by=1),
    Line("map", "subscriber", 640, "The map shows where it was when the case began. Could we have one of where it is now?", liked_by=2),
    Line("both", "colleague", 0, "Both islands, in turn, as with the school roof.", to="who", liked_by=3),
)  # fmt: skip
THREADS = (("the-strait-nobody-owns", STRAIT), ("islands-court-asks-who-owns-a-reef", REEF))


def let_them_talk(*, plan_id: int, now: datetime) -> None:
    """Everybody who says something has read the guidelines; a moderator has looked at most of it."""
    for part in CHORUS:
        seat(part, plan_id, now=now - _BEFORE)
    for slug, lines in THREADS:
        _hold(_article(slug), lines, now=now)


def seat(part: Part, plan_id: int, *, now: datetime) -> User:
    """Somebody who subscribes from now on, and has a name."""
    person = User.objects.create_user(part.email, first_name=part.first_name, last_name=part.last_name)
    with savepoint():
        accounts.give_default_username(reader_id=person.pk, now=now)
    membership.give_complimentary(
        reader_id=person.pk, plan_id=plan_id, ends_at=None, because="invented", by=_DESK, now=now
    )
    return person


def _article(slug: str) -> editorial.ArticleCard:
    return next(card for card in editorial.list_latest(limit=500) if card.url.endswith(f"/{slug}/"))


def _hold(article: editorial.ArticleCard, lines: tuple[Line, ...], *, now: datetime) -> None:
    said: dict[str, comments.Comment] = {}
    for line in sorted(lines, key=lambda line: -line.minutes):
        moment = now - timedelta(minutes=line.minutes)
        said[line.key] = _say(article, line, said.get(line.to), moment)
        _look(said[line.key], line, min(moment + timedelta(minutes=2), now))
    for line in lines:
        for reader in _readers(line):
            comments.recommend(reader=reader, comment_id=said[line.key].pk, wanted=True, now=now)


def _say(
    article: editorial.ArticleCard, line: Line, to: comments.Comment | None, moment: datetime
) -> comments.Comment:
    author = User.objects.get(email=f"{line.who}@{DOMAIN}")
    moderation.accept_guidelines(reader_id=author.pk, version=moderation.guidelines().number, now=moment)
    accounts.note_name_seen(reader_id=author.pk, now=moment)
    author.refresh_from_db()
    draft = comments.Draft(
        article=article, source=line.text, client_id=uuid4(), answers_id=to.pk if to else None, nudged=True
    )
    return comments.post_comment(author=author, draft=draft, now=moment)


def _look(comment: comments.Comment, line: Line, moment: datetime) -> None:
    """What the moderator of the demo did with it."""
    if line.then in {"waits", "reported"}:
        if line.then == "reported":
            _decide(comment, comments.Choice(comments.Verdict.APPROVE), moment)
            _report(comment, moment)
        return
    _decide(comment, comments.Choice(comments.Verdict.APPROVE), moment)
    if line.then == "removed":
        sentence = "It argues with the person who wrote, and not with what they wrote."
        _decide(comment, comments.Choice(comments.Verdict.REJECT, rule=2, sentence=sentence), moment)
    if line.then == "featured":
        comments.feature(comment_id=comment.pk, wanted=True, now=moment)


def _decide(comment: comments.Comment, choice: comments.Choice, moment: datetime) -> None:
    seen = comments.Comment.objects.get(pk=comment.pk)
    comments.decide(
        moderator=User.objects.get(email=f"moderator@{DOMAIN}"),
        comment_id=seen.pk,
        revision=seen.revision,
        decisions=seen.decisions.count(),
        choice=choice,
        now=moment,
    )


def _report(comment: comments.Comment, moment: datetime) -> None:
    reader = User.objects.get(email=f"margarethe@{DOMAIN}")
    comments.report(
        reader=reader, comment_id=comment.pk, reason=comments.Report.Reason.SPAM, words="", now=moment
    )


def _readers(line: Line) -> Iterator[User]:
    """The first of the chorus who did not write it."""
    others = [part for part in CHORUS if part.key != line.who][: line.liked_by]
    return (User.objects.get(email=part.email) for part in others)
