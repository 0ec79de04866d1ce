"""Who it is, as tiles and bands show them: a restricted record shows the surname alone until opened with a reason."""

from firstlight.apps.infusion.presenters.tile import PersonView
from firstlight.apps.people.queries import PatientBanner


def person_of(banner: PatientBanner, *, similar: bool = False) -> PersonView:
    """`similar`: somebody else in the clinic today has a name that could be taken for this one."""
    return PersonView(
        family_name=banner.surname,
        given_names=banner.given_names,
        title=banner.title,
        birth_date=banner.birth_date,
        nhs_number=banner.nhs_number or None,
        restricted=banner.restricted,
        similar=similar,
    )
