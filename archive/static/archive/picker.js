// Giving turns to people by a few letters of their names; those named last stand on top, and have the digits as keys.

const LAST = "desk-named-last";
const SHOWN = 9;

const dialog = document.getElementById("picker");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("ol");
const names = [...document.querySelectorAll("#speakers option")].map((option) => option.value);
let given = () => {};
let at = 0;

// Two people by turns stand there as one: "Robin Sample, Kim Example".
const BY_TURNS = ", ";
const known = (entry) => names.includes(entry) || entry.split(BY_TURNS).every((name) => names.includes(name));

function namedLast() {
  return JSON.parse(sessionStorage.getItem(LAST) ?? "[]").filter(known);
}

export function remember(chosen) {
  const entry = chosen.join(BY_TURNS);
  const last = [entry, ...namedLast().filter((other) => other !== entry)];
  sessionStorage.setItem(LAST, JSON.stringify(last.slice(0, SHOWN)));
}

// The one or two whom a digit stands for.
export function byDigit(digit) {
  return people(namedLast()[digit - 1] ?? "");
}

const people = (entry) => (names.includes(entry) ? [entry] : entry.split(BY_TURNS)).filter(Boolean);

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// A name is meant by the beginnings of its words, in their order: "rob sa", "sam".
function means(name, typed) {
  const words = folded(name).split(/[\s.]+/);
  let from = 0;
  for (const part of folded(typed).split(/\s+/).filter(Boolean)) {
    const found = words.findIndex((word, index) => index >= from && word.startsWith(part));
    if (found < 0) return false;
    from = found + 1;
  }
  return true;
}

// Letters mean one person; two by turns stand there only while nothing is typed.
function matching(typed) {
  const last = namedLast().filter((entry) => !input.value.trim() || names.includes(entry));
  return [...new Set([...last, ...names])].filter((name) => means(name, typed)).slice(0, SHOWN);
}

function parts() {
  return input.value.split(",").map((part) => part.trim());
}

function show() {
  const found = matching(parts().at(-1));
  at = Math.min(at, Math.max(found.length - 1, 0));
  list.replaceChildren(...found.map((name, index) => {
    const row = document.createElement("li");
    row.textContent = name;
    row.id = `picked-${index}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", index === at);
    return row;
  }));
  input.setAttribute("aria-activedescendant", found.length ? `picked-${at}` : "");
}

// Take the one that is marked; those before a comma are the first that their letters mean.
function take(index = at) {
  const last = list.children[index]?.textContent;
  const others = parts().slice(0, -1).map((part) => matching(part)[0]);
  const chosen = [...others, ...people(last ?? "")].filter(Boolean).slice(0, 2);
  if (!chosen.length) return;
  dialog.close();
  given(chosen);
}

export function pick(then) {
  given = then;
  at = 0;
  input.value = "";
  show();
  dialog.showModal();
  input.focus();
}

input?.addEventListener("input", () => { at = 0; show(); });
input?.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") at = Math.min(at + 1, list.children.length - 1);
  else if (event.key === "ArrowUp") at = Math.max(at - 1, 0);
  else if (event.key === "Enter") take();
  else return;
  event.preventDefault();
  if (dialog.open) show();
});
list?.addEventListener("click", (event) => {
  const row = event.target.closest("li");
  if (row) take([...list.children].indexOf(row));
});
