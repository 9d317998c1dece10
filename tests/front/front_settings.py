"""The test settings with a handful of pages of our own in place of the publication's."""

from standfirst.conf.settings.test import *  # noqa: F403

ROOT_URLCONF = "tests.front.pages_urls"
MIDDLEWARE = [name for name in MIDDLEWARE if "redirects" not in name]  # noqa: F405
