"""What may be read of people and places, by others and by this app's own screens."""

from firstlight.apps.people.names import signed_name
from firstlight.apps.people.queries.banner import PatientBanner, banners_of, patient_banner, patient_banners
from firstlight.apps.people.queries.dates import today
from firstlight.apps.people.queries.duplicates import Likely, likely_duplicates
from firstlight.apps.people.queries.patients import (
    NeedsReason,
    cared_for,
    hold_person,
    is_in_care,
    opened_with_reason,
    patient_for,
    rows_of,
    rows_of_each,
    survivor,
)
from firstlight.apps.people.queries.places import (
    bays_of,
    clinic,
    clinics,
    everybody_is_invented,
    hold_bay,
    teams_of,
    trusts,
)
from firstlight.apps.people.queries.record import reviews_waiting
from firstlight.apps.people.queries.search import Hit, found_elsewhere, search_patients, search_rows
from firstlight.apps.people.queries.similar import similar_names
from firstlight.apps.people.queries.staff import (
    clinics_of,
    competencies_in_date,
    member_of,
    names_of,
    roles_held,
    staff_member,
    staff_of,
)

__all__ = [
    "Hit",
    "Likely",
    "NeedsReason",
    "PatientBanner",
    "banners_of",
    "bays_of",
    "cared_for",
    "clinic",
    "clinics",
    "clinics_of",
    "competencies_in_date",
    "everybody_is_invented",
    "found_elsewhere",
    "hold_bay",
    "hold_person",
    "is_in_care",
    "likely_duplicates",
    "member_of",
    "names_of",
    "opened_with_reason",
    "patient_banner",
    "patient_banners",
    "patient_for",
    "reviews_waiting",
    "roles_held",
    "rows_of",
    "rows_of_each",
    "search_patients",
    "search_rows",
    "signed_name",
    "similar_names",
    "staff_member",
    "staff_of",
    "survivor",
    "teams_of",
    "today",
    "trusts",
]
