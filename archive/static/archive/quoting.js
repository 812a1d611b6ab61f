// Select words of a statement, on its page or in a transcript: a small bar offers a link to them and their citations.
// Everything it does can be done without it: the statement's page has a form, and the citation page shows each
// citation as text to select.

import { textFragment, wholeWords } from "./text_fragment.js";

// Its words, and the first page, in the language of the page; a passage itself is linked to in no language.
const said = document.getElementById("quoting").dataset;
const codePoints = (text) => Array.from(text).length;

// How much of the text a range of the page is. A gap where words were redacted is as long as they were, not as long as
// what the page says of it.
function lengthOf(range) {
  const gaps = [...range.cloneContents().querySelectorAll("[data-gap]")];
  return gaps.reduce((sum, gap) => sum + Number(gap.dataset.gap) - codePoints(gap.textContent), codePoints(range.toString()));
}

// The text of a paragraph as the server has it: without its printed number, and with blocks where words were redacted.
function textOf(paragraph) {
  const copy = paragraph.cloneNode(true);
  copy.querySelector(".paragraph-number")?.remove();
  for (const gap of copy.querySelectorAll("[data-gap]")) gap.replaceWith("█".repeat(Number(gap.dataset.gap)));
  return copy.textContent;
}

// The range of a paragraph without its printed number, which is no part of the text.
export function wordsOf(paragraph) {
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  const number = paragraph.querySelector(".paragraph-number");
  if (number) range.setStartAfter(number);
  return range;
}

// What of each paragraph is selected, and where that begins in the text, in code points.
function selectedPieces(range, statement) {
  const pieces = [];
  for (const paragraph of statement.querySelectorAll("[data-start]")) {
    if (!range.intersectsNode(paragraph)) continue;
    const before = wordsOf(paragraph);
    const piece = before.cloneRange();
    if (range.compareBoundaryPoints(Range.START_TO_START, piece) > 0) piece.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, piece) < 0) piece.setEnd(range.endContainer, range.endOffset);
    const text = piece.toString();
    if (!text.trim()) continue;
    before.setEnd(piece.startContainer, piece.startOffset);
    pieces.push({ text, length: lengthOf(piece), within: lengthOf(before), paragraph });
  }
  return pieces;
}

// The selected words of one statement, without the spaces at their ends; of several, only that they are several.
function selectedPassage() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const found = [];
  for (const statement of document.querySelectorAll("[data-wording]")) {
    if (!range.intersectsNode(statement)) continue;
    const pieces = selectedPieces(range, statement);
    if (pieces.length) found.push({ statement, pieces });
    if (found.length > 1) return { several: true, box: range.getBoundingClientRect() };
  }
  if (!found.length) return null;
  const [{ statement, pieces }] = found;
  const wording = statement.dataset.wording;
  return {
    ...passageOf(pieces),
    wording,
    // A statement's other pages stand beside its revisions.
    pages: said.home + new URL("../../", new URL(wording, location)).pathname.slice(1),
    revision: wording.split("/").at(-2),
    box: range.getBoundingClientRect(),
  };
}

// The passage of the text that the pieces are, in whole words, and its fragment.
function passageOf(pieces) {
  const [first, last] = [pieces[0], pieces.at(-1)];
  const texts = pieces.map((piece) => textOf(piece.paragraph));
  const beforeLast = texts.slice(0, -1).reduce((sum, text) => sum + codePoints(text) + 2, 0);
  const text = texts.join("\n\n");
  const [start, end] = wholeWords(text, first.within, beforeLast + last.within + last.length);
  return {
    start: Number(first.paragraph.dataset.start) + start,
    end: Number(last.paragraph.dataset.start) + end - beforeLast,
    fragment: textFragment(text, start, end),
  };
}

const linkTo = (passage) =>
  `${location.origin}${passage.wording}?quote=${passage.start}-${passage.end}${passage.fragment}`;

async function copy(text, button) {
  const label = [...button.childNodes];
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = said.done;
  } catch {
    button.textContent = said.refused;
  }
  setTimeout(() => { button.replaceChildren(...label); }, 2000);
}

// A phone shows what stands before "|" in the label, and says all of it to who listens.
function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  const [short, rest] = label.split("|");
  made.append(short);
  if (rest) {
    made.append(document.createElement("span"));
    made.lastChild.textContent = rest;
  }
  made.addEventListener("click", () => act(made));
  return made;
}

function bar() {
  const made = document.createElement("div");
  made.className = "quote-bar";
  made.hidden = true;
  made.setAttribute("role", "toolbar");
  made.setAttribute("aria-label", said.selected);
  let passage = null;
  const open = (page) =>
    location.assign(`${passage.pages}${page}/?r=${passage.revision}&quote=${passage.start}-${passage.end}`);
  // A click would take the selection away before it is read.
  made.addEventListener("pointerdown", (event) => event.preventDefault());
  const refusal = document.createElement("p");
  refusal.textContent = said.several;
  const buttons = [
    button(said.link, (pressed) => passage && copy(linkTo(passage), pressed)),
    button(said.cite, () => passage && open("cite")),
    button(said.alert, () => passage && open("alert")),
    button(said.report, () => passage && open("report")),
  ];
  made.append(...buttons, refusal);
  document.addEventListener("selectionchange", () => {
    if (made.contains(document.activeElement)) return;
    passage = selectedPassage();
    made.hidden = !passage;
    if (!passage) return;
    refusal.hidden = !passage.several;
    for (const one of buttons) one.hidden = !refusal.hidden;
    made.style.insetBlockStart = `${scrollY + passage.box.bottom + 8}px`;
    made.style.insetInlineStart = `${Math.max(8, Math.min(passage.box.left, innerWidth - made.offsetWidth - 8))}px`;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") made.hidden = true;
  });
  return made;
}

for (const citation of document.querySelectorAll(".citation")) {
  const line = citation.closest(".citations > section")?.querySelector(".meta") ?? citation.nextElementSibling;
  const made = button(said.copy, (pressed) => {
    const style = citation.closest(".citations > section")?.querySelector("h2").id;
    if (style) localStorage.setItem("citation", style);
    copy(citation.textContent, pressed);
  });
  made.className = "copy";
  made.setAttribute("aria-label", `${said.copy}: ${citation.closest("section")?.querySelector("h2")?.textContent ?? citation.ariaLabel}`);
  line?.prepend(made);
}

// The style that the reader copied last comes first.
const last = document.getElementById(localStorage.getItem("citation") ?? "")?.closest(".citations > section");
last?.parentElement.prepend(last);

// The link of a turn leads to its page; pressed here it offers at once what that page does.
function turnMenu(link) {
  const turn = link.closest(".turn");
  const wording = turn.querySelector("[data-wording]").dataset.wording;
  const time = turn.querySelector("a[data-seek]");
  const made = document.createElement("div");
  made.className = "turn-menu";
  made.append(button(said.copyLink, (pressed) => copy(location.origin + wording, pressed)));
  made.append(button(said.cite, () => location.assign(`${said.home}statements/${turn.id.split("-")[1]}/cite/`)));
  if (time) made.append(button(said.listen, () => { made.remove(); time.click(); }));
  const page = document.createElement("a");
  page.href = link.href;
  page.textContent = said.open;
  made.append(page);
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    made.remove();
    link.focus();
  });
  link.closest(".turn-links").after(made);
  made.firstChild.focus();
}

document.addEventListener("click", (event) => {
  const opened = document.querySelector(".turn-menu");
  if (opened && !opened.contains(event.target)) opened.remove();
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  const link = event.target.closest?.(".turn .permalink, [data-copy]");
  if (!link || !isPlain) return;
  event.preventDefault();
  if (link.matches("[data-copy]")) copy(link.href, link);
  else if (opened?.previousElementSibling !== link.parentElement) turnMenu(link);
});

// A link to a passage shows its words, however long the text before them is.
const linked = document.getElementById("match");
const offered = document.querySelector(".passage");
if (linked && offered && !/^#(?!:~:)/.test(location.hash) && new URLSearchParams(location.search).has("quote")) {
  if (linked.getBoundingClientRect().bottom > offered.getBoundingClientRect().top) linked.scrollIntoView({ block: "center" });
}

const share = document.querySelector("[data-share]");
if (share && navigator.share) {
  share.parentElement.hidden = false;
  share.addEventListener("click", () => {
    // Whoever closes the sheet without sharing has done nothing wrong.
    navigator.share({ title: document.title, url: share.dataset.share }).catch(() => {});
  });
}

if (document.querySelector("[data-wording]")) document.body.append(bar());
