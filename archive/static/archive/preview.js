// The words as readers will see them, while they are typed.

export function preview(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-save]") ?? undefined);
    }
  });
  const shown = form.querySelector("[data-preview-shown]");
  if (!shown) return;
  let timer;
  let asked = 0;
  async function refresh() {
    const mine = ++asked;
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "title", "text"]) data.set(name, form.elements[name].value);
    const response = await fetch(form.dataset.preview, { method: "POST", body: data });
    // An answer that was overtaken by a later one is old.
    if (mine !== asked) return;
    if (response.ok && !response.redirected) {
      shown.innerHTML = await response.text();
      shown.hidden = !shown.textContent.trim();
    }
    shown.dataset.fresh = "";
  }

  form.addEventListener("input", (event) => {
    if (event.target !== form && !["text", "title"].includes(event.target.name)) return;
    delete shown.dataset.fresh;
    clearTimeout(timer);
    timer = setTimeout(refresh, 250);
  });
  refresh();
}

for (const form of document.querySelectorAll("[data-preview]")) preview(form);
