// A row of a list opens in its place with the form of its own page, which is also where the form is sent. Without this,
// the link of the row leads to that page.

import { enhanceCalendars } from "./calendar.js";
import { abandon, adopt, isKept, mayDrop } from "./drafts.js";
import { enhanceAll } from "./picker.js";
import { preview } from "./preview.js";
import { rows, show } from "./rows.js";

const SENT_BY_SCRIPT = { headers: { "X-Requested-With": "fetch" } };
export const formIn = (row) => row.querySelector(".row-form > form");
const linkIn = (row) => row.querySelector(":scope > a[data-opens]");

export async function open(row) {
  const { href } = linkIn(row);
  if (row.classList.contains("editing")) return;
  row.classList.add("editing");
  const response = await fetch(href, SENT_BY_SCRIPT).catch(() => null);
  if (!response?.ok || response.redirected) {
    location.assign(href);
    return;
  }
  fill(row, await response.text());
}

// Put the form into the row; one that was sent and refused replaces the one that was there.
export function fill(row, html, wasSent = false) {
  shut(row);
  const box = document.createElement("div");
  box.className = "row-form";
  box.innerHTML = html;
  row.append(box);
  row.classList.add("editing");
  const form = formIn(row);
  if (!form) return;
  enhanceAll(form);
  enhanceCalendars(form);
  preview(form);
  adopt(form, wasSent);
  const words = form.querySelector("[autofocus], textarea[name=text]");
  words.focus();
  words.setSelectionRange?.(words.value.length, words.value.length);
}

export function shut(row) {
  if (formIn(row)) abandon(formIn(row));
  row.querySelector(".row-form")?.remove();
  row.classList.remove("editing");
}

function close(row) {
  if (!mayDrop(formIn(row))) return;
  shut(row);
  show(row);
}

// The rows with words that are not saved.
export const edited = () => rows().filter((row) => formIn(row) && isKept(new URL(linkIn(row).href).pathname));

document.addEventListener("click", (event) => {
  const row = event.target.closest?.("[data-turn]");
  if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("a[data-opens]")) open(row);
  else if (event.target.closest("[data-cancel]")) close(row);
  else return;
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.(".editing");
  if (event.key !== "Escape" || !row || event.isComposing || event.defaultPrevented || !formIn(row)) return;
  event.preventDefault();
  close(row);
});

// What was typed in a row before the page was loaded again is there, still unsaved.
function openAgain() {
  for (const row of rows()) if (linkIn(row) && isKept(new URL(linkIn(row).href).pathname)) open(row);
}
openAgain();
document.addEventListener("part", openAgain);
