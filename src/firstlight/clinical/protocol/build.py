"""Builds the protocol that the clinic uses from a file that has passed its schema."""

from firstlight.clinical.protocol.build_gates import leaving_gates, start_gates
from firstlight.clinical.protocol.protocol import (
    DoseRule,
    PlannedObservation,
    Preparation,
    PressureLimits,
    Protocol,
    Symptom,
    Threshold,
    Timing,
    Vial,
)
from firstlight.clinical.protocol.provenance import ProtocolValue
from firstlight.clinical.protocol.schema import ProtocolFile
from firstlight.clinical.protocol.schema_dose import DoseTable, PreparationTable
from firstlight.clinical.protocol.schema_watch import ObservationRow, PressureTable, ThresholdRow, TimingTable


def build(file: ProtocolFile, provenance: tuple[ProtocolValue, ...]) -> Protocol:
    return Protocol(
        code=file.code,
        version=file.version,
        title=file.title,
        route=file.drug.route.value,
        drug=file.drug.name.value,
        licence=file.drug.licence.value,
        minutes=file.infusion.minutes.value,
        dose=_dose(file.dose),
        preparation=_preparation(file.preparation),
        timing=_timing(file.timing),
        observations=tuple(planned for row in file.observations for planned in _observations(row)),
        pressure=_pressure(file.pressure),
        thresholds=tuple(_threshold(key, row) for key, row in file.thresholds.items()),
        symptoms=tuple(Symptom(key, row.label, row.level, row.action) for key, row in file.symptoms.items()),
        start_gates=start_gates(file.start_gates),
        leaving_gates=leaving_gates(file.leaving_gates),
        follow_up_call_sessions=file.follow_up.call_after_sessions.value,
        provenance=provenance,
    )


def _dose(table: DoseTable) -> DoseRule:
    return DoseRule(
        mg_per_kg=table.mg_per_kg.value,
        cap_mg_per_kg=table.cap_mg_per_kg.value,
        cap_mg=table.cap_mg.value,
        weight_basis=table.weight_basis.value,
        round_to_mg=table.round_to_mg.value,
        round_halves=table.round_halves.value,
    )


def _preparation(table: PreparationTable) -> Preparation:
    by, to = table.made_up()
    return Preparation(
        made_up_by=by,
        made_up_to=to,
        diluent=table.diluent.value,
        vials=tuple(Vial(row.value, row.volume_ml) for row in table.vials.values()),
    )


def _timing(table: TimingTable) -> Timing:
    return Timing(
        amber_minutes=table.amber_minutes.value,
        urgent_minutes=table.urgent_minutes.value,
        early_minutes=table.early_minutes.value,
        baseline_minutes=table.baseline_minutes.value,
        repeat_minutes=table.repeat_minutes.value,
    )


def _observations(row: ObservationRow) -> tuple[PlannedObservation, ...]:
    return tuple(
        PlannedObservation(row.phase, minute, row.counted_from, tuple(row.kinds), row.escort) for minute in row.minutes
    )


def _pressure(table: PressureTable) -> PressureLimits:
    return PressureLimits(**{name: getattr(table, name).value for name in PressureTable.model_fields})


def _threshold(key: str, row: ThresholdRow) -> Threshold:
    return Threshold(
        key=key,
        label=row.named(""),
        kind=row.kind,
        measure=row.measure,
        compare=row.compare,
        value=row.value,
        unit=row.unit,
        for_minutes=row.for_minutes,
        level=row.level,
        action=row.action,
    )
