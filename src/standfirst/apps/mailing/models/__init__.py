"""Letters on their way."""

from standfirst.apps.mailing.models.letters import Letter, State

__all__ = ["Letter", "State"]
