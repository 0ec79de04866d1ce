"""Why something was not done, in words a person can act on. A view shows `message` beside `field`; nothing was written."""

from collections.abc import Mapping


class Refusal(Exception):
    """Nothing was written. `message` says what to do next; `field` names the form field it belongs to, if one."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Forbidden(Refusal):
    """This person may not do this here."""


class IllegalMove(Refusal):
    """This may not be done in this state."""


class Conflict(Refusal):
    """Somebody else changed it first."""


class KeyReused(Refusal):
    """A form that was saved already came again with other words in it."""


class NeedsConfirmation(Refusal):
    """Nothing was written yet. `questions` are asked once, each beside its field; the answer yes comes with the next try."""

    def __init__(self, questions: Mapping[str, str]) -> None:
        super().__init__(" ".join(questions.values()), next(iter(questions), None))
        self.questions = dict(questions)


class NotThere(Refusal):
    """There is no such thing, or none that this person may know of."""


class Invalid(Refusal):
    """What was given cannot be taken as it stands."""
