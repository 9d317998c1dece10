"""Days that people mean: those at the ends of the calendar lie, in some zones, outside of what can be read back."""

YEARS = range(1900, 2200)
