"""Newsletters as products, each with a calendar of its own; pages of the tree, with their editions below them."""

from datetime import datetime, time
from typing import ClassVar
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page

from standfirst.apps.newsletters.rules.audiences import Audience
from standfirst.apps.newsletters.rules.cadence import Cadence, Rhythm, fault_of, words
from standfirst.apps.newsletters.rules.mornings import opening
from standfirst.apps.newsletters.rules.states import OnUnknown
from standfirst.apps.newsletters.rules.tags import NEWSLETTERS, OFFERED
from standfirst.core.served import ServedByView

_NO_ZONE = "There is no such time zone. Write it like Europe/Berlin."
# What stands beside the newsletters under /newsletters/.
TAKEN = frozenset(["confirm", "mine", "sign-up", "stop", "to"])


class WhenNotReady(models.TextChoices):
    """What becomes of an edition that nobody has approved in time."""

    FILL = "fill", "It fills itself and goes out"
    HOLD = "hold", "It waits for an editor"
    SKIP = "skip", "It is left out"


class NewsletterIndexPage(ServedByView, Page):
    """Where the newsletters stand in the tree. Its address is answered by the list with what a reader has."""

    view = "standfirst.apps.newsletters.views.pages.index"

    max_count = 1
    parent_page_types: ClassVar = ["editorial.FrontPage"]
    subpage_types: ClassVar = ["newsletters.NewsletterPage"]

    class Meta:
        verbose_name = "newsletters"

    def tags_when_changed(self) -> list[str]:
        """Its title stands on the pages of the newsletters."""
        return [NEWSLETTERS]


class NewsletterPage(ServedByView, Page):
    """One newsletter: what it is, who may have it, who it is from, and when it comes."""

    view = "standfirst.apps.newsletters.views.pages.newsletter"

    blurb = models.CharField(max_length=240, help_text="What it is, in a sentence.")
    audience = models.CharField(
        max_length=12,
        choices=[
            (Audience.EVERYBODY.value, "Everybody, by a confirmed address"),
            (Audience.REGISTERED.value, "Readers with an account"),
            (Audience.SUBSCRIBERS.value, "Subscribers"),
        ],
        default=Audience.EVERYBODY.value,
    )
    sender_name = models.CharField(
        max_length=80, blank=True, help_text="Whom it is from. Empty: the publication."
    )
    reply_to = models.EmailField(blank=True, help_text="Where answers go. Empty: the publication’s contact.")
    language = models.CharField(
        max_length=12, blank=True, help_text="BCP 47, such as de. Empty: the publication’s."
    )
    taking_sign_ups = models.BooleanField(
        default=True, help_text="Take this away to hide it; who has it keeps it until they stop it."
    )
    position = models.PositiveSmallIntegerField(
        default=100, help_text="Among the newsletters; small is first."
    )

    on_front_page = models.BooleanField(
        "on the front page", default=False, help_text="Offer it there, with two others at most."
    )
    below_articles_of = ParentalManyToManyField(
        "editorial.SectionPage",
        blank=True,
        related_name="+",
        verbose_name="below the articles of",
        help_text="Offer it there; of several, the first is shown.",
    )

    rhythm = models.CharField(
        max_length=20,
        choices=[
            (Rhythm.WEEKDAYS.value, "On days of the week"),
            (Rhythm.DAY_OF_MONTH.value, "On a day of the month"),
            (Rhythm.WEEKDAY_OF_MONTH.value, "On a weekday of the month"),
        ],
        default=Rhythm.WEEKDAYS.value,
    )
    weekdays = models.CharField(max_length=7, blank=True, help_text="1 is Monday: 12345 for working days.")
    nth = models.SmallIntegerField(
        "which",
        default=1,
        help_text="Of the month: its day, or the first to fourth weekday; -1 for the last.",
    )
    at = models.TimeField(default=time(7), help_text="When it goes out, local time.")
    zone = models.CharField(max_length=40, default="UTC", help_text="Such as Europe/Berlin.")
    by_zone = models.BooleanField(
        "in each reader’s own morning",
        default=False,
        help_text="At this time where each reader is, if they have chosen their time zone; to everybody else at the "
        "newsletter’s own. An edition must then be ready before the first of these mornings.",
    )
    first_zone = models.CharField(
        "the first morning is in",
        max_length=40,
        blank=True,
        help_text="Such as Asia/Tokyo: it goes out from then on, also to readers further east. Empty: where the day begins "
        "first on earth, 13 hours before Berlin.",
    )
    ready_minutes = models.PositiveSmallIntegerField(
        "ready before", default=60, help_text="How many minutes before it goes out it must be approved."
    )
    when_not_ready = models.CharField(
        max_length=4, choices=WhenNotReady.choices, default=WhenNotReady.HOLD.value
    )
    skip_when_empty = models.BooleanField(
        default=True, help_text="Leave an edition out for which there is nothing new."
    )
    on_unknown = models.CharField(
        "when it is unknown whether one arrived",
        max_length=8,
        choices=[
            (OnUnknown.HOLD.value, "Wait for a person, or for the mail server’s log"),
            (OnUnknown.RESEND.value, "Send it again: somebody may get it twice"),
            (OnUnknown.DROP.value, "Leave it: somebody may not get it"),
        ],
        default=OnUnknown.HOLD.value,
    )
    counts_clicks = models.BooleanField(
        "count its links",
        default=True,
        help_text="How often each link is followed, without saying by whom. The links then lead over an address of ours.",
    )

    content_panels: ClassVar = [
        TitleFieldPanel("title", heading="Name", placeholder="Name"),
        FieldPanel("blurb"),
        FieldPanel("audience"),
        MultiFieldPanel(
            [FieldPanel("sender_name"), FieldPanel("reply_to"), FieldPanel("language")], heading="Sender"
        ),
        MultiFieldPanel(
            [
                FieldPanel("taking_sign_ups"),
                FieldPanel("position"),
                FieldPanel("on_front_page"),
                FieldPanel("below_articles_of", widget=CheckboxSelectMultiple),
            ],
            heading="Where it is offered",
        ),
        MultiFieldPanel(
            [
                FieldPanel("rhythm"),
                FieldRowPanel([FieldPanel("weekdays"), FieldPanel("nth")]),
                FieldRowPanel([FieldPanel("at"), FieldPanel("zone")]),
                FieldPanel("by_zone"),
                FieldPanel("first_zone"),
            ],
            heading="When it comes",
        ),
        InlinePanel("holidays", heading="Days on which it does not come", label="Day"),
        MultiFieldPanel(
            [FieldPanel("ready_minutes"), FieldPanel("when_not_ready"), FieldPanel("skip_when_empty")],
            heading="When an edition is not ready",
        ),
        FieldPanel("on_unknown"),
        FieldPanel("counts_clicks"),
    ]
    parent_page_types: ClassVar = ["newsletters.NewsletterIndexPage"]
    subpage_types: ClassVar = ["newsletters.EditionPage"]

    class Meta:
        verbose_name = "newsletter"

    @property
    def cadence(self) -> Cadence:
        """Its calendar, without the publication's own holidays."""
        return Cadence(
            rhythm=Rhythm(self.rhythm),
            weekdays=frozenset(map(int, self.weekdays)),
            nth=self.nth,
            at=self.at,
            zone=self.zone,
            holidays=frozenset(holiday.day for holiday in self.holidays.all()),
        )

    @property
    def when(self) -> str:
        """Its days in words, and its time where that is the reader's."""
        return words(self.cadence, by_zone=self.by_zone)

    def opening_of(self, slot: datetime) -> datetime:
        """When the edition of this slot begins to go out."""
        if not self.by_zone:
            return slot
        return opening(slot, at=self.at, zone=self.zone, first=self.first_zone)

    def tags_when_changed(self) -> list[str]:
        """It is named on the pages of the newsletters, and offered on others."""
        return [NEWSLETTERS, OFFERED]

    def clean(self) -> None:
        """Raises ValidationError for a calendar that cannot be one, and for an address of the house."""
        super().clean()
        if self.slug in TAKEN:
            raise ValidationError(
                {"slug": f"/newsletters/{self.slug}/ is an address of the house. Choose another."}
            )
        if self.zone not in available_timezones():
            raise ValidationError({"zone": _NO_ZONE})
        if self.first_zone and self.first_zone not in available_timezones():
            raise ValidationError({"first_zone": _NO_ZONE})
        if set(self.weekdays) - set("1234567"):
            raise ValidationError({"weekdays": "Days are numbers from 1, Monday, to 7, Sunday."})
        if fault := fault_of(self.cadence):
            raise ValidationError({"weekdays" if "week" in fault else "nth": fault})


class Holiday(models.Model):
    """A day on which a newsletter does not come."""

    newsletter = ParentalKey("newsletters.NewsletterPage", on_delete=models.CASCADE, related_name="holidays")
    day = models.DateField()
    name = models.CharField(max_length=80, blank=True)

    panels: ClassVar = [FieldRowPanel([FieldPanel("day"), FieldPanel("name")])]

    class Meta:
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["newsletter", "day"], name="a_holiday_is_named_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}".strip()
