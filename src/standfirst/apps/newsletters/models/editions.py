"""Editions: pages below their newsletter, made ahead by the calendar, and what each of them was frozen with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from standfirst.apps.membership.api import Access
from standfirst.apps.newsletters.blocks import EditionBody, texts_of
from standfirst.apps.newsletters.rules.audiences import Audience
from standfirst.apps.newsletters.rules.steps import State
from standfirst.apps.newsletters.rules.subjects import (
    LEAST_MINUTES,
    LEAST_PERCENT,
    MOST_MINUTES,
    MOST_PERCENT,
    WantedTest,
)
from standfirst.apps.newsletters.rules.tags import NEWSLETTERS
from standfirst.core.served import ServedByView

ACCESS = {
    Audience.EVERYBODY.value: Access.OPEN.value,
    Audience.REGISTERED.value: Access.REGISTERED.value,
    Audience.SUBSCRIBERS.value: Access.SUBSCRIBERS.value,
}
# What has become of an edition is no part of what was written: neither an old revision nor a form that was opened before
# brings it back. Actions write it by updates.
KEPT = ("newsletter_id", "slot", "state", "held_because", "goes_at", "approved_at", "approved_revision")


class EditionState(models.TextChoices):
    """What has become of an edition."""

    DRAFT = State.DRAFT.value, "draft"
    HELD = State.HELD.value, "waits for an editor"
    APPROVED = State.APPROVED.value, "approved"
    SKIPPED = State.SKIPPED.value, "left out"
    GIVEN = State.GIVEN.value, "sent"


class EditionForm(WagtailAdminPageForm):
    """The desk's form. Its slot is what an edition is known by: chosen once, when it is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "slot" in self.fields:
            self.fields["slot"].disabled = True

    def clean(self) -> Any:
        cleaned = super().clean()
        slot = cleaned.get("slot")
        others = EditionPage.objects.filter(newsletter_id=self.parent_page.pk, slot=slot)
        if slot and others.exclude(pk=self.instance.pk).exists():
            raise ValidationError({"slot": "There is an edition for this moment already."})
        return cleaned


class EditionPage(ServedByView, Page):
    """One edition. `slot` is the promise it keeps; what it says leaves through the gate, as an article's text does.

    It stands in the archive from the moment at which it is sent.
    """

    view = "standfirst.apps.newsletters.views.editions.edition"
    preview_modes: ClassVar = [
        ("subscriber", "The letter to subscribers"),
        ("visitor", "The letter to others"),
        ("page", "The page, as a visitor"),
    ]
    base_form_class = EditionForm

    newsletter = models.ForeignKey(
        "newsletters.NewsletterPage", on_delete=models.RESTRICT, related_name="editions", editable=False
    )
    slot = models.DateTimeField("goes out", help_text="The calendar chooses it. It cannot be changed later.")
    subject = models.CharField(
        max_length=150, blank=True, help_text="Of the letter. Empty: the headline of its first story."
    )
    second_subject = models.CharField(
        max_length=150,
        blank=True,
        help_text="To be tested against the first, by clicks. The rest gets the better one; without a difference that can "
        "be told, the first.",
    )
    test_percent = models.PositiveSmallIntegerField(
        "readers who test it",
        default=20,
        validators=[MinValueValidator(LEAST_PERCENT), MaxValueValidator(MOST_PERCENT)],
        help_text="Of a hundred, half of them each subject: from 5 to 50.",
    )
    test_minutes = models.PositiveSmallIntegerField(
        "the rest waits",
        default=120,
        validators=[MinValueValidator(LEAST_MINUTES), MaxValueValidator(MOST_MINUTES)],
        help_text="So many minutes after the last of the test is out: from 30 to 1440. Clicks count once they are a quarter of "
        "an hour old.",
    )
    preheader = models.CharField(
        max_length=200, blank=True, help_text="What a mailbox shows beside the subject."
    )
    body = StreamField(EditionBody(), blank=True)
    state = models.CharField(
        max_length=8, choices=EditionState.choices, default=EditionState.DRAFT, editable=False
    )
    held_because = models.CharField(max_length=400, blank=True, editable=False)
    goes_at = models.DateTimeField(null=True, editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    approved_revision = models.BigIntegerField(
        null=True, editable=False, help_text="The number of the revision that goes out."
    )

    content_panels: ClassVar = [
        TitleFieldPanel("title", heading="Name", placeholder="Name"),
        FieldPanel("slot"),
        MultiFieldPanel([FieldPanel("subject"), FieldPanel("preheader")], heading="In the mailbox"),
        MultiFieldPanel(
            [
                FieldPanel("second_subject"),
                FieldRowPanel([FieldPanel("test_percent"), FieldPanel("test_minutes")]),
            ],
            heading="A second subject",
        ),
        FieldPanel("body"),
    ]
    settings_panels: ClassVar[list[Any]] = []
    parent_page_types: ClassVar = ["newsletters.NewsletterPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "edition"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["newsletter", "slot"], name="an_edition_a_slot"),
            models.CheckConstraint(
                condition=~models.Q(state=EditionState.APPROVED) | models.Q(goes_at__isnull=False),
                name="what_is_approved_has_a_time",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "slot"], name="editions_by_state")]

    @property
    def access(self) -> str:
        """Who may read it, in the gate's words; an audience that nobody knows opens to nobody."""
        return ACCESS.get(self.newsletter.audience, "")

    @property
    def opens_at(self) -> datetime:
        """When it begins to go out: at its slot, or at the first morning on earth that is waited for."""
        moment: datetime = self.newsletter.opening_of(self.slot)
        return moment

    @property
    def subject_test(self) -> WantedTest | None:
        """Where it has a second subject."""
        return WantedTest(self.test_percent, self.test_minutes) if self.second_subject else None

    @property
    def standfirst(self) -> str:
        """What everybody may read of it."""
        return self.preheader

    @property
    def word_count(self) -> int:
        """Of what was written for this edition."""
        return sum(len(text.split()) for block in self.body for text in texts_of(block))

    @property
    def preview_word_count(self) -> int:
        """An edition is read whole or not at all."""
        return 0

    @property
    def has_workflow(self) -> bool:
        """Its approval is its own: it freezes the list, and nothing goes out by a workflow's last step."""
        return False

    def get_workflow(self) -> None:
        """None, as there is none."""

    def gated_blocks(self) -> Sequence[Any]:
        """The blocks, for the gate alone."""
        return list(self.body)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        page = super().with_content_json(content)
        for name in KEPT:
            setattr(page, name, getattr(self, name))
        return page

    def join_newsletter(self) -> None:
        """It belongs to the newsletter that it stands below."""
        parent = self.get_parent() if self.path else None
        if parent is not None:
            self.newsletter_id = parent.pk

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.join_newsletter()
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.join_newsletter()
        if kwargs.get("update_fields") is None and EditionPage.objects.filter(pk=self.pk).exists():
            written = [each.name for each in self._meta.concrete_fields if not each.primary_key]
            relations = [each.get_accessor_name() for each in get_all_child_relations(self)]
            kwargs["update_fields"] = [
                name for name in (*written, *relations) if name not in KEPT and f"{name}_id" not in KEPT
            ]
        return super().save(*args, **kwargs)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Only what was sent stands in the archive: until then an edition is approved, and not published."""
        if self.state == EditionState.GIVEN:
            return super().publish(revision, *args, **kwargs)
        return None

    def tags_when_changed(self) -> list[str]:
        """The archive is listed on the newsletter's page."""
        return [NEWSLETTERS]


class EditionItem(models.Model):
    """One line of the frozen list: what stands in which block, and why. `kind` is the block's, `number` the item's own.

    Numbers only: what is withdrawn after the approval is not shown.
    """

    edition = models.ForeignKey(EditionPage, on_delete=models.CASCADE, related_name="items")
    block = models.CharField(max_length=36)
    kind = models.CharField(max_length=20)
    number = models.BigIntegerField()
    place = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "place"], name="a_place_is_taken_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "number"], name="items_by_number")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}: {self.reason}"
