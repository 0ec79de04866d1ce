"""The templates' environment: our own values must exist when printed; only the NHS library's macros may chain."""

from typing import Any

import jinja2
from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import json_script

from firstlight.apps import clock
from firstlight.web import formats
from firstlight.web.charts.dial import dial_of
from firstlight.web.charts.session_chart import session_chart
from firstlight.web.shell import shell_of
from firstlight.web.undefined import OnlyLibraryMayChain

FILTERS = {
    "time": formats.clock_time,
    "time_s": formats.clock_seconds,
    "date": formats.short_date,
    "long_date": formats.long_date,
    "date_time": formats.date_and_time,
    "field_time": formats.field_time,
    "ms": formats.milliseconds,
    "nhs_number": formats.nhs_number,
    "years_old": formats.years_old,
    "age": formats.age,
    "plain": formats.plain,
    "pounds": formats.pounds,
    "mg": formats.milligrams,
    "plural": formats.plural,
    "route": formats.route,
}


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args, kwargs=kwargs)


def environment(**options: Any) -> jinja2.Environment:
    """Ours first, then the NHS library's templates."""
    ours = options.pop("loader")
    library = jinja2.PackageLoader("nhsuk_frontend_jinja")
    options |= {"loader": jinja2.ChoiceLoader([ours, library]), "undefined": OnlyLibraryMayChain}
    made = jinja2.Environment(**options, trim_blocks=True, lstrip_blocks=True)  # autoescape is on in the options
    made.globals.update(url=url, static=static, now=clock.now, shell_of=shell_of, get_messages=get_messages)
    made.globals["json_script"] = json_script
    made.globals["feed_stale_seconds"] = settings.FEED_STALE_SECONDS
    made.globals.update(dial_of=dial_of, session_chart=session_chart)
    made.filters.update(FILTERS)
    return made
