"""What the merging of two accounts does to the audit: nothing, an entry of its own says it."""

from standfirst.core.merging import Merge, leave_behind

MERGES: tuple[Merge, ...] = leave_behind("the record only grows", "audit.Entry")
