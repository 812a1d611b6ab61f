// What is typed is kept in this browser until it is saved: it is there again after a reload or a crash. Signing out
// forgets it.

const PREFIX = "draft:";
const SENT = "draft-sent";

const fields = (box) => [...box.querySelectorAll("input[name], select[name], textarea[name]")].filter(
  ({ type, name }) => !["hidden", "file", "password", "submit"].includes(type) && name !== "csrfmiddlewaretoken",
);
const typedIn = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value);

export function keep(key, box) {
  const values = fields(box).map((field) => [field.name, typedIn(field)]);
  localStorage.setItem(PREFIX + key, JSON.stringify(values));
}

export function forget(key) {
  localStorage.removeItem(PREFIX + key);
}

export function isKept(key) {
  return localStorage.getItem(PREFIX + key) !== null;
}

// Put back what was typed, and say whether that was something else than what stands there.
export function bringBack(key, box) {
  const kept = JSON.parse(localStorage.getItem(PREFIX + key) ?? "[]");
  let changed = false;
  const all = fields(box);
  kept.forEach(([name, value], place) => {
    const field = all[place];
    if (field?.name !== name || typedIn(field) === value || field.disabled) return;
    if (["checkbox", "radio"].includes(field.type)) field.checked = value;
    else field.value = value;
    changed = true;
  });
  return changed;
}

const form = document.querySelector("form[data-draft]");
if (form) {
  const key = location.pathname;
  const refused = document.querySelector(".wrong, .notice-wrong") !== null;
  // What was sent and not refused is saved.
  if (sessionStorage.getItem(SENT) === key && !refused) forget(key);
  sessionStorage.removeItem(SENT);
  let dirty = isKept(key) && !refused && bringBack(key, form);
  if (dirty) {
    const said = document.createElement("p");
    said.className = "notice";
    said.setAttribute("role", "status");
    said.textContent = "What you typed before is back. It is not saved yet. ";
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "link";
    drop.textContent = "Drop it";
    drop.addEventListener("click", () => { forget(key); dirty = false; location.reload(); });
    said.append(drop);
    form.before(said);
    form.dispatchEvent(new Event("input"));
  }
  form.addEventListener("input", (event) => {
    if (!event.isTrusted) return;
    dirty = true;
    keep(key, form);
  });
  form.addEventListener("submit", () => { dirty = false; sessionStorage.setItem(SENT, key); });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
}

document.querySelector(".desk-person form")?.addEventListener("submit", () => {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
});
