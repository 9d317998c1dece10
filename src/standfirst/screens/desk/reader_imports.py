"""Readers from another system: send a table, see line by line what would come of it, confirm, watch, keep the report."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from standfirst.apps.accounts import api as accounts
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.core.http.proof import has_fresh_proof, step_up_required
from standfirst.core.spreadsheet import csv_lines
from standfirst.screens.desk import importing
from standfirst.screens.desk.proving import prove_first, written_before

MOST_SHOWN = 100
MOST_BYTES = 10 * 1024 * 1024
RIGHTS = ("accounts.add_user", "membership.add_period")
may_import = permission_required(RIGHTS, raise_exception=True)
_HEAD = ("Line", "Address", "Plan", "What came of it", "Why", "Number of the reader")
_EXPECTED_HEAD = ("Line", "Address", "Plan", "What would come of it", "Why", "Number of the reader")


class TableForm(forms.Form):
    """The file."""

    table = forms.FileField(
        label="Table",
        help_text="CSV in UTF-8, at most 10 MB and 50,000 lines.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )

    def read(self) -> tuple[str, bytes]:
        """Its name and what is in it. Raises FileRefused."""
        file = self.cleaned_data["table"]
        if file.size > MOST_BYTES:
            raise accounts.FileRefused("The file is larger than 10 MB.")
        return file.name, file.read()


class YesForm(forms.Form):
    """That it is to be done, why, and whether people are written to."""

    because = forms.CharField(
        label="Reason", max_length=200, help_text="Kept on record with every account and every subscription."
    )
    writes = forms.BooleanField(
        label="Write to them",
        required=False,
        help_text="One letter to each with a new account or new time to read: that they have it, and how to sign in.",
    )


@may_import
@step_up_required
@require_http_methods(["GET", "POST"])
def tables(request: HttpRequest) -> HttpResponse:
    """The tables that were sent, and the form for another."""
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            name, data = form.read()
            made = accounts.check_reader_import(
                data=data,
                name=name,
                plans=importing.plans_by_name(),
                by_id=request.user.pk or 0,
                job=importing.LOOKING,
                now=now(),
            )
        except accounts.FileRefused as refused:
            form.add_error("table", str(refused))
        else:
            return redirect("desk:reader-import", made.pk)
    context = {"form": form, "tables": accounts.list_imports(limit=20), "plans": membership.list_plans()}
    return render(request, "desk/reader_imports.html", context, status=422 if form.errors else 200)


@may_import
@require_GET
def table(request: HttpRequest, import_id: int) -> HttpResponse:
    """What would come of each line; once it is confirmed, what has."""
    return _screen(request, _table(import_id))


@may_import
@require_GET
def progress(request: HttpRequest, import_id: int) -> HttpResponse:
    """How far it is: the part of the screen that changes."""
    return render(request, "desk/_progress.html", _how_far(_table(import_id)))


@may_import
@require_POST
def confirm(request: HttpRequest, import_id: int) -> HttpResponse:
    """Begin, in the worker. A second press changes nothing."""
    found, form = _table(import_id), YesForm(request.POST)
    if not has_fresh_proof(request, now=now()):
        back = reverse("desk:reader-import", args=[found.pk])
        return prove_first(request, place=f"import:{found.pk}:confirm", back=back)
    if not form.is_valid():
        return _screen(request, found, form=form, status=422)
    with transaction():
        accounts.confirm_reader_import(
            import_id=found.pk, by_id=request.user.pk or 0, job=importing.JOB, now=now(), **form.cleaned_data
        )
    return redirect("desk:reader-import", found.pk)


@may_import
@require_POST
def drop(request: HttpRequest, import_id: int) -> HttpResponse:
    """Forget what nobody has confirmed."""
    with transaction():
        if not accounts.drop_reader_import(import_id=import_id):
            raise Http404
    messages.success(request, "The table is forgotten. Nothing of it was brought in.")
    return redirect("desk:reader-imports")


@may_import
@step_up_required
@require_GET
def report(request: HttpRequest, import_id: int) -> StreamingHttpResponse:
    """Every line as a table."""
    found = _table(import_id)
    if found.forgotten_at is not None or found.state == accounts.ReaderImport.State.SENT:
        raise Http404
    head = _EXPECTED_HEAD if found.state == accounts.ReaderImport.State.CHECKED else _HEAD
    lines = csv_lines(head, _cells(found))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="readers-brought-in-{found.pk}.csv"'
    return response


def _cells(table: accounts.ReaderImport) -> Iterator[tuple[object, ...]]:
    words = dict(accounts.Fortune.choices)
    for row in accounts.every_row(table):
        became = (
            words[row.fortune or row.expected] if table.confirmed_at is None or row.fortune else "not yet"
        )
        yield row.line, row.email, row.plan, became, row.reason, row.reader_id or ""


def _screen(
    request: HttpRequest,
    table: accounts.ReaderImport,
    *,
    form: YesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    _, written = written_before(request, about=f"import:{table.pk}")
    wanted = request.GET.get("only", "")
    only = wanted if wanted in accounts.Fortune.values else ""
    context = {
        **_how_far(table),
        "rows": accounts.list_rows(table, fortune=only, limit=MOST_SHOWN),
        "only": only,
        "most": MOST_SHOWN,
        "form": form or YesForm(initial=dict(written)),
        "resumed": bool(written),
    }
    return render(request, "desk/reader_import.html", context, status=status)


def _how_far(table: accounts.ReaderImport) -> dict[str, Any]:
    """Of each fortune: its name, its words, how many lines were to have it, how many have."""
    progress = accounts.progress_of(table)
    tallies = [
        (name, words, progress.expected.get(name, 0), progress.done.get(name, 0))
        for name, words in accounts.Fortune.choices
    ]
    is_sent = table.state == accounts.ReaderImport.State.SENT
    percent = accounts.percent(progress.lines, table.lines) if is_sent else progress.percent
    return {"table": table, "progress": progress, "percent": percent, "tallies": tallies}


def _table(import_id: int) -> accounts.ReaderImport:
    found = accounts.find_import(import_id=import_id)
    if found is None:
        raise Http404
    return found
