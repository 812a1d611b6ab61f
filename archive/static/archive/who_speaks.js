// Giving turns to people in a dialogue: by a few letters of a name, or a new name. Those named last stand on top, and have
// the digits as keys.

import { enhance, offers } from "./picker.js";

const LAST = "desk-named-last";
const SHOWN = 9;
// Two people by turns stand there as one: "Robin Sample, Kim Example".
const BY_TURNS = ", ";

const dialog = document.getElementById("who-speaks");
const input = dialog?.querySelector("input");
let given = () => {};

const namedLast = () => JSON.parse(sessionStorage.getItem(LAST) ?? "[]");
const people = (entry) => entry.split(",").map((name) => name.trim()).filter(Boolean).slice(0, 2);

export function remember(chosen) {
  const entry = chosen.join(BY_TURNS);
  const last = [entry, ...namedLast().filter((other) => other !== entry)];
  sessionStorage.setItem(LAST, JSON.stringify(last.slice(0, SHOWN)));
}

// The one or two whom a digit stands for.
export function byDigit(digit) {
  return people(namedLast()[digit - 1] ?? "");
}

// Letters mean one person; those named last stand on top while nothing is typed.
async function find(box, typed) {
  const last = typed || box.value.trim() ? [] : namedLast().map((name) => ({ value: name, name, note: "named last" }));
  const found = await offers(box, typed);
  return found && [...last, ...found.filter(({ value }) => !last.some((one) => one.value === value))];
}

// A letter or two before the comma mean the first whom they fit.
async function whole(name) {
  const [first] = (await offers(input, name)) ?? [];
  return first?.value ?? name;
}

async function chosen() {
  const typed = people(input.value);
  const names = [...await Promise.all(typed.slice(0, -1).map(whole)), typed.at(-1)];
  dialog.close();
  given(names);
}

const picker = input && enhance(input, { find, chosen, first: true, part: (value) => value.split(",").at(-1) });

export function pick(then) {
  given = then;
  input.value = "";
  dialog.showModal();
  input.focus();
  picker.show();
}
