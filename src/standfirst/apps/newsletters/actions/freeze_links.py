"""Freeze the links of an edition with it: its letters lead to our numbers, and each number to one address, for ever."""

from collections.abc import Sequence
from dataclasses import replace

from standfirst.apps.newsletters.gateways.leading import ours
from standfirst.apps.newsletters.models import LetterLink, Sending
from standfirst.apps.newsletters.rules.letters import LetterGiven
from standfirst.apps.newsletters.rules.links import Links, led_by_us


def freeze_links(sending: Sending, letters: Sequence[LetterGiven]) -> list[LetterGiven]:
    """The letters as they are sent. Part of the caller's transaction; as they are where the newsletter counts nothing.

    The text part keeps its addresses: there they are what a reader reads.
    """
    if not sending.newsletter.counts_clicks:
        return list(letters)
    links = Links()
    led = [replace(letter, html=led_by_us(letter.html, links, ours=ours)) for letter in letters]
    names = {place: name for letter in letters for place, name in letter.blocks.items()}
    LetterLink.objects.bulk_create(
        LetterLink(
            sending=sending,
            number=number,
            block=block,
            block_name=names.get(block, "")[:200],
            address=address,
        )
        for (block, address), number in links.numbers.items()
    )
    return led
