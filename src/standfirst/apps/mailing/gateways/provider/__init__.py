"""Mail in bulk through a provider's program instead of a mail server: one request a message, by django-anymail's backends.

Only those who use it need the package, so it is imported where it is used.
"""
