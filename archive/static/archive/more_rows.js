// One more row of a form, without loading the page again. The buttons do the same without this.

import { enhanceCalendars } from "./calendar.js";
import { enhanceAll } from "./picker.js";

const TAKEN_OVER = ["speaker", "under", "topics"];
const MOST = 500;

for (const box of document.querySelectorAll("[data-rows]")) {
  const prefix = box.dataset.rows;
  const total = box.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const template = box.querySelector("template");
  const field = (number, name) => box.querySelector(`[name="${prefix}-${number}-${name}"]`);

  function add() {
    const number = Number(total.value);
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", number).replaceAll("__place__", number + 1);
    const row = holder.firstElementChild;
    template.before(row);
    total.value = number + 1;
    enhanceAll(row);
    enhanceCalendars(row);
    return number;
  }

  // What was typed before a reload may be in more rows than the page begins with.
  box.closest("form").addEventListener("restoring", ({ detail }) => {
    const numbers = detail.map((name) => Number(name.match(new RegExp(`^${prefix}-(\\d+)-`))?.[1] ?? -1));
    const most = Math.min(Math.max(-1, ...numbers), MOST - 1);
    while (Number(total.value) <= most) add();
  });

  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-more]");
    if (!button) return;
    event.preventDefault();
    const bySame = button.dataset.more === "same";
    const number = add();
    if (bySame && number) for (const name of TAKEN_OVER) field(number, name).value = field(number - 1, name).value;
    field(number, bySame ? "text" : "speaker").focus();
  });
}
