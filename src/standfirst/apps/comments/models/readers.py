"""What single readers do with comments: recommend, report, ignore, visit, be told of replies."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Recommendation(models.Model):
    """A reader recommends a comment; once."""

    comment = models.ForeignKey("comments.Comment", on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reader", "comment"], name="one_recommendation_a_reader"),
        ]

    def __str__(self) -> str:
        return f"reader {self.reader_id} recommends comment {self.comment_id}"


class Report(models.Model):
    """A reader tells the desk of a comment; once."""

    class Reason(models.TextChoices):
        ABUSE = "abuse", "It attacks a person or a group"
        OFF_TOPIC = "off_topic", "It has nothing to do with the article"
        SPAM = "spam", "It sells something"
        PRIVATE = "private", "It tells what is private"
        OTHER = "other", "Something else"

    comment = models.ForeignKey("comments.Comment", on_delete=models.CASCADE, related_name="reports")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=12, choices=Reason.choices)
    words = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reader", "comment"], name="one_report_a_reader"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["comment"], condition=Q(settled_at=None), name="open_reports"),
        ]

    def __str__(self) -> str:
        return f"report of comment {self.comment_id}"


class Ignored(models.Model):
    """A reader does not want to read another."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ignored = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reader", "ignored"], name="ignored_once"),
            models.CheckConstraint(
                condition=~Q(reader=models.F("ignored")), name="nobody_ignores_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"reader {self.reader_id} ignores {self.ignored_id}"


class Visit(models.Model):
    """Until when a reader has seen a conversation."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey("comments.Thread", on_delete=models.CASCADE, related_name="+")
    seen_until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reader", "thread"], name="one_visit_a_thread"),
        ]

    def __str__(self) -> str:
        return f"reader {self.reader_id} in thread {self.thread_id}"


class Correspondence(models.Model):
    """Whether a reader is told of replies by mail, and until when they know of them."""

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    replies_by_mail = models.BooleanField(default=False)
    replies_seen_until = models.DateTimeField(null=True)
    replies_mailed_until = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["reader"], condition=Q(replies_by_mail=True), name="told_by_mail"),
        ]

    def __str__(self) -> str:
        return f"replies to reader {self.reader_id}"
