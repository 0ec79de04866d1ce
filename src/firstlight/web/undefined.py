"""What a template gets for a value that is not there. Ours must not print it: a missing dose shown as nothing would read
as "none". The NHS library's macros ask for options that a caller left out, so there it may chain and print as nothing."""

import sys
from types import FrameType
from typing import Any, NoReturn

from jinja2 import ChainableUndefined, UndefinedError

LIBRARY = "/nhsuk_frontend_jinja/"


class OnlyLibraryMayChain(ChainableUndefined):
    """Knows which template asked for it. Raises UndefinedError on any use but a question whether it is there."""

    __slots__ = ("_of_library",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # a macro called without a block asks for its caller from within the engine, in nobody's template
        self._of_library = LIBRARY in _template_asking() or self._undefined_name == "caller"

    def __html__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        return "" if self._of_library else self._refuse()

    def __getattr__(self, name: str) -> "OnlyLibraryMayChain":
        if name.startswith("__"):
            raise AttributeError(name)
        return self if self._of_library else self._refuse()

    def __getitem__(self, name: str) -> "OnlyLibraryMayChain":  # type: ignore[override]
        return self if self._of_library else self._refuse()

    def __iter__(self) -> Any:
        return iter(()) if self._of_library else self._refuse()

    def __len__(self) -> int:
        return 0 if self._of_library else self._refuse()

    def __bool__(self) -> bool:
        return False if self._of_library else self._refuse()

    def _refuse(self) -> NoReturn:
        raise UndefinedError(self._undefined_message)


def _template_asking() -> str:
    """The file of the compiled template nearest up the stack; empty when none asks."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if "environment" in frame.f_globals and "blocks" in frame.f_globals:
            return str(frame.f_globals["__file__"])
        frame = frame.f_back
    return ""
