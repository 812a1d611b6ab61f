"""Made-up conversations: who says which paragraphs, and when. All speakers are samples."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

SENTENCES = tuple(
    """
    Good evening, and thank you all for coming tonight.
    I would like to begin with the budget, which has grown by three percent since last year.
    There is one thing that I want you to remember: the bridge is closed until the spring.
    We heard from forty families, and most of them asked for a later bus.
    Can you tell us what the repair of the roof is going to cost?
    Yes, I can do that.
    My question is simple: who pays for the new pipes?
    That is not what the report says, and I think we should read it again before we vote.
    In 2019 we spent 4.2 million dollars on roads, and nobody complained.
    Let me read from the letter: "We ask the council to keep the library open on Sundays."
    I don't agree with that at all.
    As I said before, the trees on Elm Street were planted by the school children.
    So the options are these: repair it, sell it, or leave it as it is.
    Thank you for the question, I will try to answer it as well as I can.
    We met at 7:30 in the morning and stayed until noon.
    The second reading of the ordinance will be on the first Tuesday in May.
    No.
    I move that we accept the bid and ask the staff to write the contract.
    It seems to me that you are asking two different things, and I want to answer only the first.
    You know, my grandmother used to say that a town is only as good as its water.
    Note that the figures in the table do not include the pension fund.
    Well, we could also wait for the county, but I would rather not.
    The engineers told us that the wall would hold for ten years, and it has held for thirty.
    What do you think we should do about the parking near the station?
    I just want to say how proud I am of the teachers in this district.
    If you look at page twelve, you will see that the numbers have been corrected.
    We are out of time, so please keep it short.
    Nobody told me about the change until last week, and I am not happy about it.
    """.strip().split("\n")
)
SPOKEN = tuple(" ".join(sentence.split()) for sentence in SENTENCES)
# As people write in a chat: lines end without a full stop, and may begin without a capital.
UNPUNCTUATED = tuple(sentence.rstrip(".?").lower() for sentence in SPOKEN)

# As people call themselves in video meetings.
DISPLAY_NAMES = (
    *("soispoke", "jsmith", "iPhone", "Robin", "robin_s84", "@kim.example", "RS", "K.E.", "owner"),
    *("Robin 🌻 Sample", "Kim Example (she/her)", "Tullio | Erigon", "Galaxy S21", "Robin's iPad", "+1 555-010-0142"),
    *("15550100199", "Zoom User", "Room 204", "Conference Room B - District Office", "robin sample", "KIM EXAMPLE"),
    *("Robin Sample Jr.", "Kim Example, Ph.D.", "Dr. Jo Model", "Jo Model III", "Sample, Robin", "R. Sample"),
    *("Ana María López-García", "José de la Cruz Pérez", "Wanjiru wa Kamau", "Otieno Odhiambo", "Søren Prøve"),
    *("Clerk", "City Attorney", "Superintendent Sample", "Speaker 1", "SPEAKER_03", "Unknown Speaker", "李明"),
    *("Jo van der Model", "Mayor Example", "Host", "Kim E.", "Jo-Ann Model-Sample", "Ward 3: Robin Sample"),
    *("🌻", "1248***0199", "Recording Secretary", "Nguyễn Văn An", "Sample, Kim (Guest)", "@robin"),
    *("Kim Example [they/them]", "+1 555-***-**42"),
)
# The same, but only a time or a bracket shows that these words are somebody.
WORDS_TOO = ("May", "me", "Budget Office", "Phone user")
PEOPLE = (
    *("Robin Sample", "Kim Example", "Jo Model", "Ana María López-García", "José de la Cruz Pérez", "Wanjiru Kamau"),
    *("Robin Sample Jr.", "Kim Example, Ph.D.", "Dr. Jo Model", "Otieno Odhiambo", "Jo van der Model", "Søren Prøve"),
    *("Lee", "Oscar", "Mayor Example", "City Clerk", "Superintendent Sample", "R. J. Sample", "Kim O'Example"),
)

# In scripts without capitals, and with a colon in the words, as a label has it.
ARABIC = (
    *(
        "السلام عليكم، أشكركم على حضوركم هذا المساء.",
        "أود أن أبدأ بالميزانية التي ارتفعت هذا العام.",
        "لا أوافق على ذلك.",
    ),
    *("هناك شيء واحد أريد أن تتذكروه: الجسر مغلق حتى الربيع.", "سؤالي بسيط: من يدفع ثمن الأنابيب؟", "نعم، أستطيع ذلك."),
)
JAPANESE = (
    *(
        "皆さん、こんばんは。",
        "まず予算から始めたいと思います。",
        "私はそれには全く賛成できません。",
        "はい、できます。",
    ),
    *("一つだけ覚えておいてください：橋は春まで閉鎖されます。", "私の質問は簡単です：新しい水道管は誰が払うのですか。"),
)


@dataclass(frozen=True)
class Said:
    """What somebody says without a break: paragraphs of sentences, with the second at which it begins."""

    name: str
    paragraphs: tuple[tuple[str, ...], ...]
    start: int
    end: int

    @property
    def sentences(self) -> tuple[str, ...]:
        """All sentences, without regard to paragraphs."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)

    @property
    def text(self) -> str:
        """The words in one line."""
        return " ".join(self.sentences)


def conversation(
    names: Sequence[str], seed: int, *, turns: int = 40, longest: int = 3, spoken: Sequence[str] = SPOKEN
) -> list[Said]:
    """Return turns of these speakers, of whom the last speaks once and the one before it twice."""
    chance = random.Random(seed)
    regular, rare = list(names[:-2]) or list(names), list(names[-2:]) if len(names) > 3 else []
    order = [chance.choice(regular)]
    while len(order) < turns:
        order.append(chance.choice([name for name in regular if name != order[-1]] or regular))
    for name in [*rare, *rare[:1]]:
        order.insert(chance.randrange(5, len(order)), name)
    said: list[Said] = []
    clock = 3
    for name in order:
        if said and said[-1].name == name:
            continue
        paragraphs = tuple(
            tuple(chance.sample(spoken, chance.randint(1, 3))) for _ in range(chance.randint(1, longest))
        )
        words = sum(len(sentence.split()) for paragraph in paragraphs for sentence in paragraph)
        said.append(Said(name, paragraphs, clock, clock + words // 3 + 1))
        clock += words // 3 + 2
    return said
