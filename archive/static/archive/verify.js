// Verify this text: computes the hashes of the shown wording, follows its proof to the root that the site signed (RFC
// 9162, 2.1.3.2), and checks the signature. A checkpoint that the reader kept is compared with the same proof.

const form = document.querySelector("[data-proof]");
const told = form.querySelector("output");
const { proof: address, revision: place, key: keyPlace, speaker } = form.dataset;
const NAMES = "busy holds signed unchecked kept newer other unsigned unreadable waiting words wrong".split(" ");
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

function demand(holds, sentence) {
  if (!holds) throw new Error(sentence);
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

async function verify() {
  const [found, revision] = [await (await load(address)).json(), await (await load(place)).json()];
  const { salt, statement, number, previous_sha256: previous, title, text } = revision;
  const head = `salt: ${salt}\nstatement: ${statement}\nrevision: ${number}\nprevious: ${previous}\ntitle: ${title}\n\n`;
  const wording = hex(await sha256(utf8(head + text)));
  demand(wording === (revision.remaining_sha256 || revision.sha256), said.words);
  demand(found.lines, said.waiting);
  const lines = Object.fromEntries(found.lines.trim().split("\n").map((line) => line.split(/: (.*)/)));
  const entry = JSON.parse(found.entry);
  demand(same([lines.wording, lines.statement, lines.revision, lines.speaker], [wording, statement, number, speaker]), said.words);
  demand(entry.sha256 === hex(await sha256(utf8(found.lines))) && entry.number === statement, said.wrong);
  const checkpoint = read(found.checkpoint);
  demand(checkpoint.size === found.size && same(await rootOf(found), checkpoint.root), said.wrong);
  const results = [said.holds.replace("{1}", found.position + 1).replace("{2}", found.size)];
  results.push((await isSigned(checkpoint)) ? said.signed : said.unchecked);
  const kept = form.elements.namedItem("kept").value;
  if (kept.trim()) results.push(await compare(read(kept), found));
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
      told.textContent = Object.values(said).includes(error.message) ? error.message : `${said.wrong} ${error.message}`;
    }
  });
}
