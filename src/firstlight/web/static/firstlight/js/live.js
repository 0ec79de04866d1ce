// One stream a tab, closed while hidden. Readings change figures in place; anything else makes the page look again.
import { heard, now, silentFor, tick, wallTime } from "./clock.js";
import { lookAgain } from "./regions.js";
import { show } from "./readings.js";
import { signedOut } from "./sign_in.js";

const LOST_AFTER = Number(document.body.dataset.staleAfter || 10);
const FEED_LIMIT = Number(document.body.dataset.feedStale || 15);
const LOOK_EVERY = 30;
const connection = document.getElementById("connection");
let stream = null;
let lost = false;
let over = false;
let looked = performance.now();
let planned = null;

function lookSoon(wait = 150) {
  if (planned) return;
  planned = setTimeout(() => { planned = null; looked = performance.now(); lookAgain(); }, wait);
}

function open() {
  if (stream || document.hidden || over) return;
  stream = new EventSource(document.body.dataset.live);
  stream.onopen = () => heard();
  stream.addEventListener("time", (event) => heard(JSON.parse(event.data).now));
  stream.addEventListener("readings", (event) => {
    heard();
    if (!show(JSON.parse(event.data), event.lastEventId)) lookSoon(1500);
  });
  stream.addEventListener("changed", (event) => { heard(); changed(JSON.parse(event.data)); });
  stream.addEventListener("clinic", () => { heard(); lookSoon(); });
  stream.addEventListener("behind", () => { heard(); lookSoon(); });
  stream.addEventListener("signed_out", () => { over = true; close(); signedOut(); });
}

// A session that this page does not show is remembered by its version: the ribbon may have to change with it.
const versions = new Map();
function changed({ session, version }) {
  const places = [...document.querySelectorAll(`[data-session="${session}"][data-version]`)];
  const behind = places.some((place) => Number(place.dataset.version) < version);
  const moved = !places.length && versions.has(session) && versions.get(session) < version;
  versions.set(session, version);
  if (behind || moved) lookSoon();
}

function close() {
  if (stream) stream.close();
  stream = null;
}

function showLost(isLost) {
  if (isLost === lost) return;
  lost = isLost;
  document.body.classList.toggle("fl-lost", lost);
  if (connection) {
    connection.querySelector("[data-stale-since]").textContent = wallTime(now() - silentFor() * 1000);
    connection.hidden = !lost;
  }
  if (lost) takeStaleForm();
  else lookSoon();
}

// No figure that came down the stream may be read as new: words replace it, and each tile takes the STALE form.
function takeStaleForm() {
  for (const cell of document.querySelectorAll("[data-value]")) {
    if (cell.querySelector("[data-source=monitor]")) cell.querySelector("[data-figure]").textContent = "No data";
  }
  for (const ring of document.querySelectorAll("[data-reading]")) ring.textContent = "";
  for (const tile of document.querySelectorAll(".fl-tile:not(.fl-tile--empty)")) tile.classList.add("fl-tile--stale");
}

// A feed that falls silent sends no word of it: its oldest figure tells.
function feedFellSilent() {
  return [...document.querySelectorAll(".fl-tile__values [data-source=monitor] [data-age-from], .fl-lane [data-source=monitor] [data-age-from]")]
    .some((element) => !element.closest("[data-value=pressure]") && now() - element.dataset.ageFrom > FEED_LIMIT * 1000);
}

setInterval(() => {
  const came = tick();
  if (document.hidden || over) return;
  showLost(silentFor() > LOST_AFTER);
  const since = (performance.now() - looked) / 1000;
  if (!lost && (since > LOOK_EVERY || (since > 3 && (came || feedFellSilent())))) lookSoon();
  if (lost && stream && stream.readyState === EventSource.CLOSED) { close(); open(); }
}, 1000);

document.addEventListener("visibilitychange", () => {
  if (document.hidden) close();
  else { open(); lookSoon(0); }
});
window.addEventListener("pagehide", close);
window.addEventListener("pageshow", () => { open(); tick(); });
document.documentElement.classList.add("fl-live");
open();
