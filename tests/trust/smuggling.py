"""Vectors written by every door that takes a reader's or a stranger's text, and all that is said turned harmless again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from html import escape
from itertools import cycle
from uuid import uuid4

from django.apps import apps
from django.db import connection
from django.db.models import Expression, F, Model, Value
from django.db.models.functions import Concat, Left

from standfirst.apps.accounts.api import User
from standfirst.apps.comments import api as comments
from standfirst.apps.comments.actions.report import report
from standfirst.apps.comments.models import Comment
from standfirst.apps.comments.rules.comment_import import READERS
from standfirst.apps.comments.rules.passages import folded
from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.models import AuthorPage
from standfirst.apps.moderation import api as moderation
from tests.apps.comments.exports import Said, exported
from tests.apps.comments.talking import a_talker, approved, decided, mannered, say
from tests.publication import Publication, paragraph

LONGEST = 18_000  # characters of one comment: the fewer there are, the less there is to compare each with
SHORT = 480  # characters of all that is a sentence or two
LEAST = 5  # comments of each kind
PLAIN = "Zora"
# What follows either of these runs from right to left until something ends it.
TURNING = ("\u202e\u2067top ", " \u202e\u2067end")
AT_HAND = "</textarea></title><svg onload=alert(1)>"  # what may still be changed
BROUGHT = 300  # comments of other systems
REPORTERS = ("otto", "pia", "quin")  # who report each comment, beside the editor
# What people have said, by table; `html` is what the renderer made of it.
SAID = {
    "comments.Comment": ("text", "quote", "name_at_post", "imported_name"),
    "comments.Revision": ("source",), "comments.Decision": ("sentence",), "comments.Report": ("words",), "comments.Appeal": ("text", "reply"),
    "moderation.CaseFile": ("snapshot", "law", "explanation", "reporter_name", "grounds"), "moderation.CaseEntry": ("text",),
    "moderation.Sanction": ("sentence", "note", "lifted_because"), "moderation.Note": ("text",), "moderation.WordsVersion": ("because",),
    "moderation.GuidelinesVersion": ("introduction",), "moderation.GuidelineRule": ("title", "text"),
}  # fmt: skip
NAMES = ("username", "first_name", "last_name")


@dataclass(frozen=True, slots=True)
class Smuggled:
    """Who has written, who looks, and one of each thing that there is to look at."""

    article: editorial.ArticleCard
    author: User
    moderator: User
    open_id: int  # the author's, answered by many
    fresh_id: int  # the author's, which may still be changed
    gone_id: int  # the author's, removed; somebody else has looked again
    appeal_id: int  # of another one, which nobody has looked at yet
    case_id: int
    posted: int  # comments that there have been

    @property
    def names(self) -> tuple[str, ...]:
        return (self.author.username, self.author.first_name, self.author.last_name)


def bundles(vectors: Iterable[str], size: int) -> list[str]:
    """Vectors with a blank line between them, as many as go into one text."""
    found, text = [], ""
    for vector in vectors:
        if text and len(text) + len(vector) > size:
            found.append(text)
            text = ""
        text += f"{vector}\n\n"
    return [*found, text]


def smuggle(
    publication: Publication, vectors: Sequence[str], *, brought: int = BROUGHT, now: datetime
) -> Smuggled:
    """Every vector as a comment, a reply and a change of one; as many as there is room for in all that is shorter."""
    vectors = [one for each in vectors if (one := each.replace("\x00", ""))]  # no form takes it, and no table
    comments.Conversation.objects.update(
        first_comments=0, longest=20_000, most_links=9_999, close_after_days=0
    )
    people = _people(publication, vectors, now=now)
    short, long = bundles(vectors, SHORT), bundles(vectors, min(LONGEST, sum(map(len, vectors)) // LEAST))
    passages = [folded(each) for each, _ in zip(cycle(short), range(len(long) + 1), strict=False)]
    talk = _Talk(people, _article_that_says(publication, passages), now)
    own = [talk.out(each, quote) for each, quote in zip(long, passages, strict=False)]
    comments.mail_replies(reader_id=people.author.pk, wanted=True, now=now)
    for each in long:
        say(people.editor, talk.article, each, now=now, to=own[0])
    _import(talk.article, vectors[:: max(1, len(vectors) // brought)], now=now)
    sentences = cycle(short)
    for comment, said in zip(own[1:], long[1:], strict=True):
        talk.changed(comment, said)
        talk.reported(comment, sentences)
    fresh = talk.out(AT_HAND, passages[-1])
    _, gone_id = talk.removed_and_appealed(own[-1], sentences, looked_at=True)
    appeal_id, _ = talk.removed_and_appealed(own[-2], sentences, looked_at=False)
    case_id = _moderated(people.author, people.moderator, own[0], sentences, now=now)
    comments.feature(comment_id=own[0].pk, wanted=True, now=now)
    posted = comments.Thread.objects.get(article_id=talk.article.id).posted
    return Smuggled(
        talk.article, people.author, people.moderator, own[0].pk, fresh.pk, gone_id, appeal_id, case_id, posted
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _People:
    """Who writes, who answers, who reports and who decides."""

    author: User
    editor: User
    reporters: tuple[User, ...]
    moderator: User


def _people(publication: Publication, vectors: Sequence[str], *, now: datetime) -> _People:
    """All under hostile names; the article's author reads letters about it."""
    AuthorPage.objects.filter(pk=publication.author_id).update(reader=publication.people["author"])
    return _People(
        named(a_talker("vera", now=now), vectors),
        named(mannered(publication.reader("editor"), now=now), vectors[7:]),
        tuple(a_talker(name, now=now) for name in REPORTERS),
        named(publication.reader("moderator"), vectors[11:]),
    )


def _article_that_says(publication: Publication, passages: Iterable[str]) -> editorial.ArticleCard:
    """An article about scripts, in which each of these passages stands as words and can be quoted."""
    draft = editorial.ArticleDraft(
        slug="what-scripts-look-like", headline="What scripts look like", standfirst="New.", access="open",
        body=[paragraph(escape(each)) for each in (PLAIN, *passages)], author_ids=(publication.author_id,), topic_ids=(publication.topic_id,),
    )  # fmt: skip
    page = editorial.hand_in_article(section_id=publication.sections["world"], draft=draft)
    editorial.publish_article(article_id=page.pk)
    return editorial.list_named(ids=[page.pk])[0]


def named(reader: User, vectors: Sequence[str]) -> User:
    """However it came there: forms refuse nearly all of these."""
    fitting = [one for one in vectors if len(one) <= 40 and one.isprintable()]
    told = dict(zip(NAMES, fitting[-3:], strict=True))
    User.objects.filter(pk=reader.pk).update(**told)
    return User.objects.get(pk=reader.pk)


@dataclass(frozen=True, slots=True)
class _Talk:
    """What is done with comments under one article."""

    people: _People
    article: editorial.ArticleCard
    now: datetime

    def out(self, source: str, quote: str) -> Comment:
        """Posted by its author and, where it waits, let out."""
        draft = comments.Draft(
            article=self.article, source=source, client_id=uuid4(), quote=quote, nudged=True
        )
        return self._let_out(comments.post_comment(author=self.people.author, draft=draft, now=self.now))

    def changed(self, comment: Comment, source: str) -> None:
        """Its text is put in once more."""
        changed = comments.edit_comment(
            author=self.people.author,
            comment_id=comment.pk,
            revision=1,
            source=f"{source}again",
            article=self.article,
            nudged=True,
            now=self.now,
        )
        self._let_out(changed)

    def _let_out(self, comment: Comment) -> Comment:
        return comment if comment.visible else approved(comment, self.people.moderator, now=self.now)

    def reported(self, comment: Comment, words: Iterator[str]) -> None:
        """By everybody, each with words of their own."""
        for reader in (self.people.editor, *self.people.reporters):
            report(
                reader=reader,
                comment_id=comment.pk,
                reason=comments.Report.Reason.SPAM,
                words=next(words),
                now=self.now,
            )

    def removed_and_appealed(
        self, comment: Comment, words: Iterator[str], *, looked_at: bool
    ) -> tuple[int, int]:
        """The numbers of the appeal and the comment; somebody else looks at it, and it stays removed."""
        choice = comments.Choice(comments.Verdict.REJECT, rule=2, sentence=next(words))
        gone = decided(comment, self.people.moderator, choice, now=self.now)
        made = comments.appeal(author=self.people.author, comment_id=gone.pk, text=next(words), now=self.now)
        if looked_at:
            other = User.objects.create_user("other@review.example", is_staff=True)
            comments.decide_appeal(
                moderator=other, appeal_id=made.pk, upheld=True, reply=next(words), now=self.now
            )
        return made.pk, gone.pk


def _import(article: editorial.ArticleCard, vectors: Sequence[str], *, now: datetime) -> None:
    """From all three systems, as HTML under names of the same kind."""
    pages = {"1": f"https://old.example{article.url}"}
    writable = [one for one in vectors if one.replace("\n", "").isprintable() and "]]>" not in one]
    for at, source in enumerate(READERS):
        said = [
            Said(id=str(number), html=f"<p>{each}</p> told", name=each[:80], has_account=False)
            for number, each in enumerate(writable[at :: len(READERS)])
        ]
        told = comments.import_comments(
            exported(source, said, pages), choices=comments.ImportChoices(source=source), now=now
        )
        assert told.counts["added"] > len(said) / 2


def _moderated(author: User, moderator: User, comment: Comment, told: Iterator[str], *, now: datetime) -> int:
    """Guidelines, words, notes, sanctions and a case; its number."""
    by = moderator.pk
    before = moderation.guidelines()
    rules = [(next(told)[:110], next(told), rule.guard) for rule in before.rules]
    moderation.publish_guidelines(introduction=next(told), rules=rules, after=before.number, by=by, now=now)
    words = (moderation.OwnWord("quuxly", moderation.Use.SUSPECT),)
    moderation.publish_words(words=words, after=0, because=next(told)[:180], by=by, now=now)
    moderation.write_note(reader_id=author.pk, text=next(told), by=by, now=now)
    for kind, until in (("warned", None), ("hold_all", None), ("suspended", now + timedelta(days=1))):
        made = moderation.sanction(reader_id=author.pk, kind=kind, until=until, rule=1, sentence=next(told), note=next(told), by=by, now=now)  # fmt: skip
        if kind != "warned":
            moderation.lift_sanction(sanction_id=made, by=by, because=next(told), now=now)
    reported = moderation.Report(
        subject_kind="comment", subject_id=comment.pk, url=f"/comments/c/{comment.pk}/", snapshot=comment.text, law=next(told),
        explanation=next(told), in_good_faith=True, reporter_name=next(told)[:200], reporter_email="rena@elsewhere.example",
    )  # fmt: skip
    case_id = moderation.open_case(report=reported, now=now)
    moderation.take_up_case(number=case_id, by=by, now=now)
    moderation.note_on_case(number=case_id, text=next(told), by=by, now=now)
    moderation.decide_case(number=case_id, decision="stays", grounds=next(told), by=by, now=now)
    moderation.open_case(report=replace(reported, law=next(told)), now=now)
    return case_id


def make_harmless() -> None:
    """Everything that was said says the same plain word; what was empty stays empty."""
    _say_everywhere(lambda column, most: Value(PLAIN))
    Comment.objects.exclude(html="").update(html=f'<p dir="auto">{PLAIN}</p>')
    for number in User.objects.values_list("pk", flat=True):
        name = f"{PLAIN} {number}"
        User.objects.filter(pk=number).update(username=name, first_name=PLAIN, last_name=PLAIN)
        Comment.objects.filter(author_id=number).update(name_at_post=name)


def turn_round() -> None:
    """Everything that was said and every name has signs of direction at either end that nothing ends, however they came there."""
    _say_everywhere(_turned)
    for column in NAMES:
        User.objects.exclude(**{column: ""}).update(**{column: _turned(column, 60)})


def _turned(column: str, most: int) -> Expression:
    first, last = TURNING
    return Concat(Value(first), Left(F(column), most - len(first + last)), Value(last))


def _say_everywhere(words: Callable[[str, int], Expression]) -> None:
    """In every column that is not empty, versions that only grow included."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    for label, columns in SAID.items():
        model: type[Model] = apps.get_model(label)
        for column in columns:
            most = model._meta.get_field(column).max_length or 100_000  # type: ignore[union-attr]
            model._default_manager.exclude(**{column: ""}).update(**{column: words(column, most)})
