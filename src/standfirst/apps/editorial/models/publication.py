"""The publication's own settings: what it is called and how it looks."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from standfirst.apps.editorial.rules import colours


@register_setting(icon="edit")
class Publication(BaseSiteSetting):
    """Name, nameplate, accent and small print. The product itself is neutral."""

    name = models.CharField(max_length=80, default="The Publication")
    nameplate_first = models.CharField(
        max_length=40, blank=True, help_text="The nameplate's part before the bar."
    )
    nameplate_second = models.CharField(
        max_length=40, blank=True, help_text="The part after the bar; may be empty."
    )
    strapline = models.CharField(
        max_length=200, blank=True, help_text="What it is, in a sentence; for search engines."
    )
    accent_light = models.CharField(
        max_length=7, default="#b3260c", help_text="The accent on light paper, as #rrggbb."
    )
    accent_dark = models.CharField(
        max_length=7, default="#ff8a6a", help_text="The accent on dark paper, as #rrggbb."
    )
    language = models.CharField(max_length=12, default="en-GB", help_text="BCP 47, such as en-GB or ar.")
    right_to_left = models.BooleanField(default=False)
    imprint = models.TextField(blank=True, help_text="The last lines of every page.")
    contact = models.EmailField(blank=True, help_text="Where readers write to.")
    postal_address = models.CharField(
        max_length=200,
        blank=True,
        help_text="In one line. It stands in every newsletter, and none goes out without it.",
    )
    gate_headline = models.CharField(max_length=120, default="The rest of this article is for subscribers")
    gate_text = models.TextField(default="One subscription opens every article.")
    gifts_a_month = models.PositiveSmallIntegerField(
        "articles to give",
        default=5,
        validators=[MaxValueValidator(100)],
        help_text="How many articles a subscriber may give away in a calendar month; 0 for none.",
    )
    meter_for_readers = models.PositiveSmallIntegerField(
        "subscribers' articles for readers",
        default=0,
        validators=[MaxValueValidator(100)],
        help_text="How many a reader with an account may read in a calendar month without a subscription; 0 for none.",
    )
    meter_for_visitors = models.PositiveSmallIntegerField(
        "readers' articles for visitors",
        default=0,
        validators=[MaxValueValidator(20)],
        help_text="How many articles for readers a visitor may read in a calendar month without an account. Counted in "
        "the browser, so clearing it begins anew; subscribers' articles stay closed to visitors.",
    )
    logo = models.ForeignKey(
        "editorial.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="For search engines and feeds; square.",
    )
    terms_page = models.ForeignKey(
        "editorial.PlainPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The Terms of Use that readers agree to.",
    )
    privacy_page = models.ForeignKey(
        "editorial.PlainPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The Privacy Policy that readers agree to.",
    )

    panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("nameplate_first"),
                FieldPanel("nameplate_second"),
                FieldPanel("strapline"),
            ],
            heading="Name",
        ),
        MultiFieldPanel(
            [FieldPanel("accent_light"), FieldPanel("accent_dark"), FieldPanel("logo")], heading="Look"
        ),
        MultiFieldPanel([FieldPanel("language"), FieldPanel("right_to_left")], heading="Language"),
        MultiFieldPanel([FieldPanel("gate_headline"), FieldPanel("gate_text")], heading="At the gate"),
        MultiFieldPanel(
            [
                FieldPanel("gifts_a_month"),
                FieldPanel("meter_for_readers"),
                FieldPanel("meter_for_visitors"),
            ],
            heading="Without a subscription",
        ),
        MultiFieldPanel(
            [FieldPanel("imprint"), FieldPanel("contact"), FieldPanel("postal_address")],
            heading="Small print",
        ),
        MultiFieldPanel(
            [FieldPanel("terms_page"), FieldPanel("privacy_page")],
            heading="What readers agree to",
            help_text="Without both, live, nobody can make an account. A new version asks every reader again.",
        ),
    ]

    class Meta:
        verbose_name = "publication"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        faults = {
            "accent_light": colours.fault_of_accent(self.accent_light, paper=colours.LIGHT_PAPER),
            "accent_dark": colours.fault_of_accent(self.accent_dark, paper=colours.DARK_PAPER),
        }
        found = {field: fault for field, fault in faults.items() if fault}
        if found:
            raise ValidationError(found)

    @property
    def nameplate(self) -> list[str]:
        """The nameplate's parts; the name itself where none are set."""
        return [part for part in (self.nameplate_first, self.nameplate_second) if part] or [self.name]
