"""Django's sessions in the database, read by a statement that each connection prepares once."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from standfirst.core.clock import now
from standfirst.core.compiled import Compiled

_LIVING = Compiled(
    lambda key, moment: (
        DatabaseSessions.get_model_class()
        .objects.filter(session_key=key, expire_date__gt=moment)
        .values_list("session_data")
    ),
    key=str,
    moment=datetime,
)


class SessionStore(DatabaseSessions):
    """Every request of somebody signed in loads one; all else is Django's."""

    def load(self) -> dict[str, Any]:
        """What it holds; nothing, and its key is forgotten, where there is none that lives."""
        found = _LIVING(key=self.session_key, moment=now()) if self.session_key else []
        if found:
            return self.decode(found[0][0])
        self._session_key = None
        return {}
