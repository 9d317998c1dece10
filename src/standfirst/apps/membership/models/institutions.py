"""Institutions: who reads there is known by the domain of an e-mail address, or by where a request comes from."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from standfirst.apps.membership.rules.institutions import NotInstitutional, fair_domain, fair_network
from standfirst.core.days import YEARS


class LinesField(ArrayField):
    """Short texts, written one a line."""

    def formfield(self, **options: Any) -> Any:
        return super().formfield(
            **{"delimiter": "\n", "widget": forms.Textarea(attrs={"rows": 4}), **options}
        )


class InstitutionQuerySet(models.QuerySet["Institution"]):
    """Reads of institutions."""

    def standing_at(self, now: datetime) -> "InstitutionQuerySet":
        """Those that open their plan at `now`."""
        return self.filter(starts_at__lte=now, in_force=True).filter(Q(ends_at=None) | Q(ends_at__gt=now))


class Institution(models.Model):
    """A university, a library, a firm: everybody there reads what its plan opens."""

    name = models.CharField(max_length=160)
    plan = models.ForeignKey("membership.Plan", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True, help_text="Empty: without end.")
    in_force = models.BooleanField(default=True, help_text="Take this away to close it at once.")
    domains = LinesField(
        models.CharField(max_length=253),
        default=list,
        blank=True,
        help_text="Domains of e-mail addresses, one a line, such as university.example. Readers with a confirmed "
        "address there read everything, wherever they are. Domains below a domain are named themselves.",
    )
    networks = LinesField(
        models.CharField(max_length=43),
        default=list,
        blank=True,
        help_text="Address ranges, one a line, such as 192.0.2.0/24 or 2001:db8::/32. Whoever comes from there reads "
        "everything, without an account.",
    )
    private_networks = models.BooleanField(
        default=False,
        help_text="Ranges that are not public are meant; only where readers share our own network.",
    )
    note = models.TextField(blank=True, help_text="For the desk.")

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="institution_has_length",
                violation_error_message="It must end after it begins.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Domains and ranges are brought into one form; what cannot stand is refused with a sentence."""
        super().clean()
        refused: dict[str, list[str]] = {}
        self.domains = _fair(self.domains, fair_domain, refused.setdefault("domains", []))
        self.networks = _fair(
            self.networks,
            lambda text: fair_network(text, private=self.private_networks),
            refused.setdefault("networks", []),
        )
        for name in ("starts_at", "ends_at"):
            moment = getattr(self, name)
            if moment is not None and moment.year not in YEARS:
                refused[name] = [
                    f"Choose a day of the years {YEARS[0]} to {YEARS[-1]}; empty is without end."
                ]
        if found := {name: sentences for name, sentences in refused.items() if sentences}:
            raise ValidationError(found)


def _fair(lines: list[str] | None, fair: Any, refused: list[str]) -> list[str]:
    found: dict[str, None] = {}
    for line in filter(str.strip, lines or ()):
        try:
            found[fair(line)] = None
        except NotInstitutional as problem:
            refused.append(str(problem))
    return list(found)
