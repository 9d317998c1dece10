"""The report of an edition: its books, when it was delivered, what was followed, who signed off; as plots, tables and files."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import accumulate
from xml.etree.ElementTree import Element

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import Course, EditionPage, Followed, Follower, Sending
from standfirst.core.plots.bars import Bar, bars
from standfirst.core.plots.lines import Line, Mark, lines
from standfirst.core.spreadsheet import csv_lines
from standfirst.screens.desk import report_tables as tables
from standfirst.screens.desk import subjects
from standfirst.screens.desk.editions import for_edition
from standfirst.screens.desk.figures import Figure, frame_of
from standfirst.screens.desk.report_tables import WHO, WORDS, Table

MOST_LINKS_DRAWN = 12


@require_GET
@for_edition("can_edit")
def report(request: HttpRequest, page: EditionPage) -> HttpResponse:
    """Counted now."""
    found = newsletters.find_sending(edition_number=page.pk)
    if found is None:
        return render(request, "desk/report.html", {"edition": page})
    account, links = newsletters.account_of(found), newsletters.followed(found)
    context = {
        "edition": page,
        "account": account,
        "books": tables.books(found, account),
        "figures": _figures(found, links),
        "counts_clicks": bool(links),
        "persons": sum(each.count(Follower.PERSON) for each in links),
        "left": account.frozen - account.settled,
        "subjects": subjects.subjects_of(found),
        "may_steer": page.permissions_for_user(request.user).can_publish(),
    }
    return render(request, "desk/report.html", context)


@require_GET
@for_edition("can_edit")
def download(request: HttpRequest, page: EditionPage, *, table: str) -> HttpResponse:
    """One table of the report, for a spreadsheet."""
    found = newsletters.find_sending(edition_number=page.pk)
    if found is None or table not in TABLES:
        raise Http404
    made = TABLES[table](found)
    answer = HttpResponse(csv_lines(made.head, made.rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="edition-{page.pk}-{table}.csv"'
    return answer


# By the name that each of them has.
TABLES: dict[str, Callable[[Sending], Table]] = {
    "books": lambda found: tables.books(found, newsletters.account_of(found)),
    "delivered": lambda found: tables.delivered(newsletters.delivered(found)),
    "blocks": lambda found: tables.by_block(newsletters.followed(found)),
    "links": lambda found: tables.by_link(newsletters.followed(found)),
    "clicks": lambda found: tables.over_time(newsletters.followed_over_time(found)),
    "sign-offs": tables.signed_off,
    "subjects": subjects.table_of,
}


def _figures(found: Sending, links: Sequence[Followed]) -> list[Figure]:
    tested = subjects.figure_of(found)
    return [
        *([tested] if tested else []),
        _delivered(newsletters.delivered(found)),
        _blocks(tables.by_block(links)),
        _links(tables.by_link(links)),
        _clicks(newsletters.followed_over_time(found)),
        _signed_off(tables.signed_off(found)),
    ]


def _delivered(course: Course | None) -> Figure:
    table = tables.delivered(course)
    about = "How many had been taken by the mail server by when."
    if course is None:
        return Figure(about=about, svg=None, table=table, kind="line")
    counts = [course.counts.get(moment, {}).get("sent", 0) for moment in course.span.moments()]
    course_line = Line("Delivered", _placed([0, *accumulate(counts)]))
    frame = frame_of("delivered", table.title, f"{about} In all {sum(counts)}.")
    return Figure(about=about, svg=lines(frame, [course_line], _marks(course)), table=table, kind="line")


def _clicks(course: Course | None) -> Figure:
    table = tables.over_time(course)
    about = "When links were followed, and by whom. A robot is known by its signs; without any, nothing is guessed."
    if course is None:
        return Figure(about=about, svg=None, table=table, kind="line")
    drawn = [
        Line(word, _placed([0, *accumulate(course.counts.get(m, {}).get(who, 0) for m in course.span.moments())]))
        for who, word in WHO
    ]  # fmt: skip
    frame = frame_of("clicks", table.title, f"{about} Each line adds up from the beginning.")
    return Figure(
        about=f"{about} Each line adds up from the beginning.", svg=lines(frame, drawn, _marks(course)), table=table,
        kind="line", series=WORDS,
    )  # fmt: skip


def _blocks(table: Table) -> Figure:
    about = "How often the links of each block were followed."
    return Figure(about=about, svg=_bars("blocks", table, about), table=table, series=WORDS)


def _links(table: Table) -> Figure:
    most = sorted(table.rows, key=lambda row: -_sum(row[2:]))[:MOST_LINKS_DRAWN]
    about = "How often each link was followed"
    about += f"; the {MOST_LINKS_DRAWN} that were followed most." if len(table.rows) > len(most) else "."
    rows = tuple((_bare(str(row[0])), *row[2:]) for row in most)
    drawn = Table(name="links", title=table.title, head=table.head, rows=rows)
    return Figure(about=about, svg=_bars("links", drawn, about), table=table, series=WORDS)


def _signed_off(table: Table) -> Figure:
    about = "Of those who got it: who stopped this newsletter before its next edition."
    return Figure(about=about, svg=_bars("sign-offs", table, about), table=table)


def _bars(key: str, table: Table, about: str) -> Element | None:
    if not table.rows:
        return None
    rows = [Bar(str(row[0]), [float(value) for value in row[1:]]) for row in table.rows]
    return bars(frame_of(key, table.title, about), rows)


def _placed(values: Sequence[float]) -> list[tuple[float, float]]:
    """Evenly over the whole axis."""
    last = max(len(values) - 1, 1)
    return [(place / last, value) for place, value in enumerate(values)]


def _marks(course: Course) -> list[Mark]:
    """The beginning and the end of what is drawn."""
    first, span = course.span.first, course.span.step * course.span.count
    same_day = _local(first).date() == _local(first + span).date()
    written = "%H:%M:%S" if span.total_seconds() < 600 else "%H:%M"
    ends = [_local(first), _local(first + span)]
    if same_day:
        return [Mark(0, f"{ends[0]:%-d %b, {written}}"), Mark(1, f"{ends[1]:{written}}")]
    return [Mark(place, f"{end:%-d %b, %H:%M}") for place, end in enumerate(ends)]


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def _sum(values: Sequence[str | int]) -> int:
    return sum(int(value) for value in values)


def _bare(address: str) -> str:
    """Without what all have in common: at home the path is enough."""
    at_home = address.removeprefix(settings.ORIGIN)
    return at_home if at_home != address else address.partition("://")[2].removeprefix("www.").rstrip("/")
