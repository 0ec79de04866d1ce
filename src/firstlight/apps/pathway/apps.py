"""Django's name for this app."""

from django.apps import AppConfig


class PathwayConfig(AppConfig):
    name = "firstlight.apps.pathway"
    label = "pathway"
