"""Interviews as pages under /live/: who speaks with whom, when, and who may watch, ask, vote and see it again.

What happens during one is kept by its room (`models/rooms.py`), so that no revision of the page brings it back.
"""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page

from standfirst.apps.live.rules.sizes import COLLECTS_AHEAD
from standfirst.apps.live.rules.tags import INTERVIEWS, interview_tag
from standfirst.apps.live.rules.videos import video_of
from standfirst.apps.membership.api import Access
from standfirst.core.served import ServedByView

_WHO = [
    (Access.OPEN.value, "Everybody"),
    (Access.REGISTERED.value, "Readers with an account"),
    (Access.SUBSCRIBERS.value, "Subscribers"),
]
TAKEN = frozenset(["calendar", "no-mail", "q"])  # what the house has of its own under /live/
_WITH_AN_ACCOUNT = _WHO[1:]  # a question and a vote are somebody's
_NO_PLAYER = (
    "Nothing plays this. Give the address of a video at YouTube, Vimeo or the Internet Archive, or of an .mp4 or .m3u8 on "
    "a host that is named in VIDEO_HOSTS."
)


class LiveIndexPage(ServedByView, Page):
    """Where the interviews stand in the tree: what comes, what runs, what can be seen again."""

    view = "standfirst.apps.live.views.pages.index"

    standfirst = models.CharField(max_length=300, blank=True, help_text="The sentence under the title.")

    max_count = 1
    content_panels: ClassVar = [TitleFieldPanel("title"), FieldPanel("standfirst")]
    parent_page_types: ClassVar = ["editorial.FrontPage"]
    subpage_types: ClassVar = ["live.InterviewPage"]

    class Meta:
        verbose_name = "live interviews"


class InterviewPage(ServedByView, Page):
    """One interview; `title` is its headline. `starts_at` is a moment, shown in the reader's own time."""

    view = "standfirst.apps.live.views.pages.interview"

    standfirst = models.TextField(
        max_length=600, help_text="The paragraph under the headline; everybody may read it."
    )
    guest = models.CharField(max_length=120, help_text="Who answers.")
    guest_note = models.CharField(
        "who that is", max_length=200, blank=True, help_text="Such as “chair of the Strait Commission”."
    )
    host = models.ForeignKey(
        "editorial.AuthorPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="Who asks.",
    )  # fmt: skip
    starts_at = models.DateTimeField("begins")
    minutes = models.PositiveSmallIntegerField(
        "planned length",
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(720)],
        help_text="In minutes.",
    )
    collects_from = models.DateTimeField(
        "questions from",
        null=True,
        blank=True,
        help_text="When subscribers may begin to submit questions. Empty: 21 days before it begins.",
    )
    poster = models.ForeignKey(
        "editorial.Picture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    poster_alt = models.CharField("alternative text", max_length=300, blank=True)
    video = models.URLField(
        max_length=500,
        blank=True,
        help_text="Of the stream: a page of a provider, or your own .m3u8 or .mp4.",
    )
    delay_seconds = models.PositiveSmallIntegerField(
        "the picture is late by",
        default=0,
        validators=[MaxValueValidator(120)],
        help_text="In seconds: so much later what is on air is shown beside the picture.",
    )
    watch_access = models.CharField("may watch", max_length=12, choices=_WHO, default=Access.OPEN.value)
    ask_access = models.CharField(
        "may ask", max_length=12, choices=_WITH_AN_ACCOUNT, default=Access.SUBSCRIBERS.value
    )
    vote_access = models.CharField(
        "may vote", max_length=12, choices=_WITH_AN_ACCOUNT, default=Access.SUBSCRIBERS.value
    )
    replay_access = models.CharField(
        "may see the replay", max_length=12, choices=_WHO, default=Access.SUBSCRIBERS.value
    )
    hides_tallies = models.BooleanField(
        "votes stay hidden", default=False, help_text="Until it has ended; the desk sees them."
    )
    by_clock = models.BooleanField(
        "begins by the clock",
        default=False,
        help_text="It is live at the time that was said. Otherwise its host begins it.",
    )

    content_panels: ClassVar = [
        TitleFieldPanel("title", heading="Headline", placeholder="Headline"),
        FieldPanel("standfirst"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("guest"), FieldPanel("guest_note")]), FieldPanel("host")],
            heading="Who speaks",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("minutes")]),
                FieldPanel("collects_from"),
                FieldPanel("by_clock"),
            ],
            heading="When",
        ),
        MultiFieldPanel(
            [
                FieldPanel("video"),
                FieldPanel("delay_seconds"),
                FieldRowPanel([FieldPanel("poster"), FieldPanel("poster_alt")]),
            ],
            heading="Picture",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("watch_access"), FieldPanel("replay_access")]),
                FieldRowPanel([FieldPanel("ask_access"), FieldPanel("vote_access")]),
                FieldPanel("hides_tallies"),
            ],
            heading="Who may",
        ),
    ]
    parent_page_types: ClassVar = ["live.LiveIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "interview"
        indexes: ClassVar = [models.Index(fields=["starts_at"], name="interviews_by_time")]

    @property
    def ends_at(self) -> datetime:
        """As planned."""
        moment: datetime = self.starts_at + timedelta(minutes=self.minutes)
        return moment

    @property
    def opens_at(self) -> datetime:
        """When questions may first be submitted."""
        moment: datetime = self.collects_from or self.starts_at - COLLECTS_AHEAD
        return moment

    def tags_when_changed(self) -> list[str]:
        """It is named in the list of them."""
        return [INTERVIEWS, interview_tag(self.pk)]

    def clean(self) -> None:
        """Raises ValidationError for an address of the house, a picture that cannot be played and times out of order."""
        super().clean()
        if self.slug in TAKEN or self.slug.isdecimal():
            raise ValidationError({"slug": f"/live/{self.slug}/ is an address of the house. Choose another."})
        if self.video and video_of(self.video, own=[settings.ORIGIN, *settings.VIDEO_HOSTS]) is None:
            raise ValidationError({"video": _NO_PLAYER})
        begins: datetime | None = self.starts_at  # None where the form has no time in it
        if begins and self.collects_from and self.collects_from >= begins:
            raise ValidationError({"collects_from": "Questions are collected before the interview begins."})
