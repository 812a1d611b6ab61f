// Keeps a page of the desk usable when its session ends. While somebody types, the session is renewed. Before it ends the
// page says so. After its end, people sign in again in a dialogue, and what they typed stays where it is. Before a form
// is sent, the server is asked whether the person is still signed in: a sign-in elsewhere gave every form a new token.

import { enhance } from "./passkey.js";

const { url: address, signIn: signInAddress, seconds: secondsLeft, person } =
  document.getElementById("session").dataset;
const WARN_SECONDS = 120;
const RENEW_EVERY = 5 * 60_000;
const UNREACHABLE = "The archive cannot be reached. What you typed stays on this page. Come back to it in a moment.";
const checked = new WeakSet();
let endsAt = Date.now() + Number(secondsLeft) * 1000;
let renewedAt = Date.now();
let timer;

// Return what the server knows of the session; undefined if it does not say, and null if it does not answer.
async function ask({ renew = false } = {}) {
  try {
    const response = await fetch(renew ? `${address}?renew` : address, { headers: { Accept: "application/json" } });
    const state = response.ok ? await response.json() : undefined;
    if (state?.person === person) {
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = state.token;
      endsAt = Date.now() + state.seconds * 1000;
      look();
    }
    return state;
  } catch {
    return null;
  }
}

function look() {
  clearTimeout(timer);
  const left = endsAt - Date.now();
  timer = setTimeout(passed, Math.min(2 ** 30, Math.max(left - WARN_SECONDS * 1000, 1000)));
}

async function passed() {
  const state = await ask();
  if (!state) { timer = setTimeout(passed, 30_000); return; }
  if (state.person !== person) await signInAgain();
  else if (state.seconds <= WARN_SECONDS) announce(state.seconds);
}

function box(title) {
  const dialog = document.createElement("dialog");
  dialog.className = "session";
  const heading = document.createElement("h2");
  heading.id = `session-${Date.now()}`;
  heading.textContent = title;
  dialog.setAttribute("aria-labelledby", heading.id);
  const inside = document.createElement("div");
  inside.className = "stack";
  dialog.append(heading, inside);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, inside };
}

function paragraph(words) {
  const element = document.createElement("p");
  element.textContent = words;
  return element;
}

let announced = null;
function announce(seconds) {
  clearTimeout(timer);
  timer = setTimeout(async () => { announced?.close(); await passed(); }, seconds * 1000 + 1000);
  if (announced?.open) return;
  const { dialog, inside } = box("Your session ends in two minutes");
  announced = dialog;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = "Stay signed in";
  button.addEventListener("click", async () => {
    const state = await ask({ renew: true });
    dialog.close();
    if (state && state.person !== person) await signInAgain();
  });
  inside.append(paragraph("What you typed stays on this page. After the end, you sign in again here."), button);
}

// Show the pages of the sign-in in a dialogue, until the person is signed in. Return whether they are.
let signingIn = null;
function signInAgain() {
  announced?.close();
  signingIn ??= new Promise((resolve) => {
    const { dialog, inside } = box("Your session has ended");
    const lead = paragraph("Sign in to go on. What you typed stays on this page.");
    const page = document.createElement("div");
    const elsewhere = paragraph("");
    const link = document.createElement("a");
    Object.assign(link, { href: signInAddress, target: "_blank", textContent: "Sign in in a new tab" });
    elsewhere.append("Or: ", link, ". Then come back here.");
    inside.append(lead, page, elsewhere);
    let ended = false;
    let shownFirst = "";

    async function finish() {
      const state = await ask();
      if (!state) lead.textContent = UNREACHABLE;
      if (ended || !state) return;
      if (state.first) {
        const isNew = state.first !== shownFirst;
        shownFirst = state.first;
        if (isNew) await show(fetch(shownFirst));
        return;
      }
      if (state.person === person) dialog.close();
      else lead.textContent = "You are signed in as somebody else. Sign in as before, or copy your words and reload.";
    }
    async function show(request) {
      try {
        const response = await request;
        if (new URL(response.url).pathname === address) { await finish(); return; }
        const shown = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("main");
        for (const gone of shown.querySelectorAll("h1, noscript, .lede, [role=status]")) gone.remove();
        for (const outward of shown.querySelectorAll("a[href]")) outward.target = "_blank";
        for (const form of shown.querySelectorAll("form")) form.action = form.getAttribute("action") || response.url;
        page.replaceChildren(...document.importNode(shown, true).children);
        for (const form of page.querySelectorAll("form[data-passkey]")) enhance(form, () => post(form));
        page.querySelector("input:not([type=hidden])")?.focus();
      } catch {
        lead.textContent = UNREACHABLE;
      }
    }
    function post(form) {
      show(fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }));
    }
    page.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (!event.target.dataset.passkey) post(event.target);
    });
    addEventListener("focus", finish);
    dialog.addEventListener("close", async () => {
      ended = true;
      removeEventListener("focus", finish);
      signingIn = null;
      resolve((await ask())?.person === person);
    });
    finish();
  });
  return signingIn;
}

// The page stays, with all that was typed in it, instead of the browser's own page about a site that is gone.
function keepPage(form, submitter) {
  const hasWords = form.querySelector("textarea, select, input:not([type=hidden])");
  const notice = document.createElement("div");
  notice.className = "notice notice-wrong";
  notice.setAttribute("role", "alert");
  notice.dataset.gone = "";
  const again = document.createElement("button");
  again.type = "button";
  again.className = "button button-quiet";
  again.textContent = "Try again";
  again.addEventListener("click", () => form.requestSubmit(submitter));
  notice.append(hasWords ? "Not saved: the site does not answer. Your words are kept here. " : "Not done: the site does not answer. ", again);
  form.append(notice);
  notice.scrollIntoView({ block: "nearest" });
}

async function send(form, submitter) {
  const state = await ask();
  form.querySelector("[data-gone]")?.remove();
  if (state === null) {
    keepPage(form, submitter);
    return;
  }
  const mayGo = !state || state.person === person || (await signInAgain());
  if (mayGo) {
    checked.add(form);
    form.requestSubmit(submitter);
  }
  checked.delete(form);
}

const sending = new WeakSet();
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("method") !== "post" || form.closest("dialog.session") || form.dataset.passkey) return;
  if (checked.has(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (sending.has(form)) return;
  sending.add(form);
  send(form, event.submitter).finally(() => sending.delete(form));
}, { capture: true });
addEventListener("input", (event) => {
  if (!event.isTrusted || Date.now() - renewedAt < RENEW_EVERY) return;
  renewedAt = Date.now();
  ask({ renew: true }).then((state) => { if (state && state.person !== person) signInAgain(); });
});
document.addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() > endsAt) passed(); });
look();
