// A message of a bedside monitor: its figures go into their cells, ringed, because nobody has accepted them.
import { lengthen } from "./traces.js";

const CONTINUOUS = ["pulse", "spo2", "resp_rate"];
const figure = (value) => String(Math.round(value * 10) / 10);

// Returns false where the page's form must change (a silent feed speaks again), so that the page looks again.
export function show({ session, readings }, message) {
  const values = Object.fromEntries(readings.map(([kind, value, , at]) => [kind, { value, at }]));
  rings(session, values, message);
  const tile = document.querySelector(`.fl-tile[data-session="${session}"]`);
  const root = tile || (document.body.dataset.session === String(session) ? document : null);
  if (!root) return true;
  if (tile?.classList.contains("fl-tile--stale") || root.querySelector(".fl-nodata, .fl-prompt--stale")) return false;
  for (const kind of CONTINUOUS) {
    if (values[kind]) put(root, kind, figure(values[kind].value), values[kind].at);
  }
  const { systolic, diastolic } = values;
  if (systolic && diastolic && systolic.at === diastolic.at) {
    put(root, "pressure", `${figure(systolic.value)}/${figure(diastolic.value)}`, systolic.at);
  }
  return tile ? true : lengthen(values);
}

function put(root, kind, text, at) {
  const cell = root.querySelector(`[data-value="${kind}"]`);
  if (!cell) return;
  const shown = cell.querySelector("[data-age-from]");
  if (shown && Number(shown.dataset.ageFrom) >= at) return;
  cell.querySelector("[data-figure]").textContent = text;
  const source = cell.querySelector(".fl-source");
  if (source.dataset.source !== "monitor" || !shown) ringed(source, at);
  else shown.dataset.ageFrom = at;
}

// The sign and its word change together: what was accepted stays accepted in the table, this cell shows the newer value.
function ringed(source, at) {
  source.dataset.source = "monitor";
  const word = document.createElement("span");
  word.className = source.closest(".fl-tile") ? "fl-hidden" : "";
  word.textContent = source.closest(".fl-tile") ? "from monitor, not accepted, " : "monitor, ";
  const age = document.createElement("span");
  age.className = "fl-age";
  age.dataset.ageFrom = at;
  source.replaceChildren(...[ring(), word, age].filter(Boolean));
}

function ring() {
  const drawn = document.querySelector(".fl-shape--ring");
  return drawn ? drawn.cloneNode(true) : null;
}

function rings(session, values, message) {
  if (document.body.dataset.session !== String(session)) return;
  for (const place of document.querySelectorAll("[data-reading]")) {
    const reading = values[place.dataset.reading];
    if (!reading) continue;
    place.dataset.message = message;
    place.dataset.shown = figure(reading.value);
    const word = document.createElement("span");
    word.className = "fl-hidden";
    word.textContent = "monitor shows ";
    place.replaceChildren(...[ring(), word, document.createTextNode(figure(reading.value))].filter(Boolean));
  }
  const fill = document.querySelector("[data-fill]");
  if (fill) fill.hidden = false;
}
