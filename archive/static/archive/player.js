// The recording beside the transcript. Nothing is loaded from elsewhere until the reader has said so, knowing from where;
// then each turn's time seeks. Without it the times are links to the recording at that second.

const FRAMES = {
  youtube: {
    at: (url, second) => `${url}&autoplay=1&start=${second}`,
    greeting: { event: "listening", id: "recording", channel: "widget" },
    seek: (second) => [
      { event: "command", func: "seekTo", args: [second, true] },
      { event: "command", func: "playVideo", args: [] },
    ],
  },
  vimeo: {
    at: (url, second) => `${url}&autoplay=1#t=${second}s`,
    seek: (second) => [{ method: "setCurrentTime", value: second }, { method: "play" }],
  },
};

const player = document.querySelector(".player");
const { player: kind, source, url } = player.dataset;
const [question, stage, status] = [".player-question", ".player-stage", "[role=status]"].map((one) => player.querySelector(one));
const [here, there] = [question.querySelector("button"), question.querySelector("a")];
const provider = FRAMES[kind];
let element = null;
let answers = false;
let opener = null;
let asked = 0;

const send = (message) => element.contentWindow.postMessage(JSON.stringify(message), source);

function frame(second) {
  const made = document.createElement("iframe");
  made.src = provider.at(url, second);
  made.title = player.getAttribute("aria-label");
  made.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
  made.referrerPolicy = "strict-origin-when-cross-origin";
  made.addEventListener("load", () => { if (provider.greeting && made === element) send(provider.greeting); });
  return made;
}

function media(second) {
  const made = document.createElement(kind);
  made.controls = true;
  made.preload = "auto";
  made.setAttribute("aria-label", player.getAttribute("aria-label"));
  made.addEventListener("error", () => { status.textContent = status.dataset.failed; status.className = "wrong"; });
  made.addEventListener("loadedmetadata", () => { made.currentTime = second; }, { once: true });
  made.src = url;
  // Where the browser does not let it begin by itself, the reader presses play.
  made.play().catch(() => {});
  return made;
}

function show(second) {
  answers = false;
  element = provider ? frame(second) : media(second);
  question.hidden = true;
  stage.replaceChildren(element);
  player.hidden = false;
}

function seek(second) {
  // A frame that never answered may not understand: it is opened again at the second.
  if (provider && answers) provider.seek(second).forEach(send);
  else if (provider || element.error || !element.readyState) show(second);
  else {
    element.currentTime = second;
    element.play().catch(() => {});
  }
}

function say(clock) {
  status.className = "visually-hidden";
  status.textContent = `${status.dataset.playing} ${clock}`;
}

function close() {
  stage.replaceChildren();
  element = null;
  player.hidden = true;
  status.textContent = "";
  opener?.focus();
}

function play(button) {
  opener = button;
  if (!element) show(0);
  element.focus();
}

addEventListener("message", (event) => {
  if (provider && element && event.source === element.contentWindow && event.origin === source) answers = true;
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-play]")) return play(event.target.closest("[data-play]"));
  const link = event.target.closest("a[data-seek]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const second = Math.floor(Number(link.dataset.seek));
  if (element) {
    seek(second);
    return say(link.textContent);
  }
  opener = link;
  asked = second;
  question.querySelector("b").textContent = link.textContent;
  there.href = link.href;
  question.hidden = false;
  player.hidden = false;
  here.focus();
});

here.addEventListener("click", () => {
  show(asked);
  say(question.querySelector("b").textContent);
  element.focus();
});
player.querySelector(".player-close").addEventListener("click", close);
player.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
for (const hidden of document.querySelectorAll(".needs-script")) hidden.classList.remove("needs-script");
