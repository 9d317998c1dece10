"""What a reader has asked in live interviews, what became of it, and of which they are reminded."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from standfirst.apps.live import api as live
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.screens.account.panels import add_panel
from standfirst.screens.account.screen import ReaderRequest, account_screen


@add_panel("interviews", name="Live interviews", order=45, template="account/_interviews.html")
def panel(request: ReaderRequest) -> dict[str, Any] | None:
    """Nothing where nobody has held one yet."""
    reader_id = request.user.pk
    asked, answered = live.count_asked(asker_id=reader_id)
    reminded = live.list_reminded(reader_id=reader_id, now=now())
    if not (asked or reminded or live.InterviewPage.objects.live().exists()):
        return None
    return {"asked": asked, "answered": answered, "reminded": reminded}


@login_required
@require_GET
def own(request: ReaderRequest) -> HttpResponse:
    """Every question of theirs, interview by interview."""
    return account_screen(
        request,
        "account/questions.html",
        asked=live.list_asked(asker_id=request.user.pk),
        reminded=live.list_reminded(reader_id=request.user.pk, now=now()),
        guidelines=moderation.guidelines(),
    )
