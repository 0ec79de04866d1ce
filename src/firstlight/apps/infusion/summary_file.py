"""The summary as a tagged PDF (PDF/UA-1), so that a screen reader can walk it. Imported only where one is made."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint import CSS, HTML

from firstlight.apps.infusion.presenters.summary import summary_view
from firstlight.apps.infusion.queries import SessionRecord

SHEET = "firstlight/summary_pdf.css"


def summary_pdf(record: SessionRecord, asked_by: str) -> bytes:
    """The file. Nothing is fetched from anywhere: the styles are our own files."""
    html = render_to_string("infusion/summary_pdf.html", {"summary": summary_view(record, asked_by)})
    style = CSS(string=Path(str(finders.find(SHEET))).read_text(encoding="utf-8"))
    document = HTML(string=html, url_fetcher=_nothing)
    made: bytes = document.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    return made


def _nothing(url: str, *args: object, **kwargs: object) -> dict[str, object]:
    raise ValueError(f"a summary asks for nothing from elsewhere: {url[:60]}")
