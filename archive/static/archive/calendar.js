// A calendar beside each date that is typed. Without it the date is typed alone.

export function enhanceCalendars(within) {
  for (const calendar of within.querySelectorAll("[data-calendar-of][hidden]")) {
    const typed = document.getElementById(calendar.dataset.calendarOf);
    const follow = () => { calendar.value = /^\d{4}-\d\d-\d\d$/.test(typed.value) ? typed.value : ""; };
    calendar.addEventListener("change", () => { if (calendar.value) typed.value = calendar.value; });
    typed.addEventListener("change", follow);
    follow();
    calendar.hidden = false;
  }
}

enhanceCalendars(document);
