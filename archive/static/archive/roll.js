// The roll of a decision: y, n and a choose in a row and go to the next; "All yes" fills those who vote and are there.

const KEYS = { y: "yes", n: "no", a: "abstain" };
const roll = document.getElementById("roll");
const choices = [...(roll?.querySelectorAll("select") ?? [])];

roll?.addEventListener("keydown", (event) => {
  const row = choices.indexOf(event.target);
  const choice = KEYS[event.key.toLowerCase()];
  if (row < 0 || !choice || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  choices[row].value = choice;
  choices[row].dispatchEvent(new Event("change", { bubbles: true }));
  choices[row + 1]?.focus();
});

document.querySelector("button[data-fill]")?.addEventListener("click", (event) => {
  event.preventDefault();
  for (const choice of choices) {
    const row = choice.closest(".ballot");
    const name = row.querySelector("input[type=text]");
    if ("filled" in row.dataset && name.value === name.defaultValue && !choice.value) choice.value = event.target.dataset.fill;
  }
});
