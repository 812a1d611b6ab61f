// The roll of a decision: y, n and a choose in a row and go to the next; a button fills those who vote and are there.

const KEYS = { y: "yes", n: "no", a: "abstain" };
const choicesOf = (element) => [...element.closest("form").querySelectorAll(".ballot select")];

document.addEventListener("keydown", (event) => {
  const choice = KEYS[event.key.toLowerCase()];
  if (!choice || !event.target.matches?.(".ballot select") || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const choices = choicesOf(event.target);
  event.target.value = choice;
  event.target.dispatchEvent(new Event("change", { bubbles: true }));
  choices[choices.indexOf(event.target) + 1]?.focus();
});

document.addEventListener("click", (event) => {
  const { fill } = event.target.dataset ?? {};
  if (!fill) return;
  event.preventDefault();
  for (const choice of choicesOf(event.target)) {
    const row = choice.closest(".ballot");
    const name = row.querySelector("input[type=text]");
    if ("filled" in row.dataset && name.value === name.defaultValue && !choice.value) choice.value = fill;
  }
});
