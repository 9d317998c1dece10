"""The report of something unlawful: open to everybody who can read the comment, with a file of its own at the desk."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from standfirst.apps.comments.forms import UnlawfulForm
from standfirst.apps.comments.models import Comment
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.comments.views.screen import around_comment, personal
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.core.http.client import address_of, network_of
from standfirst.core.limits import Limit, spend_all

_HERE = Limit("unlawful: client", 5, timedelta(hours=1))
_NETWORK = Limit("unlawful: network", 20, timedelta(hours=1))


@require_http_methods(["GET", "POST"])
def unlawful(request: HttpRequest, comment_id: int) -> HttpResponse:
    """The form; once it is sent, the number of the case."""
    scene = around_comment(request, comment_id)
    comment = Comment.objects.filter(pk=comment_id, status=Status.PUBLISHED).first()
    if comment is None or not scene.may_read:
        raise Http404
    form = UnlawfulForm(request.POST or None)
    shown: dict[str, Any] = {"form": form, "comment": comment}
    if request.method == "GET" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return personal(request, "comments/unlawful.html", scene, status=status, **shown)
    if _is_too_much(request):
        shown["refused"] = "That is a lot in a short time. Please wait a little."
        return personal(request, "comments/unlawful.html", scene, status=429, **shown)
    try:
        number = moderation.open_case(report=_report(comment, form.cleaned_data), now=now())
    except moderation.Refused as refused:
        shown["refused"] = refused.sentence
        return personal(request, "comments/unlawful.html", scene, status=422, **shown)
    return personal(request, "comments/unlawful_sent.html", scene, number=number)


def _is_too_much(request: HttpRequest) -> bool:
    client = address_of(request)
    return spend_all([(_HERE, client), (_NETWORK, network_of(client))], now=now()) is not None


def _report(comment: Comment, typed: dict[str, Any]) -> moderation.Report:
    return moderation.Report(
        subject_kind="comment",
        subject_id=comment.pk,
        url=reverse("comments:comment", args=[comment.pk]),
        snapshot=comment.text,
        law=typed["law"],
        explanation=typed["explanation"],
        in_good_faith=typed["in_good_faith"],
        reporter_name=typed["reporter_name"],
        reporter_email=typed["reporter_email"],
        language=comment.language,
    )
