"""Words that change the meaning, near the words that were quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations.quote_checker.examine import examine
from archive.citations.quote_checker.meaning import turns
from archive.citations.quote_checker.quotation import readings
from archive.citations.quote_checker.text import SplitText


def found(pasted: str, text: str) -> list[tuple[str, str, bool]]:
    """Return where the words that change the meaning are, what they are, and whether they are close."""
    finding = examine(readings(pasted)[-1], SplitText(text))
    assert finding is not None
    return [(change.where.value, change.word, change.is_close) for change in turns(finding, text)]


SEVEN = "one two three four five six seven"


@pytest.mark.parametrize(
    ("pasted", "text", "changes", "why"),
    [
        ("we will share all of it now", "We will not share all of it now.", [("dropped", "not", True)], "left out"),
        ("we will not share all of it now", "We will share all of it now.", [("added", "not", True)], "added"),
        ("we will not share all of it", "We will never share all of it.",
         [("dropped", "never", True), ("added", "not", True)], "one for another"),
        ("we will not share all of it", "We can not share all of it.", [], "it stands in both"),
        ("we share it", "Never do we share it.", [("before", "Never", True)], "cut off before"),
        ("we share it", "We share it only if they ask.", [("after", "only", True), ("after", "if", True)], "and after"),
        ("we share it", "Not now. We share it. Not now.", [], "in another sentence"),
        ("we share it", f"Not {SEVEN} we share it.", [("before", "Not", True)], "eight words before"),
        ("we share it", f"Not {SEVEN} eight we share it.", [], "nine words before"),
        ("we share it", f"We share it {SEVEN} not.", [("after", "not", True)], "eight words after"),
        ("we share it", f"We share it {SEVEN} eight not.", [], "nine words after"),
        ("we share it", "They did not; we share it.", [], "another clause, after a semicolon"),
        ("we share it", "They did not, and we share it.", [], "another clause, after a conjunction"),
        ("we share it", "They did not, friends, we share it.", [("before", "not", True)], "a comma ends no clause"),
        ("we share it", "No, we share it.", [], "an answer denies nothing that follows"),
        ("the original sin was sharing it", "The original sin of that was sharing it.", [], "sin is a word of English"),
        ("lo compartimos todo", "Lo compartimos todo sin permiso de la junta.", [("after", "sin", True)], "in Spanish"),
        ("lo haremos todo", "No sin permiso, lo haremos todo en la junta.",
         [("before", "No", True), ("before", "sin", True)], "both in Spanish"),
        ("we share it", "If it rains, we share it.", [("before", "If", False)], "a condition before a comma"),
        ("we share it", "If we share it.", [("before", "If", True)], "a condition beside the words"),
        ("I did not like it at all times", "I did not just like it at all times.", [("dropped", "just", True)],
         "a word that limits the one before it"),
        ("I did like it at all times", "I did just like it at all times.", [], "the same after nothing that it limits"),
        ("not one of us here did like it then", "Not one of us here did just like it then.", [],
         "the same five words later"),
        ("one of us not here did like it then", "One of us not here did just like it then.",
         [("dropped", "just", True)], "two words later"),
    ],
)  # fmt: skip
def test_a_word_that_turns_the_meaning_is_named_if_it_is_near(
    pasted: str, text: str, changes: list[tuple[str, str, bool]], why: str
):
    assert found(pasted, text) == changes, why


# Each sentence with the words that somebody cut out of it, between bars.
REVERSED = """
We will not |share all of it with them|.
I do not think |we will share all of it|.
I don't believe that he knew and |she shared all of it with them|.
It is not true that |we shared all of it with them|.
It's not the case, as some say, that |we shared all of it|.
We never said |we would share all of it|.
Nobody said, friends, |we share all of it here|.
I doubt it, nor do |we share all of it with them|.
We won't clothe |and feed all of the people here|.
They did not, friends, |we share all of it here|.
I am not |and will be the one who shares it|.
|We will share all of it with them| only if they ask.
|We will share all of it with them|, but only if they ask.
|We will share all of it with them|, unless they ask us.
|We will share all of it| with nobody at all.
|We will share all of it here|, not with the police.
|We will share all of it here| but never with the police.
|We will share all of it with parents|, and nobody else.
|That we share all of it with them| is not true.
|We will share all of it here| except the names.
|We will share all of it here| and certainly not now.
|We will share all of it here| provided that they ask.
No |one of us will share all of it|.
Only |parents can share all of it with us|.
I would be lying if I said |we share all of it here|.
I don't know if |we share all of it with them|.
They ask whether or not |we should share all of it|.
|We will share all of it with them| if I can.
|We would share all of it with them|, if we could have known it.
As if |we share all of it with them|.
Unless they ask, |we share all of it here|.
If they ask, |we will share all of it here|.
No lo creo: no |compartimos todo eso con ellos|.
|Compartimos todo eso con ellos| sin permiso de nadie.
If any member lies here, |we will share all of it with them|.
|We will share all of it with them| if any money is left.
If we can use reserve funds, |we will share all of it here|.
|We will share all of it with them| if we can use the reserve.
If you look into it and find fraud, |we will share all of it|.
If you look at it and find fraud, |we will share all of it|.
If ever |we share all of it with them|, he leaves.
If you like it, |we will share all of it here|.
If you will vote for it, |we will share all of it here|.
If you remember to vote, |we will share all of it here|.
If I can, |I will share all of it with them|.
If I may vote, |I will share all of it with them|.
|We will share all of it with them| if need be.
|We will share all of it with them| provided the others agree.
|We will share all of it| with them provided the others agree.
|We will share all of it with them| tonight provided someone seconds it.
We agree, provided |the others share all of it with us|.
We agree provided that |the others share all of it|.
|We will share all of it with them|, as you know, if they ask.
|We will share all of it with them| if not stopped by them.
|We will share all of it with them| or not at all.
No question |from the floor will be answered here|.
No-one |of us will share all of it with them|.
If it rains, and they agree, |we will share all of it|.
If it rains, and they agree, |the board will share all of it|.
I don't think we should raise taxes, |and share all of it here|.
I don't think we should raise taxes, |and we should share all of it|.
We won't raise taxes, and |share all of it with them here|.
We will not — I repeat — |share all of it with them here|.
I don't think — and I mean this — |we should share all of it|.
We will not -- |share all of it with them here|.
I never said this: |we should share all of it with them|.
Nobody here is saying: |share all of it with them here|.
I don't believe this — |we should share all of it with them|.
This we will never do: |share all of it with them here|.
I don't believe that she lied, and that |we should share all of it|.
I don't believe that she lied, and |that we should share all of it|.
No creo que ella mienta, y que |compartimos todo eso con ellos|.
In no event, |they will share all of it with us|.
At no time, |we shared all of it with them|.
As I said, I don't think, friends, |we should share all of it|.
I don't know |who shared all of it with them|.
They say |we share all of it with them|, which is not true.
They say |we share all of it with them|, and that was never the case.
|We share all of it with them|, he claims, but none of it is true.
|We share all of it with them|, he claims, but it is not so.
They say |we share all of it with them| — that is not true.
They say |we share all of it with them| — not true.
They say |we share all of it with them|, which, as all of you know well, isn't correct.
Dicen que |compartimos todo eso con ellos|, lo cual no es cierto.
|We will share all of it here| — but never with the police.
|We will share all of it here|; not with the police.
|We will share all of it here| -- unless they ask us.
|We will share all of it| with those who ask, but only if they pay.
|We will share all of it| when they ask, unless it rains.
"""
STANDING = """
They did not come, but |we will share all of it here|.
I will not name them, |but I am glad to share all of it|.
They did not ask |and we share all of it here|.
|We share all of it with them| because it is not a secret.
|We share all of it with them|, but I did not see it.
|We share all of it with them| and nothing was done about it.
|We share all of it with them|, and if they ask, we tell them.
|I assure you of all of that| and that we will not share it.
Although it is not a secret, |we share all of it here|.
In only a week, |we shared all of it here|.
There is no doubt that |we share all of it here|.
It is not only |what we share with all of them| but more.
I cannot stress enough that |we share all of it here|.
Whether or not it rains, |we share all of it here|.
|I will tell all of you here| even if that is so.
|We share all of it with them|, if I may say so.
|This is how we would share it|, which is not new.
I was told that I am not alone; |we share all of it here|.
I don't. |We share all of it with them|.
They said no. |We share all of it with them|.
I did not meet those |who share all of it with us|.
Few people here, if any, |share all of it with us|.
If anything, |we share all of it with them|.
|We share all of it with them|, if I can put it that way.
If I recall, |we share all of it with them|.
We said no, |we share all of it with them|.
|We share all of it with them| in services provided by the county.
|We share all of it with them|, which the staff soon provided.
|We share all of it with them|; nothing was done about it.
|We share all of it with them| — I did not see it.
|We share all of it with them|, which is not so good.
They did not share it — it was late — |we shared all of it here|.
In Paris, |we shared all of it with them|.
"""


def cut(marked: str) -> tuple[str, str]:
    """Return the words between the bars, and the sentence."""
    return marked.split("|")[1], marked.replace("|", "")


@pytest.mark.parametrize("marked", REVERSED.strip().splitlines())
def test_a_word_that_governs_what_was_cut_out_is_named(marked: str) -> None:
    assert found(*cut(marked)) != []


@pytest.mark.parametrize("marked", STANDING.strip().splitlines())
def test_a_clause_that_stands_by_itself_is_exact(marked: str) -> None:
    assert found(*cut(marked)) == []


small = st.lists(st.sampled_from(["to", "the", "really", "want", "ever", "again", "tell"]), max_size=4).map(" ".join)


@given(st.sampled_from(["not", "never", "don't", "won't", "cannot", "hardly", "nobody", "unless", "only"]), small)
def test_a_negation_in_front_reaches_over_any_words_without_a_break(negation: str, between: str) -> None:
    passage = "share all of it with them"
    assert found(passage, f"We {negation} {between} {passage}.") != []


@given(st.sampled_from(["unless", "except", "until", "if", "only if", "without", "not", "never"]), small)
def test_a_limit_behind_is_named_whatever_follows_it(limit: str, following: str) -> None:
    passage = "We share all of it with them"
    for joint in (" ", ", ", ", but ", " and "):
        assert found(passage, f"{passage}{joint}{limit} {following}.") != [], joint


@given(st.sampled_from(["Brumidi", "The staff", "Our last memo", "It never rained, and a bank"]), small)
def test_provided_behind_another_word_of_its_clause_is_no_condition(subject: str, between: str) -> None:
    passage = "unique ability to share all of it"
    text = f"{' '.join([subject, *between.split()])} provided a {passage}."

    assert "provided" not in {word for _, word, _ in found(passage, text)}
    assert "provided" in {word for _, word, _ in found(passage, text.replace(" provided", ", provided"))}


limits = st.sampled_from(["all", "every", "just", "entirely", "much", "always", "necessarily"])
denials = st.sampled_from(["not", "never", "cannot", "hardly", "don't"])
between_them = st.lists(st.sampled_from(["share", "with", "the", "board", "some", "books"]), max_size=9).map(" ".join)
OPENING, CLOSING = "Friends, we know our town and we", "pages that they wrote for us tonight."


@given(denials, between_them, st.sampled_from([".", "?", "!", ";", ",", " —", ":", " --"]), between_them, limits)
def test_a_limit_in_another_clause_than_the_denial_is_no_change(
    denial: str, before: str, mark: str, after: str, limit: str
) -> None:
    said = f"{OPENING} {denial} {before} agree{mark} They keep {after}"

    for quoted, text in ((f"{said} {limit}", said), (said, f"{said} {limit}")):
        changes = found(f"{quoted} {CLOSING}", f"{text} {CLOSING}")
        assert limit not in {word for _, word, _ in changes}


@given(denials, between_them.filter(lambda words: len(words.split()) < 4), limits)
def test_a_limit_at_most_four_words_after_the_denial_in_its_clause_is_a_change(
    denial: str, between: str, limit: str
) -> None:
    said = f"{OPENING} {denial} {between}"

    assert ("dropped", limit, True) in found(f"{said} {CLOSING}", f"{said} {limit} {CLOSING}")
    assert ("added", limit, True) in found(f"{said} {limit} {CLOSING}", f"{said} {CLOSING}")
