// Copies the recovery codes, which are shown once, or prints them.

const copy = document.querySelector("[data-copy]");
const codes = [...document.querySelectorAll(".codes code")].map(({ textContent }) => textContent);
copy.addEventListener("click", async () => {
  await navigator.clipboard.writeText(codes.join("\n"));
  copy.textContent = "Copied";
});
copy.hidden = !navigator.clipboard;
const print = document.querySelector("[data-print]");
print.addEventListener("click", () => window.print());
print.hidden = false;
