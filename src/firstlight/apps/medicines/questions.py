"""What a prescriber is asked once before signing. A question never stops a signature; it stops a slip of the hand.

A question about the last session is asked only where that session gave the same drug in the same way: racemic ketamine
and esketamine are never compared in milligrams.
"""

from decimal import Decimal

from firstlight.apps.medicines.queries import Prescribed
from firstlight.clinical.dosing.plan import DosePlan
from firstlight.clinical.figures import figure
from firstlight.clinical.protocol.protocol import DeviceRule, DoseRule, Protocol

Questions = dict[str, str]


def weight_questions(rule: DoseRule, plan: DosePlan, recorded_kg: Decimal | None, last: Prescribed | None) -> Questions:
    """About a dose worked from weight: the caps, the protocol's own steps, the last session's, and the weight itself."""
    questions = {"mg_per_kg": said} if (said := _about_mg_per_kg(rule, plan, last)) else {}
    if recorded_kg is not None and plan.weight_kg is not None and recorded_kg != plan.weight_kg:
        questions["weight_kg"] = (
            f"The weight recorded for this session is {figure(recorded_kg)} kg. "
            f"Do you prescribe for {figure(plan.weight_kg)} kg?"
        )
    return questions


def device_questions(rule: DeviceRule, plan: DosePlan, last: Prescribed | None, age_years: int) -> Questions:
    """About devices: more than at a first session, or more than one added since the last."""
    devices = plan.devices or 0
    before = last.devices if last is not None and last.devices else None
    if before is None and devices > (first := rule.first_for(age_years)):
        return {
            "devices": f"The first session at this age has {_said(rule, first)}. Do you prescribe {_said(rule, devices)}?"
        }
    if before is not None and devices > before + 1:
        return {"devices": f"The last session had {_said(rule, before)}. Do you prescribe {_said(rule, devices)}?"}
    return {}


def other_drug_question(protocol: Protocol, last: Prescribed | None) -> Questions:
    """About a person whose last session gave the other drug."""
    if last is None or last.drug == protocol.drug:
        return {}
    return {
        "drug": f"The last session was {figure(last.dose_mg)} mg of {last.drug}; this one is {protocol.drug}. "
        "The two are not compared in milligrams. Do you change the drug?"
    }


def _about_mg_per_kg(rule: DoseRule, plan: DosePlan, last: Prescribed | None) -> str:
    steps, asked = rule.ladder_mg_per_kg, plan.mg_per_kg or Decimal(0)
    if plan.capped:
        return (
            f"The protocol's caps are {figure(rule.cap_mg_per_kg)} mg/kg and {figure(rule.cap_mg)} mg, "
            f"so the dose is {figure(plan.dose_mg)} mg. Is that what you prescribe?"
        )
    if steps and asked not in steps:
        known = ", ".join(figure(step) for step in steps)
        return f"The protocol's doses are {known} mg/kg. Do you prescribe {figure(asked)} mg/kg?"
    before = last.mg_per_kg if last is not None else None
    if before is not None and sum(before < step <= asked for step in steps) > 1:
        return f"The last session was {figure(before)} mg/kg: this is more than one step up. Do you prescribe it?"
    return ""


def _said(rule: DeviceRule, devices: int) -> str:
    return f"{devices} {'device' if devices == 1 else 'devices'} ({figure(devices * rule.mg_per_device)} mg)"
