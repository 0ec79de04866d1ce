"""Django's name for this app."""

from django.apps import AppConfig


class InfusionConfig(AppConfig):
    name = "firstlight.apps.infusion"
    label = "infusion"
