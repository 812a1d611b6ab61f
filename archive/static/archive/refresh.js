// A part of a page that shows how far the site is comes again by itself, as long as it says after how many seconds.

async function refresh(part) {
  const response = await fetch(location.href).catch(() => null);
  const page = response?.ok && !response.redirected ? await response.text() : "";
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector(`[aria-labelledby="${part.getAttribute("aria-labelledby")}"]`);
  const isHeld = part.contains(document.activeElement);
  if (page && !fresh && !isHeld) {
    part.remove();
    return;
  }
  if (fresh && !isHeld) part.replaceWith(fresh);
  wait(fresh?.isConnected ? fresh : part);
}

function wait(part) {
  const seconds = Number(part.dataset.refresh);
  if (seconds) setTimeout(() => refresh(part), seconds * 1000);
}

for (const part of document.querySelectorAll("[data-refresh]")) wait(part);
