// The sign-in ends by itself when nobody does anything. A warning comes first, and whatever was typed stays on the page.
const dialog = document.getElementById("sign-in-dialog");
const ASK_EVERY = 20000;

export const csrfToken = () =>
  document.cookie.split("; ").map((pair) => pair.split("=")).find(([name]) => name === "csrftoken" || name === "__Host-csrf")?.[1] || "";

function show(part) {
  for (const section of dialog.querySelectorAll("[data-part]")) section.hidden = section.dataset.part !== part;
  if (!dialog.open) dialog.showModal();
}

export function signedOut() {
  if (dialog) show("out");
}

async function ask() {
  if (!dialog || document.hidden) return;
  try {
    const answer = await fetch(dialog.dataset.left, { headers: { "X-Background": "1" } });
    if (answer.status === 401) return signedOut();
    if (!answer.ok) return;
    const { left, warn } = await answer.json();
    if (left <= warn) {
      dialog.querySelector("[data-seconds-left]").textContent = `${Math.max(1, Math.ceil(left / 60))} min`;
      show("ends");
    } else if (dialog.open) dialog.close();
  } catch { /* the connection's own banner says so */ }
}

async function stay() {
  const body = new URLSearchParams({ csrfmiddlewaretoken: csrfToken() });
  const answer = await fetch(dialog.dataset.stay, { method: "POST", body, headers: { "X-Background": "1" } });
  if (answer.ok) dialog.close();
  else signedOut();
}

if (dialog) {
  dialog.querySelector("[data-stay]").addEventListener("click", (event) => { event.preventDefault(); stay(); });
  dialog.querySelector("[data-signed-in-again]").addEventListener("click", () => { dialog.close(); ask(); });
  setInterval(ask, ASK_EVERY);
  document.addEventListener("visibilitychange", ask);
}
