"""Who may do what: the table of rights, role by role, as the product holds it."""

from firstlight.apps.people.roles import PERMISSIONS

HEAD = """# Rights

Written from `src/firstlight/apps/people/roles.py` by `python -m firstlight docs`. A right is held through a role, in the
clinics where the role is held, and nobody has any other: what is not ticked is refused.
"""
ROLES = ("psychiatrist", "nurse", "therapist", "pharmacist", "administrator", "manager", "analyst", "researcher")


def page() -> str:
    """The whole page, in Markdown: a row a right, a column a role."""
    rows = [
        _row([f"`{name}`", permission.says, *("yes" if role in permission.roles else "" for role in ROLES)])
        for name, permission in PERMISSIONS.items()
    ]
    return "\n".join([HEAD, _row(["Right", "Lets a person", *ROLES]), _row(["---"] * (len(ROLES) + 2)), *rows, ""])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
