"""A control id that comes again. With the same content it is the same message, sent again because the answer was lost:
stored once, answered alike. With other content the sender's counter started again: a new message, and it is said."""

from collections import OrderedDict

from firstlight.clinical.monitoring.reading import FeedMessage

MOST_REMEMBERED = 20_000
RESTARTED = "the control id came before with other content: the sender's counter may have started again"


class ControlIds:
    """The latest control ids of all monitors, with what they stood for. What is older is forgotten."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._seen: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    def checked(self, message: FeedMessage) -> FeedMessage:
        """The message, with a warning where its control id stood for other content before."""
        key = (message.monitor, message.control_id)
        before = self._seen.get(key)
        self._seen[key] = message.digest
        if before is None:
            if len(self._seen) > self._most:
                self._seen.popitem(last=False)
        elif before != message.digest and message.control_id:
            return message._replace(warnings=(*message.warnings, RESTARTED))
        return message
