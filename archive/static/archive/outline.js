// Marks in a meeting's agenda where the reader is. Without it the agenda is a list of links.

const outline = document.querySelector(".outline");
const now = document.querySelector(".agenda-now");
const links = new Map([...outline.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
let current = null;

// In the outline's own scrolling: the page stays where it is.
function intoView() {
  if (!current) return;
  const from = current.offsetTop - outline.scrollTop;
  if (from < 0 || from + current.offsetHeight > outline.clientHeight)
    outline.scrollTop = current.offsetTop - outline.clientHeight / 2;
}

function mark(link) {
  if (link === current) return;
  current?.removeAttribute("aria-current");
  current = link;
  current?.setAttribute("aria-current", "true");
  now.textContent = current?.textContent ?? "";
  intoView();
}

// A section counts while it crosses a line at a third of the window, and the last one on below it.
const watch = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target, boundingClientRect } of entries) {
    const link = links.get(target.getAttribute("aria-labelledby")) ?? null;
    if (isIntersecting) mark(link);
    else if (link === current && boundingClientRect.top > 0) mark(null);
  }
}, { rootMargin: "-33% 0px -66.9% 0px" });

function sections(root) {
  for (const section of root.querySelectorAll(".part > section")) watch.observe(section);
}

sections(document);
document.addEventListener("part", () => sections(document));
outline.addEventListener("toggle", intoView);
outline.addEventListener("click", (event) => {
  if (event.target.closest("a") && outline.matches(":popover-open")) outline.hidePopover();
});
