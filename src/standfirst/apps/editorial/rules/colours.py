"""The accent of a publication: a colour that can be read on its papers."""

import re

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
LIGHT_PAPER = "#fbf9f4"
DARK_PAPER = "#131210"
LEAST_CONTRAST = 4.5


def is_colour(value: str) -> bool:
    """#rrggbb and nothing else."""
    return _HEX.fullmatch(value) is not None


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours from 1 to 21, by WCAG 2.2 §1.4.3."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def fault_of_accent(colour: str, *, paper: str) -> str | None:
    """Why this colour cannot be the accent on that paper, as a sentence; None when it can."""
    if not is_colour(colour):
        return "Write the colour as # and six hexadecimal digits, such as #b3260c."
    found = contrast(colour, paper)
    if found < LEAST_CONTRAST:
        return (
            f"Too faint to read: its contrast on the paper is {found:.1f}, and {LEAST_CONTRAST} is the least."
        )
    return None
