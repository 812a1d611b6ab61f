// The picker of the desk: a text box in which people type, choose with the arrows or the pointer, or add what is new.
// Without it, the server finds what was typed.

import { answerOf, combobox } from "./suggest.js";

const PAUSE = 120;
let made = 0;

// Names typed into other pickers of this kind on the page may be meant again, although they are not saved yet.
function typedElsewhere(input, typed) {
  const others = document.querySelectorAll(`[data-pick="${input.dataset.pick}"]`);
  const values = [...others].filter((other) => other !== input).map((other) => other.value.trim());
  const meant = folded(typed);
  return [...new Set(values)].filter((value) => value && folded(value).includes(meant))
    .map((value) => ({ value, name: value, note: "on this page" }));
}

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// What fits, from the server; and what the page itself has, such as statements that are not saved yet. Null if the server
// does not say what it has.
export async function offers(input, typed) {
  const here = [...typedElsewhere(input, typed), ...onPage(input, typed)];
  if (!input.dataset.choices) return here;
  const address = new URL(input.dataset.choices, location.href);
  address.searchParams.set("q", typed);
  const offered = (await answerOf(address))?.offered;
  if (!offered) return null;
  const known = new Set(offered.map(({ value }) => value));
  return [...offered, ...here.filter(({ value }) => !known.has(value))];
}

// Rows of the page that can be meant before they are saved: an agenda item by its title, a statement by its words.
function onPage(input, typed) {
  const row = input.closest("[data-row]");
  const rows = [...document.querySelectorAll(`[data-offers="${input.dataset.pick}"]`)];
  const words = folded(typed).split(/\s+/).filter(Boolean);
  return rows.filter((field) => field.value.trim() && field.closest("[data-row]") !== row)
    .filter((field) => words.every((word) => folded(field.value).includes(word)))
    .map((field) => ({ value: field.value.trim().split(/\s+/).slice(0, 12).join(" "), name: field.value.trim().slice(0, 90), note: "on this page" }));
}

// ``chosen`` is told what was taken; with ``first``, Enter takes the first without an arrow. ``part`` is what of the text
// is being typed.
export function enhance(input, { find = offers, chosen = () => {}, first = false, part = (value) => value } = {}) {
  const list = document.createElement("ul");
  const told = document.createElement("p");
  const called = input.dataset.adds ?? "";
  let timer = 0;
  let options = [];
  let shown = input.value.trim();

  made += 1;
  list.className = "suggestions picking-list";
  told.className = "hint picking-told";
  told.setAttribute("role", "status");
  const around = document.createElement("span");
  around.className = "picking";
  input.before(around);
  around.append(input, list, told);
  input.removeAttribute("list");
  const label = input.labels?.[0]?.textContent.trim() || input.getAttribute("aria-label");
  const box = combobox(input, list, `picker-list-${made}`, label);

  function close() {
    clearTimeout(timer);
    box.close();
  }

  const row = (option) => ({ shown: option.adds ? `Add “${option.name}”` : option.name, note: option.note });

  // What stands in the box is new if nothing that was found has that name. If nobody knows, nothing is said.
  function tell(typed, found) {
    if (!found) {
      told.textContent = "";
      return false;
    }
    const isKnown = found.some(({ value, name }) => [value, name].some((one) => folded(one) === folded(typed)));
    const isNew = Boolean(typed && called && !isKnown);
    told.textContent = isNew ? `“${typed}” is new: it is added as a ${called} when you save.` : "";
    if (!isNew && typed && !found.length) told.textContent = `Nothing found for “${typed}”.`;
    input.dispatchEvent(new CustomEvent("picked", { bubbles: true, detail: { isNew } }));
    return isNew;
  }

  async function show() {
    const typed = part(input.value).trim();
    const found = await find(input, typed);
    if (part(input.value).trim() !== typed) return;
    const isNew = tell(typed, found);
    shown = typed;
    if (document.activeElement !== input) return;
    options = isNew ? [...found, { value: typed, name: typed, adds: true, note: `as a new ${called}` }] : found;
    box.open(options.map(row));
    if (first && options.length) box.mark(0);
  }

  function take(place) {
    const option = options[place];
    if (!option) return;
    const before = input.value.slice(0, input.value.length - part(input.value).length);
    input.value = before + option.value;
    close();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    clearTimeout(timer);
    tell(option.value, option.adds ? [] : [option]);
    chosen(option);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  input.addEventListener("keydown", async (event) => {
    if (event.key === "Enter" && first) {
      event.preventDefault();
      // Whoever types fast means what they typed, not what the list showed before.
      if (shown !== part(input.value).trim() || list.hidden) await show();
      return take(Math.max(box.marked(), 0));
    }
    const last = options.length - 1;
    const marked = box.marked();
    const { key } = event;
    if (list.hidden && (key === "ArrowDown" || key === "ArrowUp")) show();
    else if (list.hidden) return;
    else if (key === "ArrowDown") box.mark(marked < last ? marked + 1 : 0);
    else if (key === "ArrowUp") box.mark(marked > 0 ? marked - 1 : last);
    // Enter takes what is marked. Without a mark it closes the list, and does not send a form that is half filled.
    else if (key === "Enter") {
      if (marked >= 0) take(marked);
      else close();
    } else if (key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) take([...list.children].indexOf(item));
  });
  // Whoever goes on at once is told all the same whether what they typed is new.
  input.addEventListener("blur", () => {
    close();
    if (shown !== part(input.value).trim()) show();
  });
  if (input.value && called) find(input, part(input.value).trim()).then((found) => tell(part(input.value).trim(), found));
  return { show, close };
}

export function enhanceAll(within) {
  for (const input of within.querySelectorAll("input[data-pick]:not([role], [data-own])")) enhance(input);
}

// What is only asked of something new opens when it is new.
document.addEventListener("picked", ({ target, detail }) => {
  const details = document.querySelector(`[data-if-new="${target.id}"]`);
  if (details && (detail.isNew || !target.value)) details.open = detail.isNew;
});

// A box beside a radio button belongs to it: typing there chooses it, and choosing another empties the box again. It runs
// before drafts.js keeps what the form holds.
document.addEventListener("input", ({ target }) => {
  const radio = target.closest?.("label.choice")?.querySelector("[type=radio]");
  if (!radio) return;
  if (target !== radio && target.value.trim()) radio.checked = true;
  if (!radio.checked) return;
  for (const other of radio.form.querySelectorAll(`[name="${radio.name}"]`)) {
    const box = other === radio ? null : other.closest("label.choice").querySelector("input:not([type=radio])");
    if (box) box.value = box.defaultValue;
  }
}, true);

enhanceAll(document);
