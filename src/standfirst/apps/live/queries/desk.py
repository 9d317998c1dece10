"""Questions as the desk reads them: page by page, however many there are."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from standfirst.apps.accounts import api as accounts
from standfirst.apps.live.models import Question
from standfirst.apps.live.queries.alike import suggest_merges
from standfirst.apps.live.queries.cards import by_votes, counted
from standfirst.apps.live.rules.places import Mark, Order, read_mark
from standfirst.apps.live.rules.shapes import DeskCard
from standfirst.apps.live.rules.states import State

PAGE = 50


def list_questions(
    *,
    room_id: int,
    state: State | Collection[State],
    order: Order = Order.NEWEST,
    after: str = "",
    limit: int = PAGE,
) -> tuple[DeskCard, ...]:
    """Those in this state, or one of these; `after` is the `mark` of the last one seen. Raises BadMark."""
    states = [state] if isinstance(state, State) else list(state)
    rows = _base().filter(room_id=room_id, state__in=[each.value for each in states])
    if after:
        rows = rows.filter(_after(order, read_mark(after)))
    return _cards(_in_order(rows, order, room_id)[:limit])


def find_question(*, key: str) -> DeskCard | None:
    """One of them."""
    return next(iter(_cards(_base().filter(key=key))), None)


def similar_to(*, key: str, limit: int = 5) -> tuple[DeskCard, ...]:
    """Which of the same room ask the same, the most alike first: suggestions for a merge."""
    question = Question.objects.filter(key=key).first()
    numbers = suggest_merges(question=question, limit=limit) if question else []
    found = _cards(_base().filter(pk__in=numbers))
    order = {number: place for place, number in enumerate(numbers)}
    return tuple(sorted(found, key=lambda card: order[read_mark(card.mark).id]))


def merged_into(*, key: str) -> tuple[DeskCard, ...]:
    """Which were merged with this one."""
    return _cards(_base().filter(merged_into__key=key).order_by("pk"))


def _base() -> QuerySet[Question]:
    heard = Question.objects.filter(
        room_id=OuterRef("room_id"), asker_id=OuterRef("asker_id"), state__in=[State.ANSWERED, State.ON_AIR]
    ).exclude(pk=OuterRef("pk"))
    return counted(Question.objects.select_related("merged_into")).annotate(was_heard=Exists(heard))


def _in_order(rows: QuerySet[Question], order: Order, room_id: int) -> QuerySet[Question]:
    if order is Order.VOTES:
        return by_votes(rows, room_id)
    return rows.order_by("pk" if order is Order.OLDEST else "-pk")


def _after(order: Order, mark: Mark) -> Q:
    if order is Order.OLDEST:
        return Q(pk__gt=mark.id)
    if order is Order.NEWEST:
        return Q(pk__lt=mark.id)
    return Q(tally__votes__lt=mark.votes) | Q(tally__votes=mark.votes, tally__question_id__gt=mark.id)


def _cards(rows: QuerySet[Question]) -> tuple[DeskCard, ...]:
    found = list(rows)
    faces = accounts.faces_of(reader_ids={row.asker_id for row in found if row.asker_id})
    return tuple(_card(row, faces) for row in found)


def _card(row: Question, faces: dict[int, accounts.Face]) -> DeskCard:
    face = faces.get(row.asker_id or 0)
    votes = row.tallied  # type: ignore[attr-defined]
    return DeskCard(
        key=row.key,
        text=row.text,
        asked_text=row.asked_text or row.text,
        by=face.name if face else "",
        asker_id=row.asker_id,
        state=State(row.state),
        votes=votes,
        asked_at=row.asked_at,
        opened_at=row.opened_at,
        label=row.label,
        language=row.language,
        sentence=row.sentence,
        rule=row.declined_rule,
        version=row.version,
        findings=tuple(row.findings),
        is_new_voice=not row.was_heard,  # type: ignore[attr-defined]
        merged=row.also,  # type: ignore[attr-defined]
        merged_key=row.merged_into.key if row.merged_into else "",
        mark=str(Mark(votes, row.pk)),
    )
