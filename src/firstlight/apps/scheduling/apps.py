"""Django's name for this app."""

from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "firstlight.apps.scheduling"
    label = "scheduling"
