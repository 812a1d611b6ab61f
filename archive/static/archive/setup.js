// A new site has the time zone of the person who sets it up, unless they say another. A form that was sent keeps what it has.

const zone = document.querySelector("form:not([data-sent]) [name=timezone]");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const known = [...document.querySelectorAll("#timezones option")].some(({ value }) => value === own);
if (zone && known) zone.value = own;
