"""Builds the protocol that the clinic uses from a file that has passed its schema."""

from firstlight.clinical.protocol import build_watch
from firstlight.clinical.protocol.build_gates import leaving_gates, start_gates
from firstlight.clinical.protocol.dose_rules import DeviceRule, DoseRule, Frequency, Preparation, Vial
from firstlight.clinical.protocol.protocol import Protocol
from firstlight.clinical.protocol.provenance import ProtocolValue
from firstlight.clinical.protocol.schema import ProtocolFile
from firstlight.clinical.protocol.schema_amount import DevicesTable, DoseTable, PreparationTable


def build(file: ProtocolFile, provenance: tuple[ProtocolValue, ...]) -> Protocol:
    return Protocol(
        code=file.code,
        version=file.version,
        title=file.title,
        route=file.drug.route.value,
        drug=file.drug.name.value,
        given_by=file.drug.given_by.value,
        licence=file.drug.licence.value,
        minutes=file.minutes(),
        dose=_amount(file),
        preparation=None if file.preparation is None else _preparation(file.preparation),
        frequency=tuple(Frequency(row.from_week, row.to_week, row.sessions, row.weeks) for row in file.frequency),
        timing=build_watch.timing(file.timing),
        observations=build_watch.observations(file.observations),
        closer=build_watch.closer(file.closer),
        pressure=build_watch.pressure(file.pressure),
        thresholds=build_watch.thresholds(file.thresholds),
        symptoms=build_watch.symptoms(file.symptoms),
        prompts=build_watch.prompts(file.prompts),
        emergency_number=file.prompts.emergency_number.value,
        start_gates=start_gates(file.start_gates),
        leaving_gates=leaving_gates(file.leaving_gates),
        follow_up_call_sessions=file.follow_up.call_after_sessions.value,
        provenance=provenance,
    )


def _amount(file: ProtocolFile) -> DoseRule | DeviceRule:
    if file.devices is not None:
        return _devices(file.devices)
    assert file.dose is not None  # held by ProtocolFile
    return _dose(file.dose)


def _dose(table: DoseTable) -> DoseRule:
    return DoseRule(
        mg_per_kg=table.mg_per_kg.value,
        cap_mg_per_kg=table.cap_mg_per_kg.value,
        cap_mg=table.cap_mg.value,
        weight_basis=table.weight_basis.value,
        round_to_mg=table.round_to_mg.value,
        round_halves=table.round_halves.value,
        ladder_mg_per_kg=table.ladder(),
        step_up_below_percent=table.step_up_below_percent.value if table.step_up_below_percent else None,
    )


def _devices(table: DevicesTable) -> DeviceRule:
    return DeviceRule(
        mg_per_device=table.mg_per_device.value,
        sprays_per_device=table.sprays_per_device.value,
        minutes_between=table.minutes_between.value,
        older_from_years=table.older_from_years.value,
        first=table.first.value,
        older_first=table.older_first.value,
        allowed=tuple(table.allowed.value),
        older_allowed=tuple(table.older_allowed.value),
    )


def _preparation(table: PreparationTable) -> Preparation:
    by, to = table.made_up()
    return Preparation(
        made_up_by=by,
        made_up_to=to,
        diluent=table.diluent.value if table.diluent else "",
        vials=tuple(Vial(row.value, row.volume_ml) for row in table.vials.values()),
    )
