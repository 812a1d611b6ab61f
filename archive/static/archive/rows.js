// Rows that can be walked and ticked with the keyboard: j and k, x, Shift+x, and "tick all". Without it every row
// still has its box and its link.

export function rows() {
  return [...document.querySelectorAll(".turns [data-turn]")];
}

export function current() {
  const row = document.activeElement?.closest("[data-turn]");
  return row && rows().includes(row) ? row : null;
}

export function show(row) {
  if (!row) return;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

export function step(by) {
  const all = rows();
  const at = all.indexOf(current());
  const first = all.findIndex((row) => row.getBoundingClientRect().bottom > 120);
  show(at < 0 ? all[Math.max(first, 0)] : all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

let lastTicked = null;
const boxIn = (row) => row?.querySelector(":scope > input[type=checkbox]");

// The bar says how many rows its buttons are about.
function tell() {
  const count = document.querySelectorAll(".turns [data-turn] > :checked").length;
  const told = document.querySelector("[data-count]");
  if (told) told.textContent = count ? `: ${count}` : "";
  const bar = document.querySelector("[data-bar]");
  if (!bar || bar.classList.contains("has-ticks") === count > 0) return;
  bar.classList.toggle("has-ticks", count > 0);
  bar.querySelector(".bar-ticked").open = count > 0;
}

export function tick(row, through) {
  const box = boxIn(row);
  if (!box) return;
  box.checked = !box.checked;
  const all = rows();
  if (through && lastTicked && all.includes(lastTicked)) {
    const [from, to] = [all.indexOf(lastTicked), all.indexOf(row)].sort((a, b) => a - b);
    for (const other of all.slice(from, to + 1).map(boxIn).filter(Boolean)) other.checked = box.checked;
  }
  lastTicked = row;
  tell();
}

export function typing(event) {
  const type = event.target.type;
  return event.target.matches("textarea, select, input") && type !== "checkbox" && type !== "radio";
}

// Single keys get in the way of those who speak to their computer: they can be switched off, for this browser.
const SWITCH = "desk-single-keys-off";

export function keysAreOff() {
  return localStorage.getItem(SWITCH) !== null;
}

const keySwitch = document.querySelector("[data-single-keys]");
if (keySwitch) {
  keySwitch.checked = !keysAreOff();
  keySwitch.addEventListener("change", () => {
    if (keySwitch.checked) localStorage.removeItem(SWITCH);
    else localStorage.setItem(SWITCH, "1");
  });
}

document.addEventListener("keydown", (event) => {
  if (keysAreOff() || typing(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "x" || event.key === "X") tick(current(), event.shiftKey);
  else if ((event.key === "e" || event.key === "Enter") && event.target === current()) current().querySelector(".edit")?.click();
  else return;
  event.preventDefault();
});

// A click with Shift ticks all from the last one ticked, as lists do elsewhere.
document.addEventListener("click", (event) => {
  const row = event.target.closest?.("[data-turn]");
  if (!row || event.target !== boxIn(row)) return;
  if (event.shiftKey && lastTicked) {
    event.target.checked = !event.target.checked;
    tick(row, true);
  }
  lastTicked = row;
  tell();
});

const all = document.querySelector("[data-all]");
if (all) {
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const box of rows().map(boxIn).filter(Boolean)) box.checked = all.checked;
    tell();
  });
}

// Whoever comes back from a row of the list goes on from it.
const left = location.hash && rows().find(({ id }) => `#${id}` === location.hash);
if (left) left.focus({ preventScroll: true });
tell();
