// The server is lost: no figure that should come all the time may be read as new. Words replace it, and every tile takes the
// STALE form, until the page looks again. What was measured now and then, or by hand, stays with its age.
const CONTINUOUS = ["pulse", "spo2", "resp_rate"];

export function loseFigures(since) {
  for (const kind of CONTINUOUS) {
    for (const cell of document.querySelectorAll(`[data-value=${kind}]`)) {
      if (!cell.querySelector("[data-source=monitor]")) continue;
      cell.classList.add("fl-nodata", "fl-nodata--lost");
      cell.querySelector("[data-figure]").textContent = "No data";
      cell.querySelector(".fl-source").textContent = `none since ${since}`;
    }
  }
  for (const ring of document.querySelectorAll("[data-reading]")) ring.textContent = "";
  for (const tile of document.querySelectorAll(".fl-tile:not(.fl-tile--empty)")) {
    tile.classList.add("fl-tile--stale");
    if (!tile.querySelector(".fl-tile__band--stale")) bandOf(tile).append(band(since));
  }
}

function bandOf(tile) {
  const found = tile.querySelector(".fl-tile__bands");
  if (found) return found;
  const made = document.createElement("div");
  made.className = "fl-tile__bands";
  tile.querySelector(".fl-tile__head").after(made);
  return made;
}

function band(since) {
  const [made, word, words] = ["p", "b", "span"].map((name) => document.createElement(name));
  made.className = "fl-tile__band fl-tile__band--stale";
  word.textContent = "STALE";
  words.textContent = ` since ${since}`;
  const sign = document.querySelector("#connection .fl-shape")?.cloneNode(true);
  made.append(...[sign, word, words].filter(Boolean));
  return made;
}
