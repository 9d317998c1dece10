"""What the erasure of a person does to their letters."""

from standfirst.core.erasure import delete_rows

FATES = (delete_rows("mailing.Letter", to="{address}"),)
