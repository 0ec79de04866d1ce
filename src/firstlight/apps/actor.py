"""Who is acting: a member of staff, or one of the system's own processes. Nothing is written without one."""

from dataclasses import dataclass
from typing import Protocol


class Person(Protocol):
    """What an actor needs to know of a member of staff."""

    pk: int

    def get_full_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Actor:
    """`staff_id` is None for the system's own processes, which are named and trusted by the code that starts them."""

    staff_id: int | None
    name: str

    @classmethod
    def of(cls, staff: Person) -> "Actor":
        return cls(staff.pk, staff.get_full_name())

    @classmethod
    def system(cls, process: str) -> "Actor":
        """A process of ours: "listener", "jobs", "command line", "demo"."""
        return cls(None, process)

    @property
    def is_system(self) -> bool:
        return self.staff_id is None
