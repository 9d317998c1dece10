"""A comment, and what it said at each time."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from standfirst.apps.comments.rules.rights import Editing
from standfirst.apps.comments.rules.states import Queue, Status

STATUSES = {
    Status.PUBLISHED: "published",
    Status.PENDING: "waits for a moderator",
    Status.HELD: "held for a moderator",
    Status.REJECTED: "removed by a moderator",
    Status.DELETED: "deleted by its author",
}


class Comment(models.Model):
    """What somebody said under an article, or in answer to somebody.

    `parent` is under which it is shown, two levels deep at most; `answers` is what it replies to. `parent_key` is the
    parent's number, 0 for none, so that one index serves roots and replies. `visible` says whether it has a place in the
    public thread: published, or gone and shown as such. `published_at` is when it first came out.
    """

    thread = models.ForeignKey("comments.Thread", on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    answers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    parent_key = models.BigIntegerField(default=0)
    depth = models.PositiveSmallIntegerField(default=0)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name_at_post = models.CharField(
        max_length=80, blank=True, help_text="For the desk: how the author was called."
    )
    imported_name = models.CharField(
        max_length=80,
        blank=True,
        help_text="How the author was called elsewhere; shown where they have no account.",
    )
    imported_digest = models.CharField(
        max_length=64, blank=True, help_text="Keyed hash of their address elsewhere, for erasing them."
    )
    source_key = models.CharField(  # noqa: DJ001  null for all that were written here, so that it is unique
        max_length=120, null=True, unique=True, help_text="Where it was imported from, and its number there."
    )
    client_id = models.UUIDField(help_text="Made by the page; the same one twice is the same comment.")
    status = models.PositiveSmallIntegerField(
        choices=[(status.value, words) for status, words in STATUSES.items()]
    )
    queue = models.PositiveSmallIntegerField(choices=[(queue.value, queue.name.lower()) for queue in Queue])
    visible = models.BooleanField()
    revision = models.PositiveIntegerField(default=1)
    judged_revision = models.PositiveIntegerField(
        null=True, help_text="The revision that a moderator decided on."
    )
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    quote = models.CharField(max_length=600, blank=True, help_text="The passage of the article it is about.")
    language = models.CharField(max_length=12, blank=True)
    score = models.PositiveIntegerField(default=0, help_text="Recommendations.")
    child_count = models.PositiveIntegerField(default=0, help_text="Visible comments shown under it.")
    reply_count = models.PositiveIntegerField(default=0, help_text="Visible comments that answer it.")
    open_reports = models.PositiveIntegerField(default=0)
    flagged = models.BooleanField(default=False, help_text="Published, and a moderator is to look at it.")
    removed_by_rule = models.PositiveSmallIntegerField(null=True)
    removed_under = models.PositiveIntegerField(
        null=True, help_text="The version of the guidelines that has this rule."
    )
    featured_at = models.DateTimeField(null=True)
    sent_to_author_at = models.DateTimeField(null=True, help_text="Of the article, by the desk.")
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["author", "client_id"], name="one_comment_a_client_id"),
            models.CheckConstraint(condition=Q(depth__lte=2), name="comment_depth"),
            models.CheckConstraint(
                condition=Q(parent=None, parent_key=0, depth=0)
                | Q(parent__isnull=False, parent_key=models.F("parent_id"), depth__gte=1),
                name="parent_and_its_key",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.PENDING.value, Status.HELD.value]) | Q(visible=False),
                name="held_is_unseen",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED.value) | Q(visible=True, published_at__isnull=False),
                name="published_is_seen",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["thread", "parent_key", "visible", "created_at", "id"], name="comments_in_order"
            ),
            models.Index(
                fields=["thread", "parent_key", "visible", "score", "created_at", "id"], name="comments_best"
            ),
            models.Index(fields=["thread", "visible", "published_at", "id"], name="comments_new"),
            models.Index(
                fields=["thread", "featured_at", "id"],
                condition=Q(featured_at__isnull=False),
                name="comments_featured",
            ),
            models.Index(
                fields=["featured_at"],
                condition=Q(featured_at__isnull=False),
                name="comments_featured_lately",
            ),
            models.Index(fields=["queue", "id"], name="comments_queue"),
            models.Index(fields=["author", "id"], name="comments_of_author"),
            models.Index(
                fields=["imported_digest"], condition=~Q(imported_digest=""), name="comments_of_address"
            ),
            models.Index(fields=["answered_author", "published_at", "id"], name="comments_to_author"),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"

    @property
    def editing(self) -> Editing:
        """What decides whether its author can still change it."""
        return Editing(self.created_at, self.reply_count, Status(self.status))


class Revision(models.Model):
    """What a comment said from this time on, and how the pipeline judged it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    source = models.TextField(blank=True)
    findings = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comment", "number"], name="one_revision_a_number"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of comment {self.comment_id}"
