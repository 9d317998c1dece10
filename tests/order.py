"""In which order the files of tests are handed to the workers of a run."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest

# The longest file there is. It opens the house of the journeys while another worker makes the stock of databases.
FIRST = "tests/journeys/test_every_screen.py"
# Much of their time goes by in browsers, fronts and processes that are killed.
WAITING = ("tests/journeys/", "tests/faults/", "tests/front/", "tests/conf/")
# The rules about the code are last: they are short, so no worker is left alone with a long file.
WORKING = ("tests/trust/", "tests/screens/", "tests/apps/", "tests/core/")


def in_order(files: Iterable[str]) -> list[str]:
    """Each file once: those that wait alternate with those that work. `files` has a file as often as it has tests."""
    many = Counter(files)
    waiting, working = (_of(many, folders) for folders in (WAITING, WORKING))
    paired = [file for pair in zip_longest(waiting, working) for file in pair if file]
    return [*paired, *sorted(set(many) - set(paired), key=lambda file: (-many[file], file))]


def _of(many: "Counter[str]", folders: tuple[str, ...]) -> Iterator[str]:
    """By folder, and within it those with many tests first."""
    for folder in folders:
        inside = [file for file in many if file.startswith(folder)]
        yield from sorted(inside, key=lambda file: (file != FIRST, -many[file], file))
