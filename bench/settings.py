"""The demo's settings with the bare Wagtail page that an article is measured against."""

from standfirst.conf.settings.demo import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "bench.bare"]  # noqa: F405
