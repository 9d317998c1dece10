"""The front door of the mail: letters to single readers."""

from standfirst.apps.mailing.actions.forget_letters import forget_letters
from standfirst.apps.mailing.actions.post import post
from standfirst.apps.mailing.models import Letter
from standfirst.apps.mailing.rules.addresses import AddressRefused, fault_of_address

__all__ = ["AddressRefused", "Letter", "fault_of_address", "forget_letters", "post"]
