// The next part of a long transcript comes when the reader nears the end of the one before. Without it, or where it
// fails, each part is a page of its own, and the links to them stay. A phone is never given more than a few parts at
// once: those far away are set aside, and their room is kept.

const AT_ONCE = 6;
const AHEAD = "1500px";

const status = document.querySelector(".loading");
const aside = new Map();
const nearby = new Set();
let nav = document.querySelector(".loading ~ .parts");
let isLoading = false;

const parts = () => [...document.querySelectorAll(".part")];
const first = document.querySelector(".part");
first.dataset.address = location.pathname + (first.dataset.part === "1" ? "" : `?page=${first.dataset.part}`);
first.dataset.title = document.title;
let shown = first;

function bringBack(part) {
  if (!aside.has(part)) return;
  part.append(aside.get(part));
  aside.delete(part);
  part.style.blockSize = "";
  document.dispatchEvent(new Event("part"));
}

function setAside(part) {
  part.style.blockSize = `${part.getBoundingClientRect().height}px`;
  const kept = document.createDocumentFragment();
  kept.append(...part.childNodes);
  aside.set(part, kept);
}

// The farthest go first; one that holds the focus, selected words, a tick or an open form
// stays, as does all that is near.
function tidy() {
  const selection = getSelection();
  const isHeld = (part) =>
    nearby.has(part) || part.contains(document.activeElement) || part.querySelector(":checked, .editing")
    || (!selection.isCollapsed && selection.containsNode(part, true));
  const distance = ({ top, bottom }) => Math.max(top - innerHeight, -bottom);
  const there = parts().filter((part) => !aside.has(part));
  const far = there.filter((part) => !isHeld(part)).map((part) => [distance(part.getBoundingClientRect()), part]);
  far.sort(([a], [b]) => b - a);
  for (const [, part] of far.slice(0, Math.max(0, there.length - AT_ONCE))) setAside(part);
}

const nearness = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    nearby[isIntersecting ? "add" : "delete"](target);
    if (isIntersecting) bringBack(target);
  }
  tidy();
}, { rootMargin: AHEAD });

// The address is that of the part in the middle of the window: what is reloaded or shared begins there.
const reading = new IntersectionObserver(() => {
  const now = parts().findLast((part) => part.getBoundingClientRect().top <= innerHeight / 2) ?? parts()[0];
  if (now === shown) return;
  shown = now;
  document.title = shown.dataset.title;
  history.replaceState(history.state, "", shown.dataset.address);
}, { rootMargin: "-50% 0px -49.9% 0px" });

function watch(part) {
  nearness.observe(part);
  reading.observe(part);
}

function join(part, page) {
  // What was published or withdrawn meanwhile moves turns between parts.
  for (const turn of part.querySelectorAll(".turn, .staged")) if (find(turn.id)) turn.remove();
  for (const heading of part.querySelectorAll(".item[id]")) if (find(heading.id)) heading.remove();
  part.dataset.title = page.title;
  const last = parts().at(-1);
  part.style.containIntrinsicBlockSize = `auto ${last.offsetHeight}px`;
  last.after(part);
  watch(part);
  if (history.scrollRestoration) history.scrollRestoration = "manual";
  document.dispatchEvent(new Event("part"));
}

async function load(link) {
  isLoading = true;
  status.textContent = status.dataset.loading;
  try {
    const response = await fetch(link.href);
    if (!response.ok) throw new Error(response.status);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const part = page.querySelector(".part");
    part.dataset.address = link.getAttribute("href").startsWith("?") ? location.pathname + link.getAttribute("href") : link.href;
    join(part, page);
    const links = page.querySelector(".loading ~ .parts");
    const held = nav.contains(document.activeElement);
    nav.replaceWith(links);
    nav = links;
    if (held) nav.querySelector("a")?.focus({ preventScroll: true });
    status.textContent = "";
    isLoading = false;
    near.observe(nav);
  } catch {
    status.textContent = status.dataset.failed;
  }
}

// Whoever is past the links reads what follows the transcript: a part would push it away.
const isAhead = ({ isIntersecting, boundingClientRect }) => isIntersecting && boundingClientRect.top > innerHeight / 2;

const near = new IntersectionObserver((entries) => {
  const link = nav.querySelector("[rel=next]");
  if (!link) near.disconnect();
  else if (!isLoading && entries.some(isAhead)) load(link);
}, { rootMargin: `0px 0px ${AHEAD}` });

function find(id) {
  const there = document.getElementById(id);
  if (there || !id) return there;
  for (const [part, kept] of aside) {
    if (!kept.getElementById(id)) continue;
    bringBack(part);
    return document.getElementById(id);
  }
  return null;
}

// A link to a place in another part leads there without a new page, where that part has come already.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href*='#']");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  // A link of the strip is one of SVG, whose address is an object.
  const address = new URL(link.href.baseVal ?? link.href, location.href);
  const id = decodeURIComponent(address.hash.slice(1));
  if (address.pathname !== location.pathname || !id || !find(id)) return;
  event.preventDefault();
  location.hash = address.hash;
});

// Whoever comes back finds the turn they left.
addEventListener("pagehide", () => {
  if (parts().length < 2) return;
  const turn = document.elementsFromPoint(innerWidth / 2, innerHeight / 3).find((element) => element.matches(".turn, .staged"));
  if (turn) history.replaceState(history.state, "", `${shown.dataset.address}#${turn.id}`);
});

// Paper has all that has come.
addEventListener("beforeprint", () => [...aside.keys()].forEach(bringBack));

watch(first);
near.observe(nav);
