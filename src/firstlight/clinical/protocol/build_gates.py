"""Builds the gates that the clinic uses from a file that has passed its schema."""

from firstlight.clinical.protocol.gate_rules import Answer, Gate, LeavingGates, StartGates
from firstlight.clinical.protocol.schema_gates import AnswerGateTable, GateTable, LeavingGatesTable, StartGatesTable


def start_gates(table: StartGatesTable) -> StartGates:
    return StartGates(
        two_identifiers=_gate(table.two_identifiers),
        identifiers=tuple(table.two_identifiers.identifiers.value),
        identifiers_needed=table.two_identifiers.needed.value,
        consent=_gate(table.consent),
        consent_max_age_days=table.consent.max_age_days.value,
        prescription=_gate(table.prescription),
        escort=_gate(table.escort),
        food=_gate(table.food),
        food_answers=_answers(table.food),
        alcohol_sedatives=_gate(table.alcohol_sedatives),
        alcohol_sedatives_answers=_answers(table.alcohol_sedatives),
        pregnancy=_gate(table.pregnancy),
        pregnancy_max_age_days=table.pregnancy.max_age_days.value,
        weight_today=_gate(table.weight_today),
        weight_max_age_days=table.weight_today.max_age_days.value,
        blood_pressure=_gate(table.blood_pressure),
        staff=_gate(table.staff),
        registered_needed=table.staff.registered_needed.value,
        als_needed=table.staff.als_needed.value,
    )


def leaving_gates(table: LeavingGatesTable) -> LeavingGates:
    return LeavingGates(
        time_served=_gate(table.time_served),
        escorted_minutes=table.time_served.escorted_minutes.value,
        unescorted_minutes=table.time_served.unescorted_minutes.value,
        alertness=_gate(table.alertness),
        moaas_from=table.alertness.moaas_from.value,
        pressure=_gate(table.pressure),
        pressure_within_percent=table.pressure.within_percent.value,
        systolic_up_to=table.pressure.systolic_up_to.value,
        diastolic_up_to=table.pressure.diastolic_up_to.value,
        systolic_from=table.pressure.systolic_from.value,
        oxygen=_gate(table.oxygen),
        spo2_from=table.oxygen.spo2_from.value,
        dissociation=_gate(table.dissociation),
        cadss6_margin=table.dissociation.cadss6_margin.value,
        padss=_gate(table.padss),
        padss_from=table.padss.padss_from.value,
        walking=_gate(table.walking),
        fluid=_gate(table.fluid),
        cannula_out=None if table.cannula_out is None else _gate(table.cannula_out),
        suicidal_intent=_gate(table.suicidal_intent),
        escort=_gate(table.escort),
        no_driving=_gate(table.no_driving),
        crisis_card=_gate(table.crisis_card),
        next_appointment=_gate(table.next_appointment),
    )


def _gate(table: GateTable) -> Gate:
    return Gate(table.label, table.met_when, None if table.override == "none" else table.override)


def _answers(table: AnswerGateTable) -> tuple[Answer, ...]:
    return tuple(Answer(key, row.label, row.met) for key, row in table.answers.items())
