// What is typed in a form of the desk is kept in this browser until the server says that exactly these words are saved.
// It is there again after a reload, a crash, a lost connection or an ended session. Signing out forgets it, and so do a
// sign-in of another person and some time.

import { answerOf } from "./suggest.js";

const ALL = "draft:";
const person = document.body.dataset.staff;
const page = document.getElementById("main");
const PREFIX = `${ALL}${person}:`;
const NUMBER = "form_number";
// How long a form that was sent is not sent again, in milliseconds. Then the person pressed the button on purpose.
const UNDER_WAY = 5000;
const KEPT_FOR = 14 * 24 * 3600 * 1000;
// What in the address of a form says what its words are about.
const ABOUT = ["to"];
const SECRET = /password|code|token|secret|credential/;

const isTicked = ({ type }) => ["checkbox", "radio"].includes(type);
const valueIn = (field) => (isTicked(field) ? field.checked : field.value);
// A version that the person saw, so that an old draft never overwrites what others saved since.
const isVersion = ({ type, name }) => type === "hidden" && /(^|-)seen$/.test(name);
const isTyped = (field) =>
  !["hidden", "file", "password", "submit", "button"].includes(field.type)
  && !SECRET.test(field.name)
  && field.autocomplete !== "one-time-code"
  && !field.matches("[data-turn] > [type=checkbox]");
const named = (box) => [...(box.elements ?? box.querySelectorAll("input, select, textarea"))].filter(({ name }) => name);
const fields = (box) => named(box).filter((field) => isTyped(field) || isVersion(field));
// The name of a field and, where several have it, which of them.
function keysOf(all) {
  const seen = {};
  return all.map((field) => {
    const name = isTicked(field) ? `${field.name}=${field.defaultValue || field.value}` : field.name;
    seen[name] = (seen[name] ?? 0) + 1;
    return `${name}#${seen[name]}`;
  });
}

// Where a form is sent. A button called "action" would stand in the way of the property of that name.
const addressOf = (form) => new URL(form.getAttribute("action") || location.href, location.href);
const pathOf = (form) => addressOf(form).pathname;
// What the form does, on a page with several.
const actOf = (form) => form.querySelector('input[name="act"]')?.value ?? "";

// The part of the key of a draft that says which form it is.
function nameOf(form) {
  const { pathname, searchParams } = addressOf(form);
  const about = new URLSearchParams(ABOUT.flatMap((name) => searchParams.getAll(name).map((value) => [name, value])));
  if (actOf(form)) about.set("act", actOf(form));
  for (const { name, value } of form.querySelectorAll("input[data-about]")) about.set(name, value);
  return about.size ? `${pathname}?${about}` : pathname;
}

const keys = (prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix));

function read(key) {
  return JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");
}

function write(key, draft) {
  localStorage.setItem(PREFIX + key, JSON.stringify({ ...draft, at: Date.now() }));
}

function keep(key, box, number = null) {
  const all = fields(box);
  const names = keysOf(all);
  write(key, { number, search: location.search, values: all.map((field, place) => [names[place], valueIn(field), isVersion(field)]) });
}

function forget(key) {
  localStorage.removeItem(PREFIX + key);
}

export function isKept(key) {
  return localStorage.getItem(PREFIX + key) !== null;
}

// Put back what was typed. Return whether that was something else than what stands there, and words without a field.
function restore(key, box) {
  const draft = read(key);
  const kept = draft?.values ?? [];
  // What the address gives wins over a draft from another address: the board that was added on the way, say.
  const given = new URLSearchParams(draft?.search === location.search ? "" : location.search);
  // A form whose rows can be more makes room for them.
  box.dispatchEvent(new CustomEvent("restoring", { detail: kept.map(([name]) => name) }));
  const all = fields(box);
  const names = keysOf(all);
  const lost = [];
  let changed = false;
  const put = ([name, value]) => {
    const field = all[names.indexOf(name)];
    if (!field || field.disabled) {
      if (typeof value === "string" && value.trim()) lost.push(value);
    } else if (valueIn(field) !== value && !given.has(field.name)) {
      if (isTicked(field)) field.checked = value;
      else field.value = value;
      changed ||= valueIn(field) === value;
    }
  };
  kept.filter((entry) => !entry[2]).forEach(put);
  if (changed) kept.filter((entry) => entry[2]).forEach(put);
  return { changed: changed || lost.length > 0, lost };
}

// Several people may use this browser, and not all of them sign out.
function forgetOthersAndOld() {
  for (const key of keys(ALL)) {
    const isOwn = key.startsWith(PREFIX);
    if (!isOwn || Date.now() - read(key.slice(PREFIX.length)).at > KEPT_FOR) localStorage.removeItem(key);
  }
}

// Ask the server which of the forms that were sent it has saved, and forget those.
async function forgetSaved() {
  const sent = new Map();
  for (const key of keys(PREFIX)) {
    const number = read(key.slice(PREFIX.length))?.number;
    if (number) sent.set(number, key.slice(PREFIX.length));
  }
  if (!sent.size) return;
  const asked = new URLSearchParams([...sent.keys()].map((number) => ["number", number]));
  const answer = await answerOf(`${page.dataset.savedForms}?${asked}`);
  for (const number of answer?.saved ?? []) forget(sent.get(number));
}

function newNumber() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "link";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function notice(role, words, ...more) {
  const said = document.createElement("div");
  said.className = "notice";
  said.setAttribute("role", role);
  said.append(words, ...more);
  return said;
}

// A form of the page whose words are kept.
class KeptForm {
  constructor(form, key) {
    this.form = form;
    this.key = key;
    this.dirty = false;
    this.sentAt = -Infinity;
    this.number = null;
  }

  begin() {
    if (page.dataset.answer === actOf(this.form) && pathOf(this.form) === location.pathname) {
      // It was sent and not saved: the page has what was typed, and perhaps the number to send it again with.
      const number = this.form.elements.namedItem(NUMBER)?.value ?? null;
      this.typed();
      this.number = number;
      keep(this.key, this.form, number);
    } else if (isKept(this.key)) {
      const { changed, lost } = restore(this.key, this.form);
      if (changed) this.announce(lost);
      else forget(this.key);
    }
  }

  typed() {
    this.dirty = true;
    this.number = null;
    keep(this.key, this.form);
  }

  announce(lost) {
    this.dirty = true;
    for (let box = this.form.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    const drop = button("Drop it", () => this.drop());
    this.said = notice("status", "What you typed before is back. It is not saved yet. ", drop);
    for (const words of lost) {
      const box = document.createElement("textarea");
      box.readOnly = true;
      box.value = words;
      box.setAttribute("aria-label", "Typed before, without a field here");
      this.said.append(box);
    }
    this.form.prepend(this.said);
    this.form.dispatchEvent(new Event("input"));
  }

  drop() {
    forget(this.key);
    this.dirty = false;
    this.said?.remove();
    this.form.reset();
    this.form.dispatchEvent(new Event("input"));
  }

  // Give the form its number and note that it is on its way. The same words keep the same number.
  send() {
    this.number ??= newNumber();
    let field = this.form.elements.namedItem(NUMBER);
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = NUMBER;
      this.form.append(field);
    }
    field.value = this.number;
    this.dirty = false;
    this.sentAt = performance.now();
    keep(this.key, this.form, this.number);
  }
}

function keptForms() {
  const count = {};
  return [...document.querySelectorAll('main form[method="post"]')].flatMap((form) => {
    const name = nameOf(form);
    count[name] = (count[name] ?? 0) + 1;
    // Words that are to be redacted stay in no browser.
    const isKeptForm = form.dataset.turns === undefined && form.dataset.notKept === undefined && fields(form).some((field) => !isVersion(field) && !isTicked(field));
    return isKeptForm ? [new KeptForm(form, count[name] > 1 ? `${name}#${count[name]}` : name)] : [];
  });
}

// The object that a form is about: the path as far as its number, or a page of the site that has none.
function objectOf(form) {
  const path = pathOf(form);
  return (path.match(/^.*\/\d+\//) ?? path.match(/^.*\/desk\/[^/]+\//) ?? [path])[0];
}

// A form acts, instead of saving its fields, if it has none to save or says so (data-acts), and a button that does
// something else than its form acts too.
const isAction = (form, pressed) => form.dataset.acts !== undefined
  || (pressed?.name === "act" && pressed.value !== actOf(form))
  || !fields(form).some((field) => !isVersion(field));

// Forms with unsaved words about what the form acts on. A form that saves its own fields waits for no other.
function inTheWay(form, pressed, forms) {
  if (!isAction(form, pressed)) return [];
  const everything = form.dataset.acts !== undefined;
  return forms.filter((one) => one.form !== form && one.dirty && !isAction(one.form)
    && (everything || objectOf(one.form) === objectOf(form)));
}

// An action takes what is saved. With unsaved words on the page it would act on others than these.
function refuse(form, others) {
  document.querySelector("[data-unsaved]")?.remove();
  const show = button("Show it", () => (others[0].said ?? others[0].form).scrollIntoView({ block: "center" }));
  const drop = button("Drop it", () => { for (const one of others) one.drop(); said.remove(); });
  const said = notice("alert", "Not done: what you typed on this page is not saved yet. Save it first. ", show, " ", drop);
  said.dataset.unsaved = "";
  form.append(said);
  said.scrollIntoView({ block: "nearest" });
}

let forms = [];

// A form that came into the page later is kept like the others. One that was sent and not saved has what was typed.
export function adopt(form, wasSent = false) {
  const one = new KeptForm(form, nameOf(form));
  forms.push(one);
  if (wasSent) one.typed();
  else one.begin();
}

// Whether a form may close. What was typed in it goes, so the person is asked.
export function mayDrop(form) {
  return !isKept(nameOf(form)) || confirm("Drop what you typed here?");
}

export function abandon(form) {
  forget(nameOf(form));
  forms = forms.filter((one) => one.form !== form);
}

if (person) {
  forgetOthersAndOld();
  await forgetSaved().catch((error) => console.info("The server was not asked what is saved:", error.message));
  forms = keptForms();
  for (const form of forms) form.begin();
  let leftAt = -Infinity;
  // A picker says "change" for a person who chose; "input" at the form itself comes from this script.
  // A field may stand elsewhere on the page than its form.
  for (const type of ["input", "change"]) {
    document.addEventListener(type, ({ target }) => forms.find((one) => one.form === target.form)?.typed());
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post" || !form.closest("main")) return;
    const mine = forms.find((one) => one.form === form);
    const others = inTheWay(form, event.submitter, forms);
    if (others.length) {
      event.preventDefault();
      refuse(form, others);
    } else if (mine && performance.now() - mine.sentAt < UNDER_WAY) {
      event.preventDefault();
    } else {
      mine?.send();
      leftAt = performance.now();
    }
  });
  // The page comes back as it was left, with its form on its way.
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
  // What is typed in other forms than the one on its way is back on the page after.
  addEventListener("beforeunload", (event) => {
    if (performance.now() - leftAt >= UNDER_WAY && forms.some(({ dirty }) => dirty)) event.preventDefault();
  });
  document.body.dataset.kept = "";
}

// After the answer to a question, Back leads to the page that it was about, not to a form that would be sent again.
const instead = document.querySelector("[data-instead]");
if (instead) history.replaceState(null, "", instead.pathname + instead.search);

document.querySelector(".desk-person form")?.addEventListener("submit", () => {
  for (const key of keys(ALL)) localStorage.removeItem(key);
});
