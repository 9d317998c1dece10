"""The rules for what readers write: seen in every version, changed by publishing the next."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.forms import BaseFormSet, formset_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now

may_publish = permission_required("moderation.add_guidelinesversion", raise_exception=True)
MOST_RULES, MORE_AT_A_TIME = 20, 2


class GuidelinesForm(forms.Form):
    """What stands above the rules, and which version was changed."""

    introduction = forms.CharField(
        label="Introduction", required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class RuleForm(forms.Form):
    """One rule; it goes when its title is emptied."""

    place = forms.IntegerField(label="Number", required=False, min_value=1, max_value=99)
    title = forms.CharField(label="Rule", required=False, max_length=120)
    text = forms.CharField(
        label="Explained", required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    guard = forms.ChoiceField(
        label="Named by",
        required=False,
        choices=list(moderation.GUARDS.items()),
        help_text="The check that names this rule when it holds a comment.",
    )


RuleForms = formset_factory(RuleForm, extra=MORE_AT_A_TIME, max_num=MOST_RULES, absolute_max=MOST_RULES)


@may_publish
@require_http_methods(["GET", "POST"])
def guidelines(request: HttpRequest) -> HttpResponse:
    """The version that holds, to be changed."""
    if request.method != "POST":
        return _screen(request)
    form, rules = (
        GuidelinesForm(request.POST, auto_id="guidelines_%s"),
        RuleForms(request.POST, prefix="rules"),
    )
    if not (form.is_valid() and rules.is_valid()):
        return _screen(request, form=form, rules=rules, status=422)
    try:
        made = moderation.publish_guidelines(
            introduction=form.cleaned_data["introduction"],
            rules=_in_order(rules),
            after=form.cleaned_data["after"],
            by=request.user.pk or 0,
            now=now(),
        )
    except moderation.Refused as refused:
        form.add_error(None, refused.sentence)
        return _screen(request, form=form, rules=rules, status=422)
    messages.success(request, f"Version {made.number} holds. Readers accept it before their next comment.")
    return redirect("desk:guidelines")


@may_publish
@require_GET
def version(request: HttpRequest, version_id: int) -> HttpResponse:
    """An older one, as it was."""
    found = moderation.guidelines_version(version_id)
    if found is None:
        raise Http404
    return render(request, "desk/guidelines_version.html", {"guidelines": found})


def _in_order(rules: BaseFormSet[RuleForm]) -> list[tuple[str, str, str]]:
    """By the numbers that were given; those without one come last, as they stood."""
    said = [form.cleaned_data for form in rules.forms if form.cleaned_data.get("title", "").strip()]
    said.sort(key=lambda rule: rule["place"] or MOST_RULES * 10)
    return [(rule["title"], rule["text"], rule["guard"]) for rule in said]


def _screen(request: HttpRequest, *, status: int = 200, **given: Any) -> HttpResponse:
    card = moderation.guidelines()
    initial = [
        {"place": rule.number, "title": rule.title, "text": rule.text, "guard": rule.guard}
        for rule in card.rules
    ]
    context = {
        "guidelines": card,
        "versions": moderation.list_guidelines(),
        "form": GuidelinesForm(
            initial={"introduction": card.introduction, "after": card.number}, auto_id="guidelines_%s"
        ),
        "rules": RuleForms(initial=initial, prefix="rules"),
        **given,
    }
    return render(request, "desk/guidelines.html", context, status=status)
