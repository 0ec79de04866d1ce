// What another nurse did is said once, politely, at most every thirty seconds; a new urgent matter is said at once.
const polite = document.getElementById("news");
const atOnce = document.getElementById("urgent-news");
let newest = line();
let urgent = urgentWords();
let spoken = 0;

function line() {
  return document.querySelector(".fl-who__list li")?.innerText || "";
}

function urgentWords() {
  return [...document.querySelectorAll(".fl-queue-chip--urgent b, .fl-prompt--urgent .fl-prompt__words")].map((chip) => chip.innerText).join(", ");
}

document.addEventListener("fl:placed", () => {
  const [who, matters] = [line(), urgentWords()];
  if (matters && matters !== urgent && atOnce) atOnce.textContent = `Urgent: ${matters}`;
  urgent = matters;
  if (who !== newest && polite && performance.now() - spoken > 30000) {
    polite.textContent = who;
    spoken = performance.now();
  }
  newest = who;
});
