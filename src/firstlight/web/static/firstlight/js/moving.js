// What time alone moves: the needle of a dial, the line of now on a chart, what is given at a recorded rate. Nothing is eased,
// and where less motion is asked for, the step is a minute.
import { now } from "./clock.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
let moved = 0;

const PUT = {
  at: (part, x) => part.setAttribute("x", `${x}%`),
  line: (part, x) => { part.setAttribute("x1", `${x}%`); part.setAttribute("x2", `${x}%`); },
  from: (part, x) => { part.setAttribute("x", `${x}%`); part.setAttribute("width", `${100 - x}%`); },
  to: (part, x) => part.setAttribute("width", `${Math.max(0, x - parseFloat(part.getAttribute("x")))}%`),
};

// data-scale: the first and the last moment in ms, and their places in percent.
function place(drawing, at) {
  const [first, last, left, right] = drawing.dataset.scale.split(" ").map(Number);
  const share = Math.min(1, Math.max(0, (at - first) / (last - first)));
  const x = Math.round(1000 * (left + share * (right - left))) / 1000;
  for (const part of drawing.querySelectorAll("[data-now]")) PUT[part.dataset.now](part, x);
}

// data-given: milligrams at a moment, how many a minute, and the most there is: the arithmetic of the record, going on.
function given(figure, at) {
  const [from, mg, perMinute, most] = figure.dataset.given.split(" ").map(Number);
  const text = Math.min(most, mg + Math.max(0, (at - from) / 60000) * perMinute).toFixed(1);
  if (figure.textContent !== text) figure.textContent = text;
}

export function move() {
  const at = now();
  for (const figure of document.querySelectorAll("[data-given]")) given(figure, at);
  if (calm.matches && at - moved < 60000) return;
  moved = at;
  for (const drawing of document.querySelectorAll("[data-scale]")) place(drawing, at);
}
