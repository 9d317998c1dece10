"""The command `standfirst`: its own words here, every other word is a command of Django."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility

from standfirst import __version__
from standfirst.conf import processes
from standfirst.conf.environment import chosen_mode, known_problems, mode_of_the_data, port, prepared

USAGE = """standfirst demo      start the demo publication, load it on first run
standfirst serve     answer readers; standfirst work   do the jobs
standfirst send      send newsletters; send status, pause, resume, cancel and reconcile steer it
standfirst mail-in   take in what comes back: bounces and complaints, by LMTP, from a pipe or a mailbox
standfirst migrate   bring the database up to date
standfirst import    make drafts from saved pages: standfirst import page FILE_OR_URL …
standfirst import-comments FILE --from disqus|wordpress|coral   bring in existing comments
standfirst import-sign-ups FILE --to NEWSLETTER                 bring in a newsletter's list
standfirst doctor    say what is wrong with this installation
Every command of Django and Wagtail is there as well: standfirst help --commands.
Settings come from the environment; docs/reference/settings.md lists them."""


def main(argv: Sequence[str] | None = None) -> None:
    """Entry point; ends the process with an exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    processes.stop_with_parent()
    try:
        sys.exit(run(words))
    except known_problems() as problem:
        sys.exit(f"standfirst: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)


def run(words: list[str]) -> int:
    """Do what the words say; returns the exit status."""
    if not words or words[0] in {"-h", "--help"} or words == ["help"]:
        print(USAGE)
        return 0
    if words[0] in {"--version", "version"}:
        print(f"Standfirst {__version__}")
        return 0
    own = OWN.get(words[0])
    if own:
        return own(words[1:])
    with prepared(mode=chosen_mode(default=mode_of_the_data())):
        ManagementUtility(["standfirst", MODULES.get(words[0], words[0]), *words[1:]]).execute()
    return 0


def serve(words: list[str]) -> int:
    """Answer readers until told to stop."""
    parser = argparse.ArgumentParser(prog="standfirst serve", description="Answer readers.")
    parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"), help="address to listen on")
    parser.add_argument("--port", type=port, default=port(os.environ.get("PORT", "8000")))
    parser.add_argument("--workers", type=int, default=int(os.environ.get("WORKERS", "2")), help="processes")
    chosen = parser.parse_args(words)
    with prepared(mode=chosen_mode(default="production")):
        _run_uvicorn(host=chosen.host, port=chosen.port, workers=chosen.workers)
    return 0


def _run_uvicorn(*, host: str, port: int, workers: int) -> None:
    import uvicorn  # only servers pay for it

    # Uvicorn raises the signal once more when it is done; what was opened before it is still to be closed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    from django.conf import settings  # read once the environment is prepared

    if not settings.DEBUG and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        raise ImproperlyConfigured(
            "The style sheets are not in place yet: run `standfirst collectstatic --no-input`."
        )
    manner: dict[str, Any] = {
        "loop": "uvloop" if os.name != "nt" else "asyncio",
        "http": "standfirst.front.protocol:FrontProtocol",
        "ws": "none",
    }
    uvicorn.run(
        "standfirst.conf.asgi:app",
        host=host,
        port=port,
        workers=max(1, workers),
        access_log=False,
        server_header=False,
        # Only a proxy that we know may say where a reader comes from.
        proxy_headers=bool(settings.TRUSTED_PROXIES),
        forwarded_allow_ips=",".join(settings.TRUSTED_PROXIES),
        log_config=settings.LOGGING,
        timeout_graceful_shutdown=10,
        backlog=2048,
        **manner,
    )


def work(words: list[str]) -> int:
    """Do jobs until told to stop."""
    parser = argparse.ArgumentParser(prog="standfirst work", description="Do the jobs and the calendar.")
    parser.add_argument("--name", default="worker", help="how it is called in the log")
    parser.add_argument("--at-once", type=int, default=2, help="jobs done side by side")
    chosen = parser.parse_args(words)
    with prepared(mode=chosen_mode(default="production")):
        import django

        django.setup()
        from standfirst.conf.logging import report_crashes
        from standfirst.conf.turns import taking_turns
        from standfirst.core import jobs  # its tables need Django

        report_crashes()
        with taking_turns():
            jobs.work_until_stopped(name=chosen.name, concurrency=chosen.at_once)
    return 0


def demo(words: list[str]) -> int:
    """The demo publication."""
    from standfirst.conf import demo as demonstration  # absent from other modes

    return demonstration.run(words)


def catch_mail(words: list[str]) -> int:
    """A part of the demo: the mail server that keeps every letter."""
    from standfirst.screens.demo import catcher  # absent from other modes

    sys.argv = ["standfirst catch-mail", *words]
    catcher.main()
    return 0


def doctor(words: list[str]) -> int:
    """What is wrong here?"""
    argparse.ArgumentParser(prog="standfirst doctor", description="Look for what is wrong.").parse_args(words)
    from standfirst.conf import doctor as examination

    with prepared(mode=chosen_mode(default=mode_of_the_data())):
        return examination.run()


# Names of modules have no hyphen.
MODULES = {"import-comments": "import_comments", "import-sign-ups": "import_sign_ups", "mail-in": "mail_in"}
OWN: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "serve": serve,
    "work": work,
    "doctor": doctor,
    "catch-mail": catch_mail,
}


if __name__ == "__main__":
    main()
