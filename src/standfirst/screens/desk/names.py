"""Usernames that wait for a second look by a person."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.accounts import api as accounts
from standfirst.core.clock import now

MOST_SHOWN = 100
may_decide = permission_required("accounts.change_namereview", raise_exception=True)
_SAID = {True: "“{name}” may be used. The reader is told.", False: "“{name}” is refused. The reader is told."}


class DecisionForm(forms.Form):
    """Yes or no, and why."""

    allow = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes")
    reason = forms.CharField(required=False, max_length=300)


@may_decide
@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """The oldest first."""
    return _screen(request)


@may_decide
@require_POST
def decide(request: HttpRequest, review_id: int) -> HttpResponse:
    """One press; the reason is kept on record and not shown to the reader."""
    form = DecisionForm(request.POST)
    review = accounts.find_review(review_id=review_id)
    if review is None or not form.is_valid():
        raise Http404
    said = form.cleaned_data
    try:
        accounts.decide_name(review_id=review_id, by=request.user.pk or 0, now=now(), **said)
    except accounts.UsernameRefused as refusal:
        return _screen(request, refused=review.pk, sentence=refusal.sentence, status=422)
    messages.success(request, _SAID[said["allow"]].format(name=review.name))
    return redirect("desk:names")


def _screen(request: HttpRequest, *, status: int = 200, **context: object) -> HttpResponse:
    found = accounts.list_open_reviews(limit=MOST_SHOWN)
    may_see_readers = request.user.has_perm("membership.add_period")
    shown = {"reviews": found, "most": MOST_SHOWN, "may_see_readers": may_see_readers, **context}
    return render(request, "desk/names.html", shown, status=status)
