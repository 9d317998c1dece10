"""The record of what people did."""

from standfirst.apps.audit.models.entries import Entry

__all__ = ["Entry"]
