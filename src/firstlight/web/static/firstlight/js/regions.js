// Looking again: the page is fetched in the background and its regions are put in place one by one. A region in which
// somebody types, or has a form open, waits until they are done, and says so.
import { heard } from "./clock.js";
import { signedOut } from "./sign_in.js";

const typed = (field) =>
  field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
    : field.tagName === "SELECT" ? [...field.options].some((option) => option.selected !== option.defaultSelected)
      : field.value !== field.defaultValue;

export const isBusy = (region) =>
  [...region.querySelectorAll("input:not([type=hidden]), textarea, select")].some((field) => field === document.activeElement || typed(field));

function focusMark(region) {
  const element = document.activeElement;
  if (!element || !region.contains(element)) return null;
  if (element === region) return region.id ? `#${region.id}` : null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  const href = element.getAttribute("href");
  return href ? `[href="${CSS.escape(href)}"]` : element.tagName === "SUMMARY" ? "summary" : null;
}

function swap(region, fresh) {
  const mark = focusMark(region);
  const opened = [...region.querySelectorAll("details")].map((details) => details.open);
  const scrolled = [...region.querySelectorAll(".fl-scroll")].map((box) => [box.scrollLeft, box.scrollTop]);
  region.replaceWith(fresh);
  fresh.querySelectorAll("details").forEach((details, index) => { if (opened[index]) details.open = true; });
  fresh.querySelectorAll(".fl-scroll").forEach((box, index) => {
    if (scrolled[index]) [box.scrollLeft, box.scrollTop] = scrolled[index];
  });
  if (mark) (fresh.matches(mark) ? fresh : fresh.querySelector(mark))?.focus({ preventScroll: true });
}

function waitFor(region) {
  if (region.querySelector(".fl-behind")) return;
  const note = document.createElement("p");
  note.className = "fl-behind";
  note.textContent = "Somebody changed this meanwhile. Save or clear what you typed to see it.";
  region.append(note);
}

const names = (root) => [...root.querySelectorAll("[data-region]")].map((region) => region.dataset.region).join(" ");

// Put a fetched page's regions in place. Where the page has other regions than before, the whole of its parts is put in.
export function place(fresh) {
  if (names(document) !== names(fresh)) {
    for (const selector of ["main", ".fl-dock"]) {
      const [old, next] = [document.querySelector(selector), fresh.querySelector(selector)];
      if (old && next && !isBusy(old)) swap(old, document.adoptNode(next));
    }
  }
  for (const region of document.querySelectorAll("[data-region]")) {
    const next = fresh.querySelector(`[data-region="${CSS.escape(region.dataset.region)}"]`);
    if (!next || next.outerHTML === region.outerHTML) continue;
    if (region.dataset.region === "messages" && !next.children.length) continue; // said until the next thing is said
    if (isBusy(region)) waitFor(region);
    else swap(region, document.adoptNode(next));
  }
  document.dispatchEvent(new CustomEvent("fl:placed"));
}

export const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

let under = false;
let again = false;

export async function lookAgain() {
  if (under) { again = true; return; }
  under = true;
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { "X-Background": "1" } });
    if (answer.status === 401) signedOut();
    else if (answer.ok) {
      const fresh = parsed(await answer.text());
      heard(Number(fresh.body.dataset.now));
      place(fresh);
      document.dispatchEvent(new CustomEvent("fl:looked", { detail: Number(fresh.body.dataset.after || 0) }));
    }
  } catch { /* the silence itself is shown as STALE */ } finally {
    under = false;
    if (again) { again = false; setTimeout(lookAgain, 200); }
  }
}
