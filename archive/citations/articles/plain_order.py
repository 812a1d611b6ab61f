"""Puts a sentence into the order that the grammar knows: without its time, its subject before its verb."""

import re

NAME = r"[A-ZÀ-ÞŁŚŻŹ][\w’'-]*(?: (?:[A-ZÀ-ÞŁŚŻŹ]|d[aei]|v[ao]n|l[ae])[\w’'-]*)*"
WHO = rf"(?P<who>(?:[\w’'-]+ ){{0,4}}?(?:[\w’' -]+, )?{NAME})"
STRESSED = (
    rf"\b(?i:it (?:was|is)|fue|es|ha sido|foi|é|c[’']est(?: donc| alors)?|ce fut|es war|het was|by[łl]a? to|to) {WHO},?"
    r" (?:who|quien|quem|qui|che|die|der|która|który) ",
    # "A ricordarlo in aula è stata Read", "Coube a Read defender".
    rf"^\W*(?i:a \w+(?:lo|la|ne|li)\b[^,:]*? è(?: stat[oa])?) {WHO}(?=$|[,:.])",
    rf"^\W*(?i:coube|correspondió|le tocó|tocó|spetta|è toccato|it fell to|het was aan) (?:ao? |al? |alla? )?{WHO}"
    r" (?=\w+(?:[aei]re?)\b|to |om )",
)
# The time of a live report: "20:14 |", "8.15pm:", "+++ 20:58 +++", "21:14 Uhr:".
TIME = re.compile(
    r"^\W*(?:(?:UPDATE|Update|Ore|ore|Um|um)\s+)?\d{1,2}(?:[.:]|h)\d{2}(?:\s?(?:a\.?m|p\.?m|Uhr|uur|hrs?|h)\b\.?)?"
    r"[\s|:.,;+–—-]+(?=[^\W\d])"
)
PATTERNS = tuple(re.compile(pattern) for pattern in STRESSED)


def in_plain_order(sentence: str) -> str:
    """Return the sentence without its time, and with its subject before its verb if it is one that stresses it."""
    sentence = TIME.sub("", sentence)
    for pattern in PATTERNS:
        if found := pattern.search(sentence):
            before = sentence[: found.start()].strip()
            return f"{before}{', ' * bool(before)}{found['who']} {sentence[found.end() :]}"
    return sentence
