"""Choose the versions of everything anew: `make pins` writes constraints.txt and constraints-test.txt."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNNING, TESTING = ROOT / "constraints.txt", ROOT / "constraints-test.txt"
BUILDING = "flit_core>=3.11\n"  # the project itself is installed without a build environment
HELD = "python-dateutil<3\n"  # boto3, for those who send through Amazon SES, knows no newer one
MANNER = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
)


def compiled(*arguments: str) -> str:
    """One universal list for all systems and Pythons, with the hashes of all files, without addresses."""
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        *MANNER,
        "--upgrade",
        *arguments,
        "pyproject.toml",
        "-",
    ]
    made = subprocess.run(
        command, input=BUILDING + HELD, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return made.stdout.replace("via -r -", "via the build")


def without(blocks: str, known: str) -> str:
    """The packages that only the tests need, so that the two files install one after the other."""
    names = {block.partition("==")[0] for block in packages(known)}
    return "".join(block for block in packages(blocks) if block.partition("==")[0] not in names)


def packages(text: str) -> list[str]:
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        if line[0] not in " #":
            found.append("")
        found[-1] += line
    return found


def main() -> None:
    running = compiled()
    RUNNING.write_text(running)
    TESTING.write_text(without(compiled("--extra=test", "--constraint=constraints.txt"), running))


if __name__ == "__main__":
    main()
