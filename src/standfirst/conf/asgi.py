"""What the server runs: `uvicorn standfirst.conf.asgi:app`."""

import django

django.setup()

from standfirst.conf.front import make_front  # noqa: E402  it imports models, which need the set-up

app = make_front()
