"""The audit log of the clinic being worked in, newest first, a page at a time."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from firstlight.apps.action import REGISTRY
from firstlight.apps.audit import presenters, queries
from firstlight.apps.page import page
from firstlight.apps.people.queries import cared_for, rows_of, search_rows, staff_of
from firstlight.apps.request import ClinicRequest
from firstlight.apps.row_id import row_id

A_PAGE = 50


@page("audit.view")
@require_GET
def log(request: ClinicRequest) -> HttpResponse:
    """Narrowed by what was done, by whom, and to which patient (number or name)."""
    verb, patient, person, before = (request.GET.get(name, "").strip() for name in ("what", "patient", "who", "before"))
    staff = staff_of(request.clinic.pk)
    entries = queries.entries(
        [request.clinic.pk],
        [member.pk for member in staff],
        cared_for=cared_for(request.clinic.pk),
        verb=verb.replace("\0", ""),
        person_id=row_id(person),
        patient_ids=_rows(request.clinic.pk, patient) if patient else None,
    )
    shown_from = row_id(before)
    older = entries if shown_from is None else entries.filter(id__lt=shown_from)
    found = list(
        older[: A_PAGE + 1]
    )  # one more than is shown: it says whether there is an older page, without counting
    head = queries.head()
    context = {
        "rows": presenters.rows(found[:A_PAGE]),
        "older": found[A_PAGE - 1].pk if len(found) > A_PAGE else None,
        "newest": not before,
        "kinds": presenters.kinds({name.verb for name in REGISTRY.values()}),
        "staff": staff,
        "chosen": {"what": verb, "who": person, "patient": patient},
        "standing": presenters.Standing(head.sequence, head.verified_to, head.verified_at, head.fault),
    }
    return render(request, "audit/log.html", context)


def _rows(clinic_id: int, text: str) -> list[int]:
    """Every row of the people whom the words fit, and of whom a whole number names, of whichever clinic."""
    return [row for found in search_rows(clinic_id, text) for row in rows_of(found)]
