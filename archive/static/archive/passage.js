// Choosing a passage by selecting it, with the pointer, a finger or the keyboard. Without this its first and last words are
// typed.

const text = document.querySelector("[data-passage]");
const told = document.querySelector("[data-selected]");
const form = text.closest("form");
const field = (name) => form.elements.namedItem(name);
const LONGEST = 60;

// The text can be walked with the arrow keys like one that is written, but nothing of it changes.
text.contentEditable = "true";
text.setAttribute("role", "textbox");
text.setAttribute("aria-readonly", "true");
text.setAttribute("aria-multiline", "true");
text.setAttribute("aria-label", "The words");
text.setAttribute("aria-describedby", "how-to-select");
text.setAttribute("inputmode", "none");
text.spellcheck = false;
for (const kind of ["beforeinput", "paste", "cut", "drop", "dragstart"]) text.addEventListener(kind, (event) => event.preventDefault());
text.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
document.querySelector("[data-selecting]").hidden = false;

// The archive counts characters as Unicode does, not in halves of them as scripts do.
function place(range, end) {
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(end ? range.endContainer : range.startContainer, end ? range.endOffset : range.startOffset);
  return [...before.toString()].length;
}

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
  field("quote").value = `${place(range, false)}-${place(range, true)}`;
  field("first").value = "";
  field("last").value = "";
  const words = range.toString().trim();
  told.textContent = `Selected: “${words.length > LONGEST ? `${words.slice(0, LONGEST / 2)} … ${words.slice(-LONGEST / 2)}` : words}”`;
});

// Whoever types words means these.
for (const name of ["first", "last"]) field(name).addEventListener("input", () => { field("quote").value = ""; told.textContent = ""; });
