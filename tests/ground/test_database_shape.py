"""The tables are what the models say, and the audit log's own guards come with the migrations."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tests.ground import tree


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=1)


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("firstlight.")]


def test_nothing_clinical_is_removed_with_something_else() -> None:
    """Deleting a parent must never take its children along: nothing on a record is deleted at all."""
    cascades = {
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    }
    assert cascades == set()


def test_apps_name_each_others_tables_by_string() -> None:
    """A foreign key to another app is written "people.Patient", so that apps never import each other's models."""
    imports = [
        tree.named(path)
        for path in tree.python(tree.SOURCE / "apps")
        if path.parent.name == "models"
        for other in ("audit", "people", "pathway", "medicines", "scheduling", "infusion")
        if other not in path.parts and f"from firstlight.apps.{other}." in path.read_text(encoding="utf-8")
    ]
    assert imports == []
