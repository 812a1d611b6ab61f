// What of a text a link names, and the part of the address that makes a browser scroll to it. The server has the same
// rules (archive/citations/passages/permalink.py, same_words.py); tests/citations/passages/text_fragments.json holds both to them.
// Places are counted in code points, as the server counts them.

const LONGEST_EXACT = 12;
const WORDS_AT_AN_END = 4;
const WORDS_OF_CONTEXT = 3;
const GAP = "█";
// Thai, Lao, Tibetan, Burmese and Khmer; kana and Han: written without spaces, and taken letter by letter.
const WITHOUT_SPACES = "\\u0e00-\\u0eff\\u0f00-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
const LETTER = `(?:(?![${WITHOUT_SPACES}])[\\p{L}\\p{N}\\p{M}\\u00ad])`;
const WORD = new RegExp(`\\p{Nd}+(?:[.,:/]\\p{Nd}+)+|${LETTER}+(?:['’ʼ‘\`´＇]${LETTER}+)*`, "gu");

const split = (text) => text.split(/\s+/u).filter(Boolean);
// As encodeURIComponent, but for what it leaves and the server does not, and the hyphen, which is syntax here.
const encoded = (words) =>
  encodeURIComponent(words.join(" ")).replace(/[-!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

// The passage without spaces at its ends and, where it begins or ends within a word, with all of the word.
export function wholeWords(text, start, end) {
  const points = Array.from(text);
  while (start < end && !points[start].trim()) start += 1;
  while (end > start && !points[end - 1].trim()) end -= 1;
  const [first, last] = [start, end];
  for (const match of text.matchAll(WORD)) {
    const from = Array.from(text.slice(0, match.index)).length;
    const to = from + Array.from(match[0]).length;
    if (from < last && to > first) [start, end] = [Math.min(start, from), Math.max(end, to)];
  }
  return [start, end];
}

// The fragment with its "#", or nothing for a passage with a gap, where the page shows other characters.
export function textFragment(text, start, end) {
  const points = Array.from(text);
  const isSpace = (at) => !points[at].trim();
  if (points.slice(start, end).includes(GAP)) return "";
  while (start > 0 && !isSpace(start) && !isSpace(start - 1)) start -= 1;
  while (end < points.length && !isSpace(end - 1) && !isSpace(end)) end += 1;
  const lines = points.slice(start, end).join("").split(/\r\n|\r|\n/).map(split).filter((words) => words.length);
  if (!lines.length) return "";
  const isShort = lines.length === 1 && lines[0].length <= LONGEST_EXACT;
  const parts = isShort
    ? [encoded(lines[0])]
    : [encoded(lines[0].slice(0, WORDS_AT_AN_END)), encoded(lines.at(-1).slice(-WORDS_AT_AN_END))];
  const before = points.slice(0, start).join("").split("\n").at(-1).split(GAP).at(-1);
  const after = points.slice(end).join("").split("\n")[0].split(GAP)[0];
  const prefix = split(before).slice(-WORDS_OF_CONTEXT);
  const suffix = split(after).slice(0, WORDS_OF_CONTEXT);
  return `#:~:text=${[
    ...(prefix.length ? [`${encoded(prefix)}-`] : []),
    ...parts,
    ...(suffix.length ? [`-${encoded(suffix)}`] : []),
  ].join(",")}`;
}
