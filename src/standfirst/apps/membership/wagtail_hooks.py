"""Membership at the desk."""

from standfirst.apps.membership import viewsets

viewsets.register()
