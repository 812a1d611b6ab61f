// Select words of a statement: a small bar offers a link to them and their citations. Everything it does can be done
// without it: the statement's page has a form, and the citation page shows each citation as text to select.

const LONGEST_EXACT = 12;
const WORDS_AT_AN_END = 4;

const codePoints = (text) => Array.from(text).length;
const encoded = (words) => encodeURIComponent(words.join(" ")).replace(/-/g, "%2D");

// Where a place in the page stands in the text, in code points; the paragraph knows where it begins.
function offsetOf(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const paragraph = element.closest("[data-start]");
  if (!paragraph) return null;
  const range = document.createRange();
  const number = paragraph.querySelector(".paragraph-number");
  if (number) range.setStartAfter(number);
  else range.setStart(paragraph, 0);
  const place = document.createRange();
  place.setStart(node, offset);
  if (place.compareBoundaryPoints(Range.START_TO_START, range) < 0) return Number(paragraph.dataset.start);
  range.setEnd(node, offset);
  return Number(paragraph.dataset.start) + codePoints(range.toString());
}

// The selected words of one statement, without the spaces at their ends.
function selectedPassage() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const within = range.commonAncestorContainer;
  const statement = (within.nodeType === Node.ELEMENT_NODE ? within : within.parentElement).closest("[data-wording]");
  const words = selection.toString().trim();
  if (!statement || !words) return null;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  if (start === null || end === null || start >= end) return null;
  const inText = range.toString();
  return {
    start: start + codePoints(inText) - codePoints(inText.trimStart()),
    end: end - codePoints(inText) + codePoints(inText.trimEnd()),
    words,
    wording: statement.dataset.wording,
    cite: statement.dataset.cite,
    report: statement.dataset.report,
    revision: statement.dataset.revision,
    box: range.getBoundingClientRect(),
  };
}

function fragment(words) {
  const all = words.split(/\s+/);
  const isShort = !words.includes("\n") && all.length <= LONGEST_EXACT;
  const parts = isShort ? [all] : [all.slice(0, WORDS_AT_AN_END), all.slice(-WORDS_AT_AN_END)];
  return `#:~:text=${parts.map(encoded).join(",")}`;
}

const linkTo = (passage) =>
  `${location.origin}${passage.wording}?quote=${passage.start}-${passage.end}${fragment(passage.words)}`;

async function copy(text, button) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed by the browser";
  }
  setTimeout(() => { button.textContent = label; }, 2000);
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", () => act(made));
  return made;
}

function bar() {
  const made = document.createElement("div");
  made.className = "quote-bar";
  made.hidden = true;
  made.setAttribute("role", "toolbar");
  made.setAttribute("aria-label", "Selected words");
  let passage = null;
  const open = (page) =>
    location.assign(`${page}?r=${passage.revision}&quote=${passage.start}-${passage.end}`);
  // A click would take the selection away before it is read.
  made.addEventListener("pointerdown", (event) => event.preventDefault());
  made.append(
    button("Copy link to quote", (pressed) => passage && copy(linkTo(passage), pressed)),
    button("Cite", () => passage && open(passage.cite)),
    button("Report an error", () => passage && open(passage.report)),
  );
  document.addEventListener("selectionchange", () => {
    if (made.contains(document.activeElement)) return;
    passage = selectedPassage();
    made.hidden = !passage;
    if (!passage) return;
    made.style.insetBlockStart = `${scrollY + passage.box.bottom + 8}px`;
    made.style.insetInlineStart = `${Math.max(8, Math.min(passage.box.left, innerWidth - made.offsetWidth - 8))}px`;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") made.hidden = true;
  });
  return made;
}

for (const citation of document.querySelectorAll(".citation")) {
  const line = citation.nextElementSibling;
  const made = button("Copy", (pressed) => copy(citation.textContent, pressed));
  made.className = "copy";
  made.setAttribute("aria-label", `Copy ${citation.closest("section").querySelector("h2").textContent}`);
  line.prepend(made);
}

if (document.querySelector("[data-wording]")) document.body.append(bar());
