// One stream a tab, closed while hidden. Readings change figures in place; anything else makes the page look again. A stream
// opened anew says which stored row this page saw last, and is told what came since: nothing is fetched again for that.
import { heard, now, silentFor, tick, wallTime } from "./clock.js";
import { loseFigures } from "./lost.js";
import { move } from "./moving.js";
import { lookAgain } from "./regions.js";
import { show } from "./readings.js";
import { signedOut } from "./sign_in.js";

const LOST_AFTER = Number(document.body.dataset.staleAfter || 10);
const FEED_LIMIT = Number(document.body.dataset.feedStale || 15);
const LOOK_EVERY = 30;
const connection = document.getElementById("connection");
let seen = Number(document.body.dataset.after || 0);
let stream = null;
let lost = false;
let over = false;
let looked = performance.now();
let planned = null;

function lookSoon(wait = 150) {
  if (planned) return;
  planned = setTimeout(() => { planned = null; looked = performance.now(); lookAgain(); }, wait);
}

const DOES = {
  time: (data) => heard(data.now),
  readings: (data, event) => { if (!show(data, event.lastEventId)) lookSoon(1500); },
  changed: (data) => changed(data),
  clinic: () => lookSoon(),
  behind: () => { seen = 0; lookSoon(); },
  signed_out: () => { over = true; close(); signedOut(); },
};

function open() {
  if (stream || document.hidden || over) return;
  const address = document.body.dataset.live;
  stream = new EventSource(seen ? `${address}?after=${seen}` : address);
  stream.onopen = () => heard();
  for (const [name, does] of Object.entries(DOES)) {
    stream.addEventListener(name, (event) => {
      heard();
      if (event.lastEventId) seen = Number(event.lastEventId);
      does(event.data ? JSON.parse(event.data) : {}, event);
    });
  }
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
  const since = wallTime(now() - silentFor() * 1000);
  document.body.classList.toggle("fl-lost", lost);
  if (connection) {
    connection.querySelector("[data-stale-since]").textContent = since;
    connection.hidden = !lost;
  }
  if (lost) loseFigures(since);
  else lookSoon();
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
  if (!lost) move();
  const since = (performance.now() - looked) / 1000;
  if (!lost && (since > LOOK_EVERY || (since > 3 && (came || feedFellSilent())))) lookSoon();
  // A broken connection the browser makes again by itself. A proxy's error, or ours without a database, ends it for good.
  if (stream && stream.readyState === EventSource.CLOSED) { close(); open(); }
}, 1000);

// Shown again: time itself is caught up with at once, the readings come down the stream, and only what the plan changed
// meanwhile is looked at again.
function shown() {
  heard();
  looked = performance.now();
  open();
  move();
  if (tick()) lookSoon(0);
}

document.addEventListener("visibilitychange", () => { if (document.hidden) close(); else shown(); });
document.addEventListener("fl:looked", (event) => { seen = Math.max(seen, event.detail); });
document.addEventListener("fl:placed", () => move());
window.addEventListener("pagehide", close);
window.addEventListener("pageshow", (event) => { if (event.persisted) shown(); else open(); });
document.documentElement.classList.add("fl-live");
open();
