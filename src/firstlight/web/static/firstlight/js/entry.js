// The entry row: filling from the monitor is a deliberate act, and what is typed over is no longer the monitor's.
const row = () => document.getElementById("entry-form");
const fields = () => [...row().querySelectorAll(".fl-entry__input")];

export function fill() {
  for (const place of row().querySelectorAll("[data-reading][data-shown]")) {
    const box = place.closest(".fl-entry__field");
    const input = box.querySelector(".fl-entry__input");
    if (input.value) continue;
    input.value = place.dataset.shown;
    input.classList.add("fl-entry__input--filled");
    box.querySelector("[data-accepted]").value = place.dataset.message;
  }
  document.querySelector("[data-form-status]").textContent = "Filled from the monitor. Read each figure, then save.";
}

function typedOver(event) {
  const box = event.target.closest(".fl-entry__field");
  const accepted = box?.querySelector("[data-accepted]");
  if (!accepted || !event.target.classList.contains("fl-entry__input")) return;
  accepted.value = "";
  event.target.classList.remove("fl-entry__input--filled");
}

function keys(event) {
  if (event.key !== "Enter" || !event.target.classList.contains("fl-entry__input")) return;
  event.preventDefault();
  if (event.ctrlKey || event.metaKey) { row().requestSubmit(row().querySelector("[data-save]")); return; }
  const all = fields();
  all[all.indexOf(event.target) + (event.shiftKey ? -1 : 1)]?.focus();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-fill]")) { event.preventDefault(); fill(); }
});
document.addEventListener("input", typedOver);
document.addEventListener("keydown", keys);
