// What the monitor sends lengthens its line on the chart, where the server would draw it. What cannot be drawn there (a first
// value, one after a silence, one off the lane's scale) is left to the server: the page looks again.
const SILENCE = 60000;
const KINDS = ["pulse", "spo2", "resp_rate"];

// Returns whether every value found its place.
export function lengthen(values) {
  const chart = document.querySelector("#chart[data-scale]");
  if (!chart) return true;
  const [first, last] = chart.dataset.scale.split(" ").map(Number);
  return KINDS.filter((kind) => values[kind]).map((kind) => draw(chart, kind, values[kind], first, last)).every(Boolean);
}

function draw(chart, kind, { value, at }, first, last) {
  const lane = chart.querySelector(`[data-lane="${kind}"]`);
  const line = lane?.querySelector("[data-last]");
  if (!line) return false;
  const [low, high, top, bottom] = lane.dataset.height.split(" ").map(Number);
  const before = Number(line.dataset.last);
  if (at <= before) return true;
  if (at - before > SILENCE || at > last || value < low || value > high) return false;
  const share = (at - first) / (last - first);
  const y = (bottom - (value - low) / (high - low) * (bottom - top)).toFixed(1);
  line.setAttribute("points", `${line.getAttribute("points")} ${(1000 * share).toFixed(1)},${y}`);
  line.dataset.last = at;
  const ring = lane.querySelector("[data-ring]");
  if (ring) { ring.setAttribute("cx", `${(100 * share).toFixed(3)}%`); ring.setAttribute("cy", y); }
  return true;
}
