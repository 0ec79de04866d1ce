// Forms without leaving the page: a recording form opens over it, a set is saved in place. Without scripts the same forms
// are pages of their own. A lost connection or a sign-in that ended keeps every word that was typed.
import { parsed, place } from "./regions.js";
import { csrfToken, signedOut } from "./sign_in.js";

const dialog = document.getElementById("form-dialog");
const body = dialog?.querySelector("[data-dialog-body]");
const ASKED = { "HX-Request": "true" };
const LOST = "Not saved: there is no connection. Nothing that you typed is lost. Look at the patient, then save again.";

async function openForm(link) {
  try {
    const answer = await fetch(link.href, { headers: ASKED });
    if (answer.status === 401) return signedOut();
    const form = parsed(await answer.text()).querySelector("[data-form]");
    if (!form) { location.href = link.href; return; }
    fillDialog(form);
    dialog.showModal();
    focusFirst(body);
  } catch { location.href = link.href; }
}

function fillDialog(form) {
  const close = document.createElement("button");
  Object.assign(close, { type: "button", className: "fl-button", textContent: "Close, record nothing" });
  close.dataset.close = "";
  body.replaceChildren(document.adoptNode(form));
  (body.querySelector(".fl-buttons:last-child") || body).append(close);
}

const focusFirst = (root) =>
  (root.querySelector(".fl-summary") || root.querySelector("input:not([type=hidden]), select, textarea, button"))?.focus();

async function send(form, submitter) {
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  try { await sendOnce(form, submitter); } finally { delete form.dataset.sending; }
}

async function sendOnce(form, submitter) {
  const data = new FormData(form, submitter);
  data.set("csrfmiddlewaretoken", csrfToken());
  say(form, "Saving …");
  let answer;
  try {
    answer = await fetch(submitter?.hasAttribute("formaction") ? submitter.formAction : form.action, { method: "POST", body: new URLSearchParams(data), headers: ASKED });
  } catch {
    return say(form, LOST, true);
  }
  if (answer.status === 401) { say(form, "Not saved yet: you were signed out. What you typed is still here."); return signedOut(); }
  received(form, answer, parsed(await answer.text()));
}

function received(form, answer, fresh) {
  const inDialog = form.closest("dialog");
  if (answer.redirected && answer.ok) {
    if (new URL(answer.url).pathname !== location.pathname) { location.href = answer.url; return; }
    if (inDialog) inDialog.close();
    putEntry(fresh);
    return place(fresh);
  }
  const next = inDialog ? fresh.querySelector("[data-form]") : fresh.getElementById("entry");
  if (!next) return say(form, fresh.querySelector("main")?.innerText.trim() || "Not saved. Try again.", true);
  if (inDialog) { fillDialog(next); focusFirst(body); } else { putEntry(fresh); focusFirst(document.getElementById("entry")); }
}

function putEntry(fresh) {
  const [old, next] = [document.getElementById("entry"), fresh.getElementById("entry")];
  if (old && next) old.replaceWith(document.adoptNode(next));
}

function say(form, words, isLost = false) {
  let said = form.querySelector("[data-form-status]");
  if (!said) {
    said = document.createElement("p");
    said.className = "fl-entry__said";
    said.dataset.formStatus = "";
    said.setAttribute("role", "status");
    form.append(said);
  }
  said.textContent = words;
  said.classList.toggle("fl-entry__said--lost", isLost);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (link && dialog && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); openForm(link); }
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || !(form.dataset.quiet !== undefined || form.closest("#form-dialog"))) return;
  event.preventDefault();
  send(form, event.submitter);
});
