// Suggestions while typing, for every search box; without this script the box works all the same.
// A combobox with a list, after the ARIA Authoring Practices Guide: focus stays in the box, arrows choose, Enter goes.

const PAUSE = 120;
const SHORTEST = 2;
// Its words, in the language of the page: what the list is called, and each kind of name in it.
// Pages of the desk only take the combobox from here.
const said = document.getElementById("suggesting")?.dataset;

// Returns the JSON that an address answers; null if it answers none, as when the session has ended or the site is away.
export async function answerOf(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    return answer.ok && isJson ? await answer.json() : null;
  } catch {
    return null;
  }
}

// Makes a box and its list a combobox. Returns what opens the list with rows, marks one of them, and closes it.
export function combobox(input, list, id, label) {
  let marked = -1;

  list.id = id;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  const attributes = {
    role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
  };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  // Keeps the focus in the box while the pointer goes to the list.
  list.addEventListener("pointerdown", (event) => event.preventDefault());

  function mark(place) {
    list.children[marked]?.setAttribute("aria-selected", "false");
    marked = place;
    const row = list.children[marked];
    if (!row) return input.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", row.id);
  }

  // Without rows it closes. Each row is a node or a text, and may have a note.
  function open(rows) {
    list.replaceChildren(...rows.map(({ shown, note }, place) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(shown);
      if (note) {
        const beside = document.createElement("span");
        beside.textContent = note;
        item.append(" ", beside);
      }
      return item;
    }));
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(Boolean(rows.length)));
    mark(-1);
  }

  return { open, mark, close: () => open([]), marked: () => marked };
}

function enhance(form, number) {
  const input = form.querySelector('input[type="search"]');
  const list = document.createElement("ul");
  let timer = 0;
  let asked = "";

  list.className = "suggestions";
  form.append(list);
  const box = combobox(input, list, `suggestions-${number}`, said.list);

  function close() {
    clearTimeout(timer);
    asked = "";
    box.close();
  }

  function row(suggestion) {
    const link = document.createElement("a");
    link.href = suggestion.url;
    link.tabIndex = -1;
    link.textContent = suggestion.name;
    return { shown: link, note: said[suggestion.kind] };
  }

  async function ask() {
    const typed = input.value.trim();
    if (typed.length < SHORTEST) return close();
    asked = typed;
    const address = `${form.dataset.suggest}?q=${encodeURIComponent(typed)}`;
    const answer = await answerOf(address);
    if (!answer || asked !== typed || document.activeElement !== input) return;
    const { suggestions } = answer;
    if (!suggestions.length) return close();
    box.open(suggestions.map(row));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    const marked = box.marked();
    if (list.hidden) return;
    if (event.key === "ArrowDown") box.mark(marked < last ? marked + 1 : -1);
    else if (event.key === "ArrowUp") box.mark(marked === -1 ? last : marked - 1);
    else if (event.key === "Enter" && marked >= 0) location.assign(list.children[marked].querySelector("a").href);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });

  input.addEventListener("blur", close);
}

document.querySelectorAll("form[data-suggest]").forEach(enhance);

// A slash goes to the box, unless something is being typed already.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (!said || event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector('main form.search input[type="search"], form.search input[type="search"]');
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
