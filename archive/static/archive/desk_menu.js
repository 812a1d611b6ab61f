// A group of the menu closes when the person goes elsewhere or presses Escape. Without this it closes when another one
// opens.

const groups = [...document.querySelectorAll(".desk-nav details")];

function closeAll(but = null) {
  for (const group of groups) if (group !== but) group.open = false;
}

document.addEventListener("click", ({ target }) => closeAll(target.closest?.(".desk-nav details")));
document.addEventListener("keydown", (event) => {
  const group = event.target.closest?.(".desk-nav details[open]");
  if (event.key !== "Escape" || !group) return;
  group.open = false;
  group.querySelector("summary").focus();
});
