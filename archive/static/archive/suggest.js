// Suggestions while typing, for every search box; without this script the box works all the same.
// A combobox with a list, after the ARIA Authoring Practices Guide: focus stays in the box, arrows choose, Enter goes.

const PAUSE = 120;
const SHORTEST = 2;
// Its words, in the language of the page: what the list is called, and each kind of name in it.
const said = document.getElementById("suggesting").dataset;

function enhance(form, number) {
  const input = form.querySelector('input[type="search"]');
  const list = document.createElement("ul");
  let timer = 0;
  let asked = "";
  let chosen = -1;

  list.id = `suggestions-${number}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", said.list);
  form.append(list);
  const attributes = {
    role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
  };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  function close() {
    clearTimeout(timer);
    asked = "";
    chosen = -1;
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(place) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const option = list.children[chosen];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function option(suggestion, place) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = suggestion.url;
    link.tabIndex = -1;
    link.textContent = suggestion.name;
    item.append(link);
    if (said[suggestion.kind]) {
      const kind = document.createElement("span");
      kind.textContent = said[suggestion.kind];
      item.append(" ", kind);
    }
    item.id = `${list.id}-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    return item;
  }

  async function ask() {
    const typed = input.value.trim();
    if (typed.length < SHORTEST) return close();
    asked = typed;
    const address = `${form.dataset.suggest}?q=${encodeURIComponent(typed)}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || asked !== typed || document.activeElement !== input) return;
    const { suggestions } = await answer.json();
    if (asked !== typed || !suggestions.length) return close();
    list.replaceChildren(...suggestions.map(option));
    chosen = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen < last ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen === -1 ? last : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].querySelector("a").href);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });

  // Keeps the focus in the box while the pointer goes to a suggestion.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  input.addEventListener("blur", close);
}

document.querySelectorAll("form[data-suggest]").forEach(enhance);

// A slash goes to the box, unless something is being typed already.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector('main form.search input[type="search"], form.search input[type="search"]');
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
