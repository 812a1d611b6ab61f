// The strip of a meeting is one stop of the tab key; the arrow keys go from part to part. Without it each part is a stop.

const parts = [...document.querySelectorAll(".strip a")];

function stopAt(part) {
  for (const one of parts) one.setAttribute("tabindex", one === part ? "0" : "-1");
}

stopAt(parts[0]);
for (const [place, part] of parts.entries()) {
  const next = { ArrowRight: place + 1, ArrowDown: place + 1, ArrowLeft: place - 1, ArrowUp: place - 1, Home: 0, End: parts.length - 1 };
  part.addEventListener("keydown", (event) => {
    const to = parts[next[event.key]];
    if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    stopAt(to);
    to.focus();
  });
}
