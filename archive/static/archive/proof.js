// Verify this text: computes the hashes of the shown wording and of what is said about it, follows their proof to the
// root that the site signed (RFC 9162, 2.1.3.2), and checks the signature. A checkpoint that the reader kept is compared
// with the same proof.

const form = document.querySelector("[data-proof]");
const told = form.querySelector("output");
const { proof: address, revision: place, key: keyPlace, speaker } = form.dataset;
const NAMES = "busy holds signed unchecked kept newer other unsigned unreadable waiting words coming wrong".split(" ");
const said = Object.fromEntries(form.dataset.said.split("|").map((sentence, at) => [NAMES[at], sentence.trim()]));
const utf8 = (text) => new TextEncoder().encode(text);
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const same = (one, other) => String(one) === String(other);
const hex = (hash) => Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");

async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));
}

async function load(url) {
  const answer = await fetch(url, { cache: "no-store" });
  demand(answer.ok, said.waiting);
  return answer;
}

class Told extends Error {}

function demand(holds, sentence) {
  if (!holds) throw new Told(sentence);
}

async function rootOf({ entry, position, size, hashes }) {
  let [at, last, hash] = [position, size - 1, await sha256(Uint8Array.of(0), utf8(entry))];
  demand(at <= last, said.wrong);
  for (const beside of hashes.map(bytes)) {
    demand(last > 0, said.wrong);
    const isRight = at % 2 === 1 || at === last;
    hash = await (isRight ? sha256(Uint8Array.of(1), beside, hash) : sha256(Uint8Array.of(1), hash, beside));
    while (isRight && at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)];
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  demand(last === 0, said.wrong);
  return hash;
}

function read(note) {
  const [text, signatures = ""] = note.trim().replaceAll("\r", "").split("\n\n");
  const [name, size, root = ""] = text.split("\n");
  demand(/^\d+$/.test(size) && /^[\w+/]{43}=$/.test(root), said.unreadable);
  return { text: `${text}\n`, name, size: Number(size), root: bytes(root), signatures };
}

async function isSigned({ text, name, signatures }) {
  const key = (await (await load(keyPlace)).text()).trim();
  const [signer, id, ...rest] = key.split("+");
  const signature = signatures.split("\n").map((line) => line.split(" ")).find(([, who]) => who === signer && who === name);
  demand(signature && hex(bytes(signature[2])).startsWith(id), said.unsigned);
  let known;
  try {
    known = await crypto.subtle.importKey("raw", bytes(rest.join("+")).slice(1), "Ed25519", false, ["verify"]);
  } catch (error) {
    if (error.name === "NotSupportedError") return false;
    throw error;
  }
  demand(await crypto.subtle.verify("Ed25519", known, bytes(signature[2]).slice(4), utf8(text)), said.unsigned);
  return true;
}

// JSON as the log has it: keys in order, no spaces, and ASCII alone.
function canonical(value) {
  const sorted = (_, part) => part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part;
  const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value, sorted).replace(/[^ -~]/g, escaped);
}

async function fieldHash(name, salt, value) {
  return hex(await sha256(utf8(`${name}\n${salt}\n${canonical(value)}\n`)));
}

// The root that the hashes of all fields lead to, and the names of the texts that are other ones.
async function opened({ subject, number, salt, facts, texts }) {
  const hashes = {}, differing = [];
  for (const [name, value] of Object.entries(facts)) hashes[name] = await fieldHash(name, salt, value);
  for (const [name, text] of Object.entries(texts)) {
    hashes[name] = text.sha256;
    const isOther = (await fieldHash(name, text.salt, text.value)) !== text.sha256;
    if (text.value !== null && isOther) differing.push(name);
  }
  const lines = Object.keys(hashes).sort().map((name) => `${name}: ${hashes[name]}\n`);
  return { root: hex(await sha256(utf8(`subject: ${subject}\nnumber: ${number}\n${lines.join("")}`))), differing };
}

// The speaker whom the log merged this one into, if that is not the one who is shown.
async function who(number, shown) {
  while (!same(number, shown) && number !== "") {
    const found = await (await load(address.replace(/\d+$/, `speaker/${number}`))).json();
    const entry = JSON.parse(found.entry);
    demand(entry.number === number && same(await rootOf(found), read(found.checkpoint).root), said.wrong);
    if (entry.kind !== "merged" || !entry.into) break;
    number = entry.into;
  }
  return number;
}

function differs(names, isWaiting) {
  demand(names.length === 0, (isWaiting ? said.coming : said.words).replace("{1}", names.map((name) => name.replaceAll("_", " ")).join(", ")));
}

async function verify() {
  const [found, revision] = [await (await load(address)).json(), await (await load(place)).json()];
  const { salt, statement, number, previous_sha256: previous, title, text } = revision;
  const head = `salt: ${salt}\nstatement: ${statement}\nrevision: ${number}\nprevious: ${previous}\ntitle: ${title}\n\n`;
  const wording = hex(await sha256(utf8(head + text)));
  demand(found.opening, said.waiting);
  const { facts } = found.opening;
  const entry = JSON.parse(found.entry);
  const { root, differing } = await opened(found.opening);
  demand(entry.root === root && entry.number === statement && found.opening.number === statement, said.wrong);
  if (wording !== (facts.remaining_sha256 || facts.sha256) || facts.revision !== number) differing.unshift("text");
  if (!same(await who(facts.speaker ?? "", speaker), speaker)) differing.push("speaker");
  differs(differing, found.waiting);
  const checkpoint = read(found.checkpoint);
  demand(checkpoint.size === found.size && same(await rootOf(found), checkpoint.root), said.wrong);
  const results = [said.holds.replace("{1}", found.position + 1).replace("{2}", found.size)];
  results.push((await isSigned(checkpoint)) ? said.signed : said.unchecked);
  const kept = form.elements.namedItem("kept").value.trim();
  if (kept) results.push(await compare(read(kept), found));
  return results.join(" ");
}

async function compare(kept, found) {
  if (kept.size <= found.position) return said.newer;
  const then = await (await load(`${address}?size=${kept.size}`)).json();
  demand(then.entry === found.entry && then.position === found.position, said.other);
  demand(same(await rootOf({ ...then, size: kept.size }), kept.root), said.other);
  return said.kept;
}

if (crypto.subtle) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    told.className = "";
    told.textContent = said.busy;
    try {
      told.textContent = await verify();
    } catch (error) {
      told.className = "wrong";
      told.textContent = error instanceof Told ? error.message : `${said.wrong} ${error.message}`;
    }
  });
}
