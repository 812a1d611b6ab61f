// Correcting an import in place and by keyboard. Every step posts the page's own forms and puts the rows that come
// back into the page; without a script the same forms load the page again.

import { back, listen, listenAt, playhead } from "./recording.js";
import { edited, fill, formIn, open, shut } from "./row_forms.js";
import { current, keysAreOff, rows, show, typing } from "./rows.js";
import { byDigit, pick, remember } from "./who_speaks.js";

const form = document.querySelector("[data-turns]");
const whichDialog = document.getElementById("which-one");
const said = document.createElement("p");
said.className = "toast";
said.setAttribute("role", "status");
document.body.append(said);
let silence;

function say(sentence) {
  said.textContent = sentence;
  clearTimeout(silence);
  silence = setTimeout(() => { said.textContent = ""; }, 8000);
}

async function ask(url, data) {
  const request = { headers: { "X-Requested-With": "fetch" } };
  if (data) {
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    Object.assign(request, { method: "POST", body: data });
  }
  const response = await fetch(url, request);
  if (response.redirected) location.reload();
  return response;
}

// What the page of the import is to do.
function doing(act) {
  const data = new FormData();
  data.set("act", act);
  return data;
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children];
}

// Put fresh rows in the place of those they replace; those without a fresh one go, new ones come behind the one before.
function place(fresh, replaced) {
  let before = null;
  const kept = new Set(fresh.map((row) => row.dataset.turn));
  const first = document.getElementById(`turn-${replaced[0]}`);
  for (const row of fresh) {
    const old = document.getElementById(row.id);
    const written = old?.querySelector(".row-form");
    if (written) {
      row.append(written);
      row.classList.add("editing");
    }
    if (old) old.replaceWith(row);
    else if (before) before.after(row);
    else first?.before(row);
    if (before && before.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_PRECEDING) before.after(row);
    before = row;
  }
  for (const pk of replaced) if (!kept.has(pk)) document.getElementById(`turn-${pk}`)?.remove();
}

// The server asks which speaker is meant; the answer sends the same once more.
async function whichOne(html, focus) {
  whichDialog.replaceChildren(...parse(html));
  const asked = whichDialog.querySelector("form");
  whichDialog.showModal();
  return new Promise((resolve) => {
    whichDialog.addEventListener("close", () => resolve(null), { once: true });
    asked.querySelector("[data-leave]").addEventListener("click", (event) => {
      event.preventDefault();
      whichDialog.close();
    });
    asked.addEventListener("submit", async (event) => {
      event.preventDefault();
      resolve(settle(await ask(asked.getAttribute("action"), new FormData(asked)), focus));
      whichDialog.close();
    });
  });
}

async function settle(response, focus) {
  if (response.headers.has("X-Asks")) return whichOne(await response.text(), focus);
  if (!response.ok) {
    say(response.status === 422 ? await response.text() : "That did not work. Load the page again to see how things stand.");
    return null;
  }
  const fresh = parse(await response.text());
  const replaced = response.headers.get("X-Turns-Replaced").split(",");
  place(fresh, replaced);
  show(focus ?? fresh[0]);
  return fresh;
}

async function bulk(action, extra = {}, only = null) {
  const data = doing("turns");
  const ticked = rows().filter((row) => row.querySelector("input[type=checkbox]").checked);
  const chosen = only ?? (ticked.length ? ticked : [current()].filter(Boolean));
  if (!chosen.length) return say("Tick one or more turns first, or go to one with j and k.");
  if (edited().some((row) => chosen.includes(row))) return say("Save what you edit first.");
  const beside = action === "delete" ? chosen.at(-1).nextElementSibling ?? chosen[0].previousElementSibling : null;
  for (const row of chosen) data.append("turns", row.dataset.turn);
  data.set("action", action);
  for (const [name, value] of Object.entries(extra)) data.set(name, value);
  const fresh = await settle(await ask(form.getAttribute("action"), data), beside);
  if (fresh) {
    say(`${chosen.length} turn${chosen.length > 1 ? "s" : ""}: done.`);
    // Whoever was new is in the archive now.
    for (const box of [speaker, second]) box?.dispatchEvent(new Event("input"));
  }
  return fresh;
}

async function openAsPolicy(row) {
  if (!formIn(row)) await open(row);
  const { kind, title } = formIn(row).elements;
  kind.value = "policy_statement";
  title.focus();
}

async function save(row) {
  const written = formIn(row);
  const response = await ask(written.getAttribute("action"), new FormData(written));
  if (response.status === 422) fill(row, await response.text(), true);
  else {
    if (response.ok) shut(row);
    await settle(response);
  }
  return response.ok;
}

async function split(places, extra = {}) {
  const data = doing("split");
  for (const place of places) data.append("split", place);
  for (const [name, value] of Object.entries(extra)) data.set(name, value);
  return settle(await ask(form.getAttribute("action"), data));
}

// The splits that are proposed in the turn in focus, or in the next turn that has any.
function proposed() {
  const all = rows();
  const from = Math.max(all.indexOf(current()), 0);
  const row = all.slice(from).find((one) => one.querySelector("button.split"));
  return row ? [...row.querySelectorAll("button.split")] : [];
}

function take(whole) {
  const splits = proposed();
  if (!splits.length) return say(fromHereOn("No split is proposed"));
  return split((whole ? splits : splits.slice(0, 1)).map(({ value }) => value));
}

function leave(whole) {
  const splits = proposed();
  if (!splits.length) say(fromHereOn("No split is proposed"));
  const row = splits[0]?.closest("[data-turn]");
  for (const one of whole ? splits : splits.slice(0, 1)) one.remove();
  show(row);
}

// The doubtful word after the one in focus, or after the turn in focus, is marked and heard with a second before it.
function doubtful(step) {
  const words = [...document.querySelectorAll(".turns mark[data-second]")];
  const marked = words.findIndex((word) => word.classList.contains("here"));
  const from = current();
  const follows = (word) => from && (from.contains(word) || from.compareDocumentPosition(word) & Node.DOCUMENT_POSITION_FOLLOWING);
  const next = words[marked >= 0 ? marked + step : Math.max(words.findIndex(follows), 0)];
  if (!next) return say(fromHereOn("There is no doubtful word"));
  words[marked]?.classList.remove("here");
  show(next.closest("[data-turn]"));
  next.classList.add("here");
  next.scrollIntoView({ block: "center" });
  if (!listenAt(Math.max(0, Number(next.dataset.second) - 1))) say(`Not sure of “${next.textContent}”.`);
}

function splitAtPlayhead() {
  const row = current();
  const second = playhead();
  if (!row || second === undefined) return say(document.querySelector(".desk-recording") ? "Go to the turn that plays, and play the recording." : NO_RECORDING);
  return split([], { turn: row.dataset.turn, second });
}

const wordsOf = (row) => row.querySelector(".staged-text").textContent.trim();
const THANKS = /^(?:thank you|thanks|gracias|muchas gracias)\b/i;

// The turns from one on in which questions and answers follow each other; who gives thanks begins something else.
function exchange(row) {
  const all = rows();
  const chosen = [];
  for (let at = all.indexOf(row); at + 1 < all.length; at += 2) {
    const asked = wordsOf(all[at]);
    if (!asked.endsWith("?") || (chosen.length && THANKS.test(asked))) break;
    chosen.push(all[at], all[at + 1]);
  }
  return chosen.length ? chosen : [row];
}

// Give the ticked turns, or the one in focus, to one person, and go on to the next turn. Two by turns are given what is
// ticked, or the questions and answers that begin at the turn in focus.
async function give(names, row, more = {}) {
  const ticked = rows().some((one) => one.querySelector("input[type=checkbox]").checked);
  if (!names[0]) return;
  if (!ticked && !row) {
    say("Tick one or more turns first, or go to one with j and k.");
    return;
  }
  remember(names);
  const chosen = ticked ? null : names[1] ? exchange(row) : [row];
  const fresh = await bulk("relabel", { speaker: names[0], second: names[1] ?? "", ...more }, chosen);
  if (!fresh?.length) return;
  const all = rows();
  show(all[all.findIndex(({ id }) => id === fresh.at(-1).id) + 1]);
}

function openPicker() {
  const row = current();
  pick((names) => give(names, row));
}

function splitAtCursor(area) {
  const { value, selectionStart: at } = area;
  area.value = `${value.slice(0, at).trimEnd()}\n---\n${value.slice(at).trimStart()}`;
}

function mergeUp() {
  const ticked = rows().filter((row) => row.querySelector("input[type=checkbox]").checked);
  if (ticked.length > 1) return bulk("merge");
  const all = rows();
  const at = all.indexOf(current());
  return at > 0 ? bulk("merge", {}, [all[at - 1], all[at]]) : say("There is no turn before this one.");
}

const NO_TURN = "Go to a turn first, with j and k.";

function nextLabel() {
  const radio = document.querySelector(".label[open] input[type=radio]");
  radio?.focus();
  return Boolean(radio);
}

const keys = document.getElementById("keys");
const speaker = document.getElementById("bulk-speaker");
const second = document.getElementById("bulk-second");

const NO_RECORDING = document.querySelector(".desk-recording")
  ? "Choose the recording above the turns first."
  : "This file has no times, so the recording cannot follow it.";
// Later parts of a long file come when the reader nears them.
const fromHereOn = (what) => `${what} from here on${document.querySelector(".parts [rel=next]") ? ", in the parts that are loaded" : ""}.`;

const COMMANDS = {
  m: mergeUp,
  u: () => bulk("up"),
  d: () => bulk("down"),
  p: () => (current() ? openAsPolicy(current()) : say(NO_TURN)),
  s: openPicker,
  y: () => take(false),
  Y: () => take(true),
  i: () => leave(false),
  I: () => leave(true),
  l: () => listen(current()) || say(NO_RECORDING),
  b: () => back() || say(NO_RECORDING),
  t: splitAtPlayhead,
  w: () => doubtful(1),
  W: () => doubtful(-1),
  c: () => bulk("checked"),
  n: () => nextLabel() || say("Every label is decided."),
  "?": () => keys.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.target.closest?.(".row-form")) {
    if (event.key !== "Enter" || !event.altKey || !event.target.matches("textarea")) return;
    event.preventDefault();
    splitAtCursor(event.target);
    return;
  }
  if ([speaker, second].includes(event.target) && event.key === "Enter") {
    event.preventDefault();
    bulk("relabel", { speaker: speaker.value, second: second.value });
    return;
  }
  if (keysAreOff() || typing(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const digit = /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
  const named = digit ? byDigit(digit) : [];
  const nobody = () => say(`Nobody stands for ${digit} yet: it is for those whom you named last.`);
  const command = digit ? () => (named.length ? give(named, current(), { known: "1" }) : nobody()) : COMMANDS[event.key];
  if (!command) return;
  event.preventDefault();
  command();
});

document.addEventListener("click", (event) => {
  const sample = event.target.closest?.("[data-hear]");
  if (event.target.closest?.("[data-keys]")) keys.showModal();
  else if (event.target.matches?.("[data-close]")) event.target.closest("dialog").close();
  else if (sample) listenAt(Number(sample.dataset.hear));
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.name === "split") {
    split([event.submitter.value]);
    return;
  }
  const action = event.submitter?.value;
  const kind = document.getElementById("bulk-kind").value;
  if (action) bulk(action, { speaker: speaker.value, second: second.value, kind });
});

document.querySelector(".turns").addEventListener("submit", (event) => {
  event.preventDefault();
  save(event.target.closest("[data-turn]"));
});

// What is typed in a turn is saved with the import.
for (const other of document.querySelectorAll("main form")) {
  if (other === form || other.method === "dialog") continue;
  other.addEventListener("submit", async (event) => {
    if (!edited().length) return;
    event.preventDefault();
    const saved = [];
    for (const row of edited()) saved.push(await save(row));
    if (!saved.every(Boolean)) {
      say("A turn could not be saved: look at it first.");
      return;
    }
    other.requestSubmit(event.submitter);
  });
}
// On a phone the tools would cover the turns: they open when they are wanted.
if (matchMedia("(max-width: 40rem)").matches) document.querySelector(".toolbar-box").open = false;
document.querySelector("[data-keys]").hidden = false;
// There is something to listen to at the meeting's address, or once a file is chosen.
function offerSamples() {
  for (const sample of document.querySelectorAll("[data-hear]")) sample.hidden = false;
}
if (document.querySelector(".desk-recording[data-player]")) offerSamples();
document.addEventListener("recording", offerSamples);
if (location.hash.startsWith("#turn-")) show(document.querySelector(location.hash));
