// Show the staff where a page is edited. The page itself is the same for everybody, and may be kept by any cache.

const page = document.querySelector("[data-edit]");
if (page && localStorage.getItem("staff")) {
  const link = document.createElement("a");
  link.className = "edit-page";
  link.href = page.dataset.edit;
  link.textContent = document.getElementById("editing").dataset.label;
  page.prepend(link);
}
