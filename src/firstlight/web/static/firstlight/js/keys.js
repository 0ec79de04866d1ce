// A key opens or focuses; it never commits. Single letters work only outside a field, and can be turned off.
import { fill } from "./entry.js";

const list = document.getElementById("keys-dialog");
const STORE = "firstlight-keys-off";
let going = 0;

const off = () => { try { return localStorage.getItem(STORE) === "yes"; } catch { return false; } };
const inField = (element) => element.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]");
const click = (selector) => document.querySelector(selector)?.click();
const focus = (selector) => document.querySelector(selector)?.focus();

const DOES = {
  o: () => focus("#entry-form .fl-entry__input"),
  a: () => focus("#open"),
  m: () => { if (document.querySelector("[data-fill]:not([hidden])")) fill(); },
  g: () => { going = performance.now(); },
  p: () => click("[data-key=p]"),
  s: () => click("[data-key=s]"),
  r: () => click("[data-key=r]"),
  e: () => click("[data-key=e]"),
};

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
  if (event.key === "?" && list) { event.preventDefault(); list.showModal(); return; }
  if (event.target.id === "chart" && event.key.startsWith("Arrow")) { readSet(event); return; }
  if (off()) return;
  if (performance.now() - going < 1500 && (event.key === "b" || /^[1-8]$/.test(event.key))) {
    event.preventDefault();
    going = 0;
    click(event.key === "b" ? ".fl-ribbon__board" : `[data-bay="${event.key}"]`);
  } else if (DOES[event.key]) { event.preventDefault(); DOES[event.key](); }
}

// Left and right on the chart read one set aloud from the table beneath it.
let column = null;
function readSet(event) {
  const table = document.querySelector(".fl-readings-table");
  if (!table || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  event.preventDefault();
  const last = table.tHead.rows[0].cells.length - 1;
  column = Math.min(last, Math.max(1, (column ?? last + 1) + (event.key === "ArrowLeft" ? -1 : 1)));
  const words = [...table.tBodies[0].rows].map((line) => `${line.cells[0].innerText} ${line.cells[column].innerText}`);
  document.getElementById("news").textContent = [table.tHead.rows[0].cells[column].innerText, ...words].join(". ");
}

function underline() {
  for (const button of document.querySelectorAll("[data-key]")) {
    const words = button.querySelector("span b");
    if (!words || words.querySelector("u")) continue;
    const at = words.textContent.search(new RegExp(`\\b${button.dataset.key}`));
    if (at < 0) continue;
    const letter = document.createElement("u");
    letter.textContent = words.textContent[at];
    words.replaceChildren(words.textContent.slice(0, at), letter, words.textContent.slice(at + 1));
    button.setAttribute("aria-keyshortcuts", button.dataset.key);
  }
}

const choice = document.getElementById("keys-on");
if (choice) {
  choice.checked = !off();
  choice.addEventListener("change", () => { try { localStorage.setItem(STORE, choice.checked ? "no" : "yes"); } catch { /* for this page only */ } });
}
document.addEventListener("keydown", press);
document.addEventListener("fl:placed", underline);
for (const box of document.querySelectorAll("[data-scroll-right]")) box.scrollLeft = box.scrollWidth;
underline();
