// Every page: a second press of a button does not send the form twice (the server would also refuse it).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.dataset.quiet !== undefined || form.closest("dialog")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 4000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
  const summary = document.querySelector(".fl-summary");
  if (summary) summary.focus();
});
