"""What a prompt says: the figure, the limit of the protocol that it lies outside, and what the protocol asks for. Every
word that names a limit is made from the protocol's own figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from firstlight.clinical.figures import figure
from firstlight.clinical.monitoring.prompts.episode import Episode, Values
from firstlight.clinical.protocol.protocol import Protocol

NAMES: Mapping[str, str] = {
    "pressure": "Blood pressure",
    "pulse": "Pulse",
    "oxygen": "SpO2",
    "breathing": "Respiratory rate",
    "temperature": "Temperature",
    "sedation": "MOAA/S",
    "dissociation": "CADSS-6",
    "news2": "NEWS2",
    "set": "Observations overdue",
    "feed": "No data from the monitor",
    "symptom": "Symptom",
    "artefact": "Artefact suspected",
}
OTHERWISE: Mapping[str, str] = {
    "overdue": "A planned set has not been recorded. Look at the person; take the set.",
    "feed": "Nothing has come from the joined monitor. Look at the person and at the monitor.",
    "artefact": "The value left the limits again and again for moments only. Look at the person, then at the probe.",
}


@dataclass(frozen=True)
class Words:
    """`heading` names it with the figure that brought it to its level; `limits` are the lines of the protocol that were
    passed; `asks` is what the protocol asks for."""

    heading: str
    limits: tuple[str, ...]
    asks: str


def words_of(protocol: Protocol, episode: Episode) -> Words:
    """The words for one episode."""
    limits = {rule.key: rule for rule in protocol.thresholds}
    symptoms = {symptom.key: symptom for symptom in protocol.symptoms}
    leading = episode.rises[-1].rule
    if leading in limits:
        passed = tuple(limits[key].label for key in episode.rules if limits[key].level == episode.level)
        heading = f"{NAMES[episode.topic]} {_figures(episode.rises[-1].values)}"
        return Words(heading, passed, limits[leading].action)
    if leading in symptoms:
        return Words(symptoms[leading].label, ("Recorded by a member of staff",), symptoms[leading].action)
    return Words(_plain_heading(episode), (), OTHERWISE[leading])


def _plain_heading(episode: Episode) -> str:
    name = NAMES[episode.topic]
    return f"{name}: {NAMES_OF_KINDS[episode.key.partition(':')[2]]}" if episode.topic == "artefact" else name


NAMES_OF_KINDS = {"spo2": "SpO2", "pulse": "Pulse", "resp_rate": "Respiratory rate"}


def _figures(found: Values) -> str:
    """186/112 for a pressure, else the figure alone."""
    values = dict(found)
    shown = [values[kind] for kind in ("systolic", "diastolic") if kind in values] or list(values.values())[:1]
    return "/".join(figure(one) for one in shown)
