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
    pause: { event: "command", func: "pauseVideo", args: [] },
    play: { event: "command", func: "playVideo", args: [] },
    rate: (rate) => ({ event: "command", func: "setPlaybackRate", args: [rate] }),
    second: (message) => message.info?.currentTime,
  },
  vimeo: {
    at: (url, second) => `${url}&autoplay=1#t=${second}s`,
    greeting: { method: "addEventListener", value: "timeupdate" },
    seek: (second) => [{ method: "setCurrentTime", value: second }, { method: "play" }],
    pause: { method: "pause" },
    play: { method: "play" },
    rate: (rate) => ({ method: "setPlaybackRate", value: rate }),
    second: (message) => message.data?.seconds,
  },
};

const player = document.querySelector(".player");
// What is said as one: a turn of a transcript, or the statement that a page is about.
const TURN = ".turn, .statement";
const { player: kind, source, url } = player.dataset;
const [question, stage, status] = [".player-question", ".player-stage", "[role=status]"].map((one) => player.querySelector(one));
const [here, there] = [question.querySelector("button"), question.querySelector("a")];
const provider = FRAMES[kind];
let element = null;
let answers = false;
let opener = null;
let asked = 0;
let now = 0;
let rate = 1;
let paused = false;
let until = Infinity;
let words = null;
const keys = player.querySelector(".player-keys");
const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];
const BACK = 5;

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
  made.addEventListener("timeupdate", () => follow(made.currentTime));
  // It begins at the second by itself (W3C Media Fragments): sought only once it has loaded, it would play its first words
  // where the page is busy.
  made.src = `${url.split("#")[0]}#t=${second}`;
  // Where the browser does not let it begin by itself, the reader presses play.
  made.play().catch(() => {});
  return made;
}

// When the words are said, by the number of the statement: fetched once, when they are first wanted.
function loadWords() {
  words ??= fetch(player.dataset.words).then((answer) => (answer.ok ? answer.json() : {})).catch(() => ({})).then((found) => {
    said = new Map(Object.entries(found).map(([number, steps]) => [number, unpacked(steps)]));
  });
  return words;
}

let said = new Map();

function unpacked(steps) {
  let [offset, hundredths] = [0, 0];
  return Array.from({ length: steps.length / 2 }, (_, word) => {
    offset += steps[2 * word];
    hundredths += steps[2 * word + 1];
    return { offset, second: hundredths / 100 };
  });
}

// The range of the page that a word is: its paragraph knows where it begins in the text, a gap how long it is there.
function rangeOf(turn, offset) {
  const paragraph = [...turn.querySelectorAll("[data-start]")].findLast((one) => Number(one.dataset.start) <= offset);
  if (!paragraph) return null;
  let left = offset - Number(paragraph.dataset.start);
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (node.parentElement.closest(".paragraph-number")) continue;
    const gap = node.parentElement.closest("[data-gap]");
    const points = gap ? null : Array.from(node.data);
    const length = gap ? Number(gap.dataset.gap) : points.length;
    if (left < length) {
      if (gap) return null;
      const start = points.slice(0, left).join("").length;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + (/^\S+/.exec(node.data.slice(start))?.[0].length ?? 0));
      return range;
    }
    left -= length;
  }
  return null;
}

// The word that is being said is marked in the turn that plays, where its time is known and the browser can.
function markWord(turn, second) {
  if (!window.Highlight) return;
  const found = turn && (said.get(turn.id.split("-").at(-1)) ?? []).findLast((word) => word.second <= second);
  const range = found && rangeOf(turn, found.offset);
  if (range) CSS.highlights.set("said-word", new Highlight(range));
  else CSS.highlights.delete("said-word");
}

function show(second) {
  loadWords();
  answers = false;
  element = provider ? frame(second) : media(second);
  question.hidden = true;
  stage.replaceChildren(element);
  player.hidden = false;
  keys.hidden = false;
  paused = false;
  follow(second);
}

// The turn that is being said is marked: the last one that had begun by then.
function follow(second) {
  now = second;
  const begun = [...document.querySelectorAll("a[data-seek]")].findLast((link) => Number(link.dataset.seek) <= second);
  const turn = element && begun?.closest(TURN);
  markWord(turn, second);
  if (element && second >= until) stop();
  const marked = document.querySelector(".playing");
  if (marked === turn) return;
  marked?.classList.remove("playing");
  turn?.classList.add("playing");
}

// A link to some words plays these, and stops after them.
function stop() {
  until = Infinity;
  if (!paused) toggle();
}

function toggle() {
  paused = provider ? !paused : !element.paused;
  if (provider) send(paused ? provider.pause : provider.play);
  else if (paused) element.pause();
  else element.play().catch(() => {});
}

function speed(step) {
  rate = RATES[Math.min(RATES.length - 1, Math.max(0, RATES.indexOf(rate) + step))];
  if (provider) send(provider.rate(rate));
  else element.playbackRate = rate;
  status.className = "visually-hidden";
  status.textContent = `${rate} ×`;
}

// The link leads to the turn, and asks there whether to play from the second: nothing loads before that.
async function copyLink(button) {
  const turn = document.querySelector(".playing");
  const number = turn?.id.split("-").at(-1);
  const place = turn ? `?at=${number}&t=${Math.floor(now)}#${turn.id}` : `?t=${Math.floor(now)}`;
  const said = button.firstChild.textContent;
  await navigator.clipboard.writeText(location.origin + location.pathname + place).catch(() => {});
  button.firstChild.textContent = button.dataset.done;
  setTimeout(() => { button.firstChild.textContent = said; }, 2000);
}

const COMMANDS = {
  k: toggle,
  j: () => seek(Math.max(0, now - BACK)),
  "<": () => speed(-1),
  ">": () => speed(1),
  l: () => copyLink(keys.querySelector("[data-key=l]")),
};

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
  keys.hidden = true;
  follow(0);
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
  if (provider && element && event.source === element.contentWindow && event.origin === source) {
    answers = true;
    try {
      const second = provider.second(typeof event.data === "string" ? JSON.parse(event.data) : event.data);
      if (Number.isFinite(second)) follow(second);
    } catch {
      // What is no message of the player's says nothing of where it is.
    }
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-play]")) return play(event.target.closest("[data-play]"));
  const link = event.target.closest("a[data-seek]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (link.dataset.hear) hear(link, link.dataset.hear);
  else begin(link, Math.floor(Number(link.dataset.seek)), Number(link.dataset.until ?? Infinity));
});

function begin(link, second, end, about = "") {
  if (element) {
    seek(second);
    say(about + clock(second));
  } else ask(link, second, about);
  until = end;
}

// Words of a turn, as places in its text: they are heard from the first to the last, where their times are known.
async function hear(link, passage) {
  const [from, to] = passage.split("-").map(Number);
  await loadWords();
  const timed = said.get(link.closest(TURN).id.split("-").at(-1)) ?? [];
  const first = timed.findLast((word) => word.offset <= from);
  if (!first) return begin(link, guess(link, from), Number(link.dataset.until ?? Infinity), `${question.dataset.about} `);
  begin(link, first.second, timed.find((word) => word.offset >= to)?.second ?? Number(link.dataset.until ?? Infinity));
}

// Without the times of its words a passage is about as far in the time of its turn as it is in the text. We begin a little
// before that.
function guess(link, place) {
  const begins = Number(link.dataset.seek);
  const next = [...document.querySelectorAll("a[data-seek]")].find((one) => Number(one.dataset.seek) > begins);
  const ends = Number(link.dataset.ends ?? next?.dataset.seek ?? begins);
  const last = [...link.closest(TURN).querySelectorAll("[data-start]")].at(-1);
  const length = Number(last.dataset.start) + last.textContent.length;
  return Math.max(begins, Math.floor(begins + ((ends - begins) * place) / length) - BACK);
}

function clock(second) {
  const [hours, minutes, seconds] = [second / 3600, (second / 60) % 60, second % 60].map(Math.floor);
  return `${hours}:${String(minutes).padStart(2, "0")}:${String(seconds).padStart(2, "0")}`;
}

function ask(link, second, about = "") {
  opener = link;
  asked = second;
  until = Infinity;
  question.querySelector("b").textContent = about + clock(second);
  there.href = link.href;
  question.hidden = false;
  player.hidden = false;
  here.focus();
}

const shared = Number(new URLSearchParams(location.search).get("t"));
const heard = /^\d+-\d+$/.exec(new URLSearchParams(location.search).get("hear") ?? "")?.[0];
const heardLink = heard && document.querySelector(`.turn[id="${CSS.escape(location.hash.slice(1))}"] a[data-seek]`);
if (heardLink) hear(heardLink, heard);
const sharedTurn = shared > 0 && [...document.querySelectorAll("a[data-seek]")].findLast((link) => Number(link.dataset.seek) <= shared);
if (sharedTurn) ask(sharedTurn, Math.floor(shared));

keys.addEventListener("click", (event) => {
  const button = event.target.closest("[data-key]");
  if (button && element) COMMANDS[button.dataset.key]();
});

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (!element || isTyping || event.ctrlKey || event.metaKey || event.altKey || !COMMANDS[event.key]) return;
  event.preventDefault();
  COMMANDS[event.key]();
});

here.addEventListener("click", () => {
  show(asked);
  say(question.querySelector("b").textContent);
  element.focus();
});
player.querySelector(".player-close").addEventListener("click", close);
player.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
for (const hidden of document.querySelectorAll(".needs-script")) hidden.classList.remove("needs-script");
