"""What the merging of two accounts does to letters."""

from standfirst.core.merging import Merge, leave_behind

MERGES: tuple[Merge, ...] = leave_behind("letters belong to the address that they went to", "mailing.Letter")
