"""Settings of a front whose pages have their style sheets and scripts, straight from where they are written."""

from standfirst.conf.settings.test import *  # noqa: F403

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # looked for when asked for, so that nothing is read that no page has
