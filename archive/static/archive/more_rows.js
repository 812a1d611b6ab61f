// One more row of a form, without loading the page again. The buttons do the same without this.

import { enhanceCalendars } from "./calendar.js";
import { enhanceAll } from "./picker.js";

const TAKEN_OVER = ["speaker", "under", "topics"];

for (const box of document.querySelectorAll("[data-rows]")) {
  const prefix = box.dataset.rows;
  const total = box.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const template = box.querySelector("template");
  const field = (number, name) => box.querySelector(`[name="${prefix}-${number}-${name}"]`);

  function add(bySame) {
    const number = Number(total.value);
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", number).replaceAll("__place__", number + 1);
    const row = holder.firstElementChild;
    template.before(row);
    total.value = number + 1;
    if (bySame && number) for (const name of TAKEN_OVER) field(number, name).value = field(number - 1, name).value;
    enhanceAll(row);
    enhanceCalendars(row);
    field(number, bySame ? "text" : "speaker").focus();
    row.scrollIntoView({ block: "nearest" });
  }

  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-more]");
    if (!button) return;
    event.preventDefault();
    add(button.dataset.more === "same");
  });
}
