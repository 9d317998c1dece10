"""Everything that we know of a reader, to take away: as one file, by a link that works once and here alone."""

import io
import json
import secrets
import zipfile
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET, require_http_methods

from standfirst.apps.accounts import api as accounts
from standfirst.apps.audit import api as audit
from standfirst.apps.editorial import api as editorial
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.core.export import Part, parts_of
from standfirst.core.http.proof import step_up_required
from standfirst.core.limits import Limit, spend
from standfirst.screens.account import limits
from standfirst.screens.account.screen import ReaderRequest, account_screen

LIFE = timedelta(minutes=10)
FILES = Limit("data files", 10, timedelta(days=1))
USES = Limit("data links", 1, timedelta(days=1))  # longer than a link lives, so that none works twice
_KEY = "data_link"


@login_required
@step_up_required
@require_http_methods(["GET", "POST"])
def my_data(request: ReaderRequest) -> HttpResponse:
    """Say what is in the file, and on a press make a link to it."""
    if request.method == "GET":
        return account_screen(request, "account/my_data.html", link=_live_link(request, now=now()))
    if wait := spend(FILES, key=str(request.user.pk), now=now()):
        return limits.too_many(request, wait)
    link = {"token": secrets.token_urlsafe(32), "reader": request.user.pk, "at": now().timestamp()}
    request.session[_KEY] = link
    return redirect("account:my-data")


@login_required
@step_up_required(back="account:my-data")  # type: ignore[untyped-decorator]
@require_GET
def data_file(request: ReaderRequest, token: str) -> HttpResponse:
    """The file itself, made now and kept nowhere; the link is used up by it."""
    moment, link = now(), _live_link(request, now=now())
    if not constant_time_compare(token, link) or not link or spend(USES, key=token, now=moment):
        raise Http404
    del request.session[_KEY]
    with transaction():
        _record(request.user.pk, now=moment)
    response = HttpResponse(packed(request.user, now=moment), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="my-data-{moment:%Y-%m-%d}.zip"'
    return response


def packed(reader: accounts.User, *, now: datetime) -> bytes:
    """Two files with the same in them: one for people and one for programs."""
    parts = list(parts_of(accounts.person_of(reader)))
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.html", _page(parts, reader, now=now))
        archive.writestr("data.json", _for_programs(parts, now=now))
    return memory.getvalue()


def _for_programs(parts: list[Part], *, now: datetime) -> str:
    told: dict[str, Any] = {
        part.table: [{cell.column: cell.value for cell in row} for row in part.rows] for part in parts
    }
    return json.dumps({"made_at": now.isoformat(), "tables": told}, ensure_ascii=False, indent=1, default=str)


def _page(parts: list[Part], reader: accounts.User, *, now: datetime) -> str:
    publication = editorial.get_publication()
    shown = [asdict(part) for part in parts if part.rows]
    empty = [part.name for part in parts if not part.rows]
    context = {"parts": shown, "empty": empty, "reader": reader, "publication": publication, "now": now}
    return render_to_string("account/data_file.html", context)


def _live_link(request: ReaderRequest, *, now: datetime) -> str:
    """The token that this session may use; empty where there is none, or no longer."""
    held = request.session.get(_KEY) or {}
    is_live = held.get("reader") == request.user.pk and now.timestamp() - held["at"] < LIFE.total_seconds()
    return str(held["token"]) if is_live else ""


def _record(reader_id: int, *, now: datetime) -> None:
    about = f"reader:{reader_id}"
    audit.record(action="accounts.export_data", actor_id=reader_id, actor="the reader", about=about, now=now)
