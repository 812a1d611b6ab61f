"""Puts a sentence that stresses its subject, as in "It was Read who", into the order that the grammar knows."""

import re

NAME = r"[A-ZÀ-ÞŁŚŻŹ][\w’'-]*(?: (?:[A-ZÀ-ÞŁŚŻŹ]|d[aei]|v[ao]n|de[rnl]?|dell|l[ae])[\w’'-]*)*"
WHO = rf"(?P<who>(?:[\w’'-]+ ){{0,4}}?(?:[\w’' -]+, )?{NAME})"
STRESSED = (
    rf"\b(?i:it (?:was|is)|fue|es|ha sido|foi|é|c[’']est(?: donc| alors)?|ce fut|es war|het was|by[łl]a? to|to) {WHO},?"
    r" (?:who|quien|quem|qui|che|die|der|która|który) ",
    # "A ricordarlo in aula è stata Read", "Coube a Read defender".
    rf"^\W*(?i:a \w+(?:lo|la|ne|li)\b[^,:]*? è(?: stat[oa])?) {WHO}(?=$|[,:.])",
    rf"^\W*(?i:coube|correspondió|le tocó|tocó|spetta|è toccato|it fell to|het was aan) (?:ao? |al? |alla? )?{WHO}"
    r" (?=\w+(?:[aei]re?)\b|to |om )",
)
PATTERNS = tuple(re.compile(pattern) for pattern in STRESSED)


def in_plain_order(sentence: str) -> str:
    """Return the sentence with its subject before its verb, if it is one that stresses the subject; else unchanged."""
    for pattern in PATTERNS:
        if found := pattern.search(sentence):
            before = sentence[: found.start()].strip()
            return f"{before}{', ' * bool(before)}{found['who']} {sentence[found.end() :]}"
    return sentence
