"""How conversations are held: for the whole publication, and where a section or an author differs."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from standfirst.apps.comments.models.threads import CHOICES
from standfirst.apps.comments.rules.opening import Mode


class Conversation(models.Model):
    """The one row of settings."""

    class Gated(models.TextChoices):
        AS_ARTICLE = "as_article", "Whoever may read the article"
        EVERYBODY = "everybody", "Everybody"

    class Outside(models.TextChoices):
        WAIT = "wait", "Comments wait for a moderator"
        CLOSED = "closed", "Nothing can be written"

    mode = models.CharField(max_length=16, choices=CHOICES, default=Mode.OPEN.value)
    close_after_days = models.PositiveSmallIntegerField(
        default=14, help_text="After how many days nothing more can be written; 0 for never."
    )
    opens_at = models.TimeField(
        null=True, blank=True, help_text="Of each day, in the publication's time zone."
    )
    closes_at = models.TimeField(null=True, blank=True)
    weekdays = models.CharField(max_length=7, default="1234567", help_text="1 is Monday.")
    outside_hours = models.CharField(max_length=8, choices=Outside.choices, default=Outside.WAIT)
    gated = models.CharField(
        max_length=12,
        choices=Gated.choices,
        default=Gated.AS_ARTICLE,
        help_text="Who reads comments on gated articles.",
    )
    first_comments = models.PositiveSmallIntegerField(
        default=2, help_text="How many comments of a new author wait for a moderator."
    )
    longest = models.PositiveSmallIntegerField(default=4000, help_text="Characters.")
    most_links = models.PositiveSmallIntegerField(default=3)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="one_row_of_settings")]

    def __str__(self) -> str:
        return "how conversations are held"


class Default(models.Model):
    """What holds under the articles of one section or one author, unless an article says otherwise."""

    class Of(models.TextChoices):
        SECTION = "section", "section"
        AUTHOR = "author", "author"

    of = models.CharField(max_length=8, choices=Of.choices)
    page_id = models.PositiveIntegerField()  # a number alone, as of a thread's article
    mode = models.CharField(max_length=16, choices=CHOICES)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["of", "page_id"], name="one_default_a_page")]

    def __str__(self) -> str:
        return f"{self.of} {self.page_id}: {self.mode}"
