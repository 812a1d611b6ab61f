// Public pages are the same for everybody. That this browser belongs to the staff is noted here, so that they show
// them where a page is edited.

if (document.body.dataset.staff === undefined) localStorage.removeItem("staff");
else localStorage.setItem("staff", "1");
