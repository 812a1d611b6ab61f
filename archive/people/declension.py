"""The names of people in the cases of Polish: "Jana Nowaka" is Jan Nowak, after a word that wants the genitive."""

from collections.abc import Sequence

# The end of a name, and what stands there in the other cases. The first that fits counts.
CASES = (
    ("ek", "ka kowi kiem ku"),
    ("iec", "ca cowi cem cu"),
    ("ec", "ca cowi cem cu"),
    ("el", "la lowi lem lu ela elowi elem"),
    ("i", "iego iemu im"),
    ("y", "ego emu ym yego yemu"),
    ("ia", "ii ie ia"),
    ("ka", "ki kiej ce ka"),
    ("ga", "gi giej dze ga"),
    ("a", "y i ej ie a"),
    ("o", "y i ie"),
    ("", "a owi em iem u ie"),
)


def undeclined(said: Sequence[str], kept: Sequence[str]) -> list[str] | None:
    """Return the last words of the name on record if the name that somebody wrote is it in another case, else None.

    Both are folded words. A name that ends in "a" is a woman's, and declined: "Paula Nowaka" is Paul Nowak.
    """
    own = list(kept[len(kept) - len(said) :])
    if not said or len(said) > len(kept) or list(said) == own:
        return None
    fits = (
        word == name if word == name and not name.endswith("a") else _is_case_of(word, name)
        for word, name in zip(said, own, strict=True)
    )
    return own if all(fits) else None


def _is_case_of(word: str, name: str) -> bool:
    for end, cases in CASES:
        if name.endswith(end) and len(name) > len(end) + 1:
            stem = name[: len(name) - len(end)]
            return word != name and word in {stem + case for case in cases.split()}
    return False
