"""The front door of the audit: what was done, by whom and why, in a record that only grows."""

from standfirst.apps.audit.actions.record import record
from standfirst.apps.audit.models import Entry
from standfirst.apps.audit.queries import head_of_chain, list_entries, verify_chain
from standfirst.apps.audit.rules.chain import EntryRefused

__all__ = ["Entry", "EntryRefused", "head_of_chain", "list_entries", "record", "verify_chain"]
