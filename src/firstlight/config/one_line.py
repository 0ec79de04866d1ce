"""What a stranger can provoke is logged on one short line: a request for another host's name would else write a page of our
own code into the log each time."""

import logging

LONGEST = 300


class OneLine(logging.Formatter):
    """When, how grave, from where and what; never a traceback, and no line end that the stranger chose."""

    def format(self, record: logging.LogRecord) -> str:
        said = record.getMessage().replace("\n", " ").replace("\r", " ")
        return f"{self.formatTime(record)} {record.levelname} {record.name}: {said[:LONGEST]}"
