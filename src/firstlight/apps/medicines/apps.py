"""Django's name for this app."""

from django.apps import AppConfig


class MedicinesConfig(AppConfig):
    name = "firstlight.apps.medicines"
    label = "medicines"
