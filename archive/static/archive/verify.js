// Loads the program that verifies a text when a reader opens "Verify this text". Without it the form stays hidden.

const part = document.querySelector("[data-program]");
const start = () => part.open && import(part.dataset.program);

part.addEventListener("toggle", start);
start();
