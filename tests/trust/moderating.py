"""The forms of moderators, filled in rightly and about to be sent."""

from standfirst.apps.accounts.api import User
from standfirst.apps.comments import api as comments
from standfirst.apps.editorial.models import AuthorPage
from standfirst.apps.moderation import api as moderation
from standfirst.core import clock
from tests.publication import Publication
from tests.trust.posting import READER, Posting, Prepared, office

WORDS_TOO = ("suspect", "allowed", "because")


def conduct(act: str, *, also: tuple[str, ...] = (), **fields: str) -> Prepared:
    def prepare(publication: Publication) -> Posting:
        client, reader_id = office("Moderators"), publication.people["registered"]
        by = User.objects.latest("pk").pk
        told = {"kind": "banned", "sentence": "x", "by": by, "now": clock.now()}
        laid = moderation.sanction(reader_id=reader_id, **told) if act == "lift" else 0
        return Posting(
            client, f"/desk/conduct/{reader_id}/{act}/" + (f"{laid}/" if laid else ""), fields, also
        )

    return prepare


def of_a_case(act: str, **fields: str) -> Prepared:
    def prepare(publication: Publication) -> Posting:
        report = moderation.Report(
            reporter_email=READER,
            subject_kind="comment",
            subject_id=1,
            url="/",
            snapshot="x",
            law="x",
            explanation="x",
            in_good_faith=True,
        )
        number = moderation.open_case(report=report, now=clock.now())
        if act != "take-up":
            moderation.take_up_case(number=number, by=1, now=clock.now())
        if act == "reopen":
            moderation.void_case(number=number, because="x", by=1, now=clock.now())
        return Posting(office("Moderators"), f"/desk/cases/{number}/{act}/", fields)

    return prepare


def words(publication: Publication) -> Posting:
    return Posting(
        office("Moderators"), "/desk/words/", {"banned": "grault", "after": "0", "do": "publish"}, WORDS_TOO
    )


def guidelines(publication: Publication) -> Posting:
    rules = {"rules-TOTAL_FORMS": "1", "rules-INITIAL_FORMS": "0", "rules-0-title": "x"}
    return Posting(office("Publishers"), "/desk/guidelines/", {**rules, "after": "1"}, ("introduction",))


PLACE = ("queue", "after", "following")
WHY = ("rule", "sentence", "guidelines")


def of_a_comment(act: str, *, also: tuple[str, ...] = PLACE, **fields: str) -> Prepared:
    """The one of the publication that is out."""

    def prepare(publication: Publication) -> Posting:
        path = f"/desk/comments/{publication.talk.comment_id}/{act}/"
        return Posting(office("Moderators"), path, fields, also)

    return prepare


def send_to_author(publication: Publication) -> Posting:
    number, author_id = publication.talk.comment_id, publication.people["author"]
    AuthorPage.objects.filter(pk=publication.author_id).update(reader=author_id)
    comments.feature(comment_id=number, wanted=True, now=clock.now())
    return Posting(office("Moderators"), f"/desk/comments/{number}/send/", also=PLACE)


def many_comments(publication: Publication) -> Posting:
    fields = {"verdict": "approve", "seen": f"{publication.talk.comment_id}-1-0"}
    return Posting(office("Moderators"), "/desk/comments/many/", fields, (*PLACE, *WHY))


def hide_comments(publication: Publication) -> Posting:
    path = f"/desk/comments/by/{publication.people['subscriber']}/hide/"
    return Posting(office("Moderators"), path, {"rule": "2", "sentence": "x"}, WHY)


def removal(publication: Publication, by: User) -> comments.Decision:
    return comments.decide(
        moderator=by,
        comment_id=publication.talk.comment_id,
        revision=1,
        decisions=0,
        choice=comments.Choice(comments.Verdict.REJECT, rule=2, sentence="x"),
        now=clock.now(),
    )


def undo_removal(publication: Publication) -> Posting:
    client = office("Moderators")
    made = removal(publication, User.objects.latest("pk"))
    return Posting(client, f"/desk/comments/decisions/{made.pk}/undo/", also=PLACE)


def decide_appeal(publication: Publication) -> Posting:
    removal(publication, publication.reader("moderator"))
    made = comments.appeal(
        author=publication.reader("subscriber"),
        comment_id=publication.talk.comment_id,
        text="x",
        now=clock.now(),
    )
    return Posting(office("Moderators"), f"/desk/comments/appeals/{made.pk}/", {"upheld": "no", "reply": "x"})


def how_conversations_are_held(publication: Publication) -> Posting:
    fields = {
        "mode": "open", "close_after_days": "30", "weekdays": "1", "outside_hours": "closed", "gated": "everybody",
        "first_comments": "3", "longest": "2000", "most_links": "1",
    }  # fmt: skip
    return Posting(office(), "/desk/comments/settings/", fields, ("opens_at", "closes_at"))


def where_it_differs(publication: Publication) -> Posting:
    page = f"section-{publication.sections['world']}"
    return Posting(office(), "/desk/comments/settings/default/", {"page": page, "mode": "closed"})


def one_conversation(publication: Publication) -> Posting:
    path = f"/desk/comments/articles/{publication.texts['open'].id}/"
    return Posting(office("Moderators"), path, {"mode": "closed"})


MODERATING: dict[str, Prepared] = {
    "desk:conduct-sanction": conduct("sanction", also=("rule", "note"), kind="suspended", days="2", sentence="x"),
    "desk:conduct-lift": conduct("lift", because="x"),
    "desk:conduct-note": conduct("note", text="x"),
    "desk:words": words,
    "desk:guidelines": guidelines,
    "desk:case-take-up": of_a_case("take-up"),
    "desk:case-decide": of_a_case("decide", decision="stays", grounds="x"),
    "desk:case-note": of_a_case("note", text="x"),
    "desk:case-void": of_a_case("void", because="x"),
    "desk:case-reopen": of_a_case("reopen", because="x"),
    "desk:comment-decide": of_a_comment("decide", also=(*PLACE, *WHY), verdict="approve", revision="1", decisions="0"),
    "desk:comment-feature": of_a_comment("feature", wanted="yes"),
    "desk:comment-send": send_to_author,
    "desk:comment-undo": undo_removal,
    "desk:comments-many": many_comments,
    "desk:comments-hide": hide_comments,
    "desk:comments-appeal": decide_appeal,
    "desk:conversations": how_conversations_are_held,
    "desk:conversations-default": where_it_differs,
    "desk:conversation": one_conversation,
}  # fmt: skip
