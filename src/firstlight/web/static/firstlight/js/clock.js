// The server's clock in the browser: ages are counted by it, so that a tablet that slept cannot make a value look fresh.
let offset = Number(document.body.dataset.now || Date.now()) - Date.now();
let said = performance.now();

export const now = () => Date.now() + offset;
export const silentFor = () => (performance.now() - said) / 1000;

export function heard(serverMs) {
  said = performance.now();
  if (serverMs) offset = serverMs - Date.now();
}

export function age(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 1200) return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

const wall = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit", second: "2-digit" });
export const wallTime = (ms) => wall.format(new Date(ms));

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Once a second: ages up, waits down, the minute, the clock. Returns whether something that was awaited has come.
export function tick() {
  const at = now();
  let came = false;
  for (const element of document.querySelectorAll("[data-age-from]")) put(element, age((at - element.dataset.ageFrom) / 1000));
  for (const element of document.querySelectorAll("[data-count-to]")) {
    const left = (element.dataset.countTo - at) / 1000;
    if (left <= 0) came = true;
    put(element, age(left));
  }
  for (const element of document.querySelectorAll("[data-changes-at]")) came ||= at >= element.dataset.changesAt;
  for (const element of document.querySelectorAll("[data-minute-from]")) {
    put(element, String(Math.max(0, Math.floor((at - element.dataset.minuteFrom) / 60000))));
  }
  const [hours, minutes, seconds] = wallTime(at).split(":");
  for (const element of document.querySelectorAll("[data-clock]")) {
    put(element.querySelector("b"), `${hours}:${minutes}`);
    put(element.querySelector("[data-seconds]"), `:${seconds}`);
  }
  for (const element of document.querySelectorAll("[data-wall]")) put(element, `${hours}:${minutes}`);
  return came;
}
