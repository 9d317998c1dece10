"""Quoted-printable (RFC 2045 §6.7) that is also its own canonical form for DKIM, with holes for what is put in later.

Lines have at most 76 characters, all of them ASCII. No line begins with a dot or with “From ”, none ends with a blank, no
two blanks follow each other: neither SMTP nor a relaxed signature (RFC 6376 §3.4.4) has anything to change. A character is
never divided by a soft line break.
"""

from collections.abc import Iterator

LONGEST_ROW = 75  # and the sign of a soft line break
SOFT = "=\r\n"
_HARD = "\r\n"
_BLANK, _WRITTEN_BLANK = " ", "=20"
_NOT_AT_A_BEGINNING = {".", "F"}  # stores of mail take a line with “From ” for the next message's first
_GOES_ON = set("89AB")  # a byte that is not the first of its character, as its first digit


class _Written(dict[int, str]):
    """How each character is written; learnt as they come."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_plain = " " <= character <= "~" and character != "="
        written = character if is_plain else "".join(f"={byte:02X}" for byte in character.encode())
        self[code] = written
        return written


_WRITTEN = _Written()


def encode_between(text: str, *, more: bool) -> bytes:
    """A fixed piece, which begins at the beginning of a line; with `more` to follow, it ends at one as well."""
    *whole, last = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [_folded(_no_blank_at_the_end(_written(line))) + _HARD for line in whole]
    rest = _folded(_written(last) if more else _no_blank_at_the_end(_written(last)))
    return ("".join(lines) + (rest + SOFT if more and rest else rest)).encode()


def encode_value(value: str) -> bytes:
    """What is put into a hole: one line of text. The soft line break after it belongs to the piece that follows."""
    return _folded(_written(value)).encode()


def _written(line: str) -> str:
    return line.translate(_WRITTEN).replace(_BLANK * 2, _BLANK + _WRITTEN_BLANK)


def _no_blank_at_the_end(written: str) -> str:
    return written[:-1] + _WRITTEN_BLANK if written.endswith(_BLANK) else written


def _folded(written: str) -> str:
    if len(written) <= LONGEST_ROW and written[:1] not in _NOT_AT_A_BEGINNING:
        return written
    return SOFT.join(_rows(written))


def _rows(written: str) -> Iterator[str]:
    place = 0
    while place < len(written):
        escaped = f"={ord(written[place]):02X}" if written[place] in _NOT_AT_A_BEGINNING else ""
        place += bool(escaped)
        end = _end_of_row(written, place + LONGEST_ROW - len(escaped))
        yield escaped + written[place:end]
        place = end


def _end_of_row(written: str, end: int) -> int:
    """This place or the nearest before it where no character is divided."""
    if end >= len(written):
        return len(written)
    end -= 1 if written[end - 1] == "=" else 2 if written[end - 2] == "=" else 0
    while written[end] == "=" and written[end + 1] in _GOES_ON:
        end -= 3
    return end
