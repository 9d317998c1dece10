"""Django behind the front, or behind any WSGI server."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
