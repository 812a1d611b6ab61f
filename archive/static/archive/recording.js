// The recording beside the turns at the desk: it follows the turn in focus. From the meeting's address it is loaded
// once the person says so; a file on their own computer stays there.

const SPEED = "desk-speed";
const BACK = 3;
const box = document.querySelector(".desk-recording");
const stage = box?.querySelector(".desk-recording-stage");
const clock = box?.querySelector("[data-clock]");
const speed = box?.querySelector("[data-speed]");
const follows = box?.querySelector("[data-follow]");
let player = null;

function media(kind, url) {
  const made = document.createElement(kind);
  made.controls = true;
  made.src = url;
  made.setAttribute("aria-label", "Recording");
  made.addEventListener("error", () => { clock.textContent = "The recording could not be loaded."; });
  stage.replaceChildren(made);
  return {
    now: () => made.currentTime,
    isPlaying: () => !made.paused,
    seek: (second) => { made.currentTime = second; },
    play: () => made.play().catch(() => {}),
    pause: () => made.pause(),
    rate: (value) => { made.defaultPlaybackRate = value; made.playbackRate = value; },
  };
}

// What the two providers are told, and how they say where they are.
const PROVIDERS = {
  youtube: {
    greeting: [{ event: "listening", id: "recording", channel: "widget" }],
    seek: (second) => [{ event: "command", func: "seekTo", args: [second, true] }],
    play: [{ event: "command", func: "playVideo", args: [] }],
    pause: [{ event: "command", func: "pauseVideo", args: [] }],
    rate: (value) => [{ event: "command", func: "setPlaybackRate", args: [value] }],
    read: (said) => ({ second: said.info?.currentTime, playing: said.info?.playerState && said.info.playerState === 1 }),
  },
  vimeo: {
    greeting: ["timeupdate", "play", "pause"].map((value) => ({ method: "addEventListener", value })),
    seek: (second) => [{ method: "setCurrentTime", value: second }],
    play: [{ method: "play" }],
    pause: [{ method: "pause" }],
    rate: (value) => [{ method: "setPlaybackRate", value }],
    read: (said) => ({ second: said.data?.seconds, playing: { play: true, pause: false }[said.event] }),
  },
};

function frame(kind, url, source) {
  const provider = PROVIDERS[kind];
  const made = document.createElement("iframe");
  let second = 0;
  let playing = false;
  const send = (messages) => {
    for (const one of messages) made.contentWindow.postMessage(JSON.stringify(one), source);
  };
  made.src = url;
  made.title = "Recording";
  made.allow = "autoplay; fullscreen; encrypted-media";
  made.addEventListener("load", () => { send(provider.greeting); send(provider.rate(Number(speed.value))); });
  addEventListener("message", (event) => {
    if (event.source !== made.contentWindow || event.origin !== source) return;
    const said = provider.read(typeof event.data === "string" ? JSON.parse(event.data) : event.data);
    second = said.second ?? second;
    playing = said.playing ?? playing;
    tell();
  });
  stage.replaceChildren(made);
  return {
    now: () => second,
    isPlaying: () => playing,
    seek: (to) => { second = to; send(provider.seek(to)); },
    play: () => { playing = true; send(provider.play); },
    pause: () => { playing = false; send(provider.pause); },
    rate: (value) => send(provider.rate(value)),
  };
}

function tell() {
  const now = Math.floor(player.now());
  const parts = [Math.floor(now / 3600), Math.floor(now / 60) % 60, now % 60];
  clock.textContent = parts.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
}

function begin(made) {
  player = made;
  player.rate(Number(speed.value));
  stage.firstElementChild.addEventListener("timeupdate", tell);
  document.dispatchEvent(new Event("recording"));
}

function load() {
  const { player: kind, url, source } = box.dataset;
  if (!kind) return false;
  begin(PROVIDERS[kind] ? frame(kind, url, source) : media(kind, url));
  return true;
}

// A turn that was split off has no time of its own: it begins somewhere after the one before it.
function startOf(row) {
  for (let one = row; one; one = one.previousElementSibling) if (one.dataset.start) return Number(one.dataset.start);
  return 0;
}

export function listen(row) {
  if (!row || !(player || load())) return false;
  if (player.isPlaying()) player.pause();
  else {
    const [start, end] = [startOf(row), Number(row.dataset.end ?? Infinity)];
    if (player.now() < start || player.now() >= end) player.seek(start);
    player.play();
  }
  return true;
}

export function listenAt(second) {
  if (!(player || load())) return false;
  player.seek(second);
  player.play();
  return true;
}

export function back() {
  if (player) player.seek(Math.max(player.now() - BACK, 0));
  return Boolean(player);
}

export function playhead() {
  return player?.now();
}

if (box) {
  box.hidden = false;
  speed.value = localStorage.getItem(SPEED) ?? "1";
  speed.addEventListener("change", () => {
    localStorage.setItem(SPEED, speed.value);
    player?.rate(Number(speed.value));
  });
  box.querySelector("[data-load]")?.addEventListener("click", load);
  box.querySelector("[data-file]").addEventListener("change", ({ target }) => {
    const [file] = target.files;
    if (file) begin(media(file.type.startsWith("audio/") ? "audio" : "video", URL.createObjectURL(file)));
  });
  document.addEventListener("focusin", ({ target }) => {
    if (player && follows.checked && !player.isPlaying() && target.matches("[data-turn]")) player.seek(startOf(target));
  });
}
