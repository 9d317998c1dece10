"""Choose how conversations are held: everywhere, for one article, or by default for a section or an author."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from standfirst.apps.audit import api as audit
from standfirst.apps.comments.actions.settle import lock_thread
from standfirst.apps.comments.models import Conversation, Default
from standfirst.apps.comments.rules.opening import Mode
from standfirst.apps.comments.rules.tags import SETTINGS, thread_tag
from standfirst.core import bus
from standfirst.core.db import transaction


def save_settings(*, values: Mapping[str, Any], by: int, now: datetime) -> bool:
    """Columns of Conversation by name; whether anything changed. The form has looked at them."""
    with transaction():
        row = Conversation.objects.select_for_update().get()
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        if not changed:
            return False
        for name in changed:
            setattr(row, name, values[name])
        row.save(update_fields=changed)
        bus.purge(SETTINGS)
        details = {name: str(values[name]) for name in changed}
        _put_on_record("comments.save_settings", "comments:settings", details, by=by, now=now)
        return True


def set_mode(*, article_id: int, mode: Mode | None, by: int, now: datetime) -> None:
    """By hand; None for what holds by default and by age."""
    with transaction():
        thread = lock_thread(article_id=article_id)
        thread.mode = mode or ""
        thread.save(update_fields=["mode"])
        bus.purge(thread_tag(article_id))
        details = {"mode": str(thread.mode)}
        _put_on_record("comments.set_mode", f"article:{article_id}", details, by=by, now=now)


def set_default(*, of: Default.Of, page_id: int, mode: Mode | None, by: int, now: datetime) -> None:
    """For the articles of one section or author; None for what holds everywhere."""
    with transaction():
        if mode is None:
            Default.objects.filter(of=of, page_id=page_id).delete()
        else:
            Default.objects.update_or_create(of=of, page_id=page_id, defaults={"mode": mode})
        bus.purge(SETTINGS)
        details = {"mode": str(mode or "")}
        _put_on_record("comments.set_default", f"{of.value}:{page_id}", details, by=by, now=now)


def _put_on_record(action: str, about: str, details: dict[str, str], *, by: int, now: datetime) -> None:
    audit.record(action=action, actor_id=by, actor="the desk", about=about, details=details, now=now)
