"""Builds what the clinic watches, and whom a prompt asks, from a file that has passed its schema."""

from firstlight.clinical.protocol.schema_limits import SymptomRow, ThresholdRow
from firstlight.clinical.protocol.schema_prompts import LadderRow, PromptsTable
from firstlight.clinical.protocol.schema_watch import CloserTable, ObservationRow, PressureTable, TimingTable
from firstlight.clinical.protocol.watch_rules import (
    CloserPlan,
    LadderStep,
    PlannedObservation,
    PressureLimits,
    PromptRules,
    Symptom,
    Threshold,
    Timing,
)


def timing(table: TimingTable) -> Timing:
    return Timing(
        amber_minutes=table.amber_minutes.value,
        urgent_minutes=table.urgent_minutes.value,
        early_minutes=table.early_minutes.value,
        baseline_minutes=table.baseline_minutes.value,
        repeat_minutes=table.repeat_minutes.value,
    )


def observations(rows: list[ObservationRow]) -> tuple[PlannedObservation, ...]:
    return tuple(
        PlannedObservation(row.phase, minute, row.counted_from, tuple(row.kinds), row.escort)
        for row in rows
        for minute in row.minutes
    )


def closer(table: CloserTable) -> CloserPlan:
    return CloserPlan(table.observe_every_minutes.value, tuple(table.kinds.value))


def pressure(table: PressureTable) -> PressureLimits:
    return PressureLimits(**{name: getattr(table, name).value for name in PressureTable.model_fields})


def thresholds(rows: dict[str, ThresholdRow]) -> tuple[Threshold, ...]:
    return tuple(_threshold(key, row) for key, row in rows.items())


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
        phases=tuple(row.phases),
        from_age=row.from_age,
        below_age=row.below_age,
        observe_closely=row.observe_closely,
    )


def symptoms(rows: dict[str, SymptomRow]) -> tuple[Symptom, ...]:
    return tuple(Symptom(key, row.label, row.level, row.action) for key, row in rows.items())


def prompts(table: PromptsTable) -> PromptRules:
    return PromptRules(
        settle_minutes=table.settle_minutes.value,
        steady_seconds=table.steady_seconds.value,
        spikes=table.spikes.value,
        spikes_minutes=table.spikes_minutes.value,
        feed_stale_seconds=table.feed_stale_seconds.value,
        repeat_reading_minutes=table.repeat_reading_minutes.value,
        amber=_ladder(table.amber),
        urgent=_ladder(table.urgent),
    )


def _ladder(rows: list[LadderRow]) -> tuple[LadderStep, ...]:
    return tuple(LadderStep(row.ask, row.after_minutes) for row in rows)
