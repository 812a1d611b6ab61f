// A finger that taps a sentence of a statement selects it, which offers a link to it and its citations. Anything else is
// selected as everywhere.

import { wordsOf } from "./quoting.js";

const ABBREVIATED = /(?:^|\P{L})(?:\p{L}|[DM]rs?|Ms|St|No|Hon|Rev|Prof|Sra?)\.\s*$/u;

// Select the sentence of a paragraph that has a place.
function selectSentence(paragraph, node, offset) {
  const range = wordsOf(paragraph);
  const all = range.toString();
  range.setEnd(node, offset);
  const place = range.toString().length;
  let [start, end] = [0, 0];
  for (const { segment } of new Intl.Segmenter(paragraph.parentElement.lang, { granularity: "sentence" }).segment(all)) {
    if (!ABBREVIATED.test(all.slice(start, end))) {
      if (end > place) break;
      start = end;
    }
    end += segment.length;
  }
  end = start + all.slice(start, end).trimEnd().length;
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let begins = all.length - paragraph.textContent.length;
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const within = (where) => where - begins >= 0 && where - begins <= text.length;
    if (within(start)) range.setStart(text, start - begins);
    if (within(end)) range.setEnd(text, end - begins);
    begins += text.length;
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

document.addEventListener("click", ({ target, pointerType, clientX, clientY }) => {
  const paragraph = target.closest("[data-start]");
  if (pointerType !== "touch" || !paragraph || target.closest("a") || !Intl.Segmenter) return;
  const caret = document.caretPositionFromPoint?.(clientX, clientY) ?? document.caretRangeFromPoint(clientX, clientY);
  if (caret) selectSentence(paragraph, caret.offsetNode ?? caret.startContainer, caret.offset ?? caret.startOffset);
});
