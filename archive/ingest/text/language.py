"""The language of a file, by the words that every text of a language has, or by its script.

Short words are counted that few other languages have too. A text that has too few of them stays without a language.
"""

import re
from collections import Counter
from collections.abc import Iterable

from archive.ingest.text.joining import within
from archive.language.people import listed

SAMPLE = 60_000  # characters
FEW_WORDS = 12
LEAST, FEWEST = 0.12, 3  # share and number of such words that a text of a language has
CLEAR = 1.1  # how many times as many as of the next language
SIBLING = 2
LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.1),
    ("ko", re.compile(r"[\uac00-\ud7af]"), 0.3),
    ("zh", re.compile(r"[\u3400-\u9fff]"), 0.3),
    ("he", re.compile(r"[\u0590-\u05ff]"), 0.3),
    ("el", re.compile(r"[\u0370-\u03ff]"), 0.3),
    ("hi", re.compile(r"[\u0900-\u097f]"), 0.3),
    ("bn", re.compile(r"[\u0980-\u09ff]"), 0.3),
    ("pa", re.compile(r"[\u0a00-\u0a7f]"), 0.3),
    ("gu", re.compile(r"[\u0a80-\u0aff]"), 0.3),
    ("ta", re.compile(r"[\u0b80-\u0bff]"), 0.3),
    ("te", re.compile(r"[\u0c00-\u0c7f]"), 0.3),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), 0.3),
    ("am", re.compile(r"[\u1200-\u137f]"), 0.3),
    ("hy", re.compile(r"[\u0530-\u058f]"), 0.3),
    ("km", re.compile(r"[\u1780-\u17ff]"), 0.3),
    ("uk", re.compile(r"[іїєґІЇЄҐ]"), 0.02),
    ("sr", re.compile(r"[љњђћџјЉЊЂЋЏЈ]"), 0.01),
    ("bg", re.compile(r"[ъЪ]"), 0.008),
    ("ru", re.compile(r"[\u0400-\u04ff]"), 0.3),
    ("ur", re.compile(r"[ٹڈڑےں]"), 0.02),
    ("fa", re.compile(r"[پچژگ]"), 0.01),
    ("ar", re.compile(r"[\u0600-\u06ff]"), 0.3),
)
WORDS_BY_LANGUAGE = {
    language: listed(words)
    for language, words in {
        "en": "the and of to a in is that it for you was on are with this we have be i not they at from will our there "
        "all so your what as can has by thank",
        "es": "el la de que y a en los las todos un una por con para es no se su del como más pero muy nos al lo le "
        "sobre está gracias señor señora cuando",
        "fr": "le la les de des et est un une du que en pour dans qui pas sur au nous vous il ce plus avec je sont "
        "merci madame monsieur cette aux votre notre",
        "de": "der die das und ist nicht ein eine zu den mit von wir sich auf für dem im ich auch es des sie haben "
        "ihnen vielen dank wird werden hat zum zur wer",
        "it": "il di che è la e un per in non una sono del della con le gli si da ha come al anche più questo dei i lo "
        "nel mi ho ci abbiamo grazie quando signora sul alla",
        "pt": "o a de que e do da em um uma para é não os as com no na por se dos mais ao foi como muito senhor eu nós "
        "das pela pelo isso obrigado senhora quando está",
        "ca": "el la els les de que i en un una per amb és no del dels al aquest aquesta més hi ha ho com molt gràcies "
        "senyora senyor ens l han quan tots",
        "gl": "o de que e do da en un unha para é non os as con no na por se dos máis ao foi como moi coa co moito "
        "grazas señor señora pola polo despois ten nos só dous alguén este esta unhas",
        "nl": "de het een en van is dat in te op niet voor met zijn die er aan ook wij we om maar bij ik naar u dank "
        "wel mijnheer mevrouw voorzitter wil wordt",
        "sv": "och att det är som en på för av med inte den till har vi ett jag om de kan men så från här tack hur ska "
        "vad ha när också vara mycket",
        "da": "og at det er som en på for af med ikke den til har vi et jeg om de kan men så fra her hvad mig os "
        "noget meget blive nu efter tak når nogen nogle kun end været blev ud",
        "no": "og at det er som en på for av med ikke den til har vi et jeg om de kan men så fra her hva meg oss "
        "noe mye bli nå etter takk når noen bare enn vært ble ut",
        "fi": "ja on ei että se oli mutta niin kun myös tämä hän ovat ole kuin mitä joka sen vain tässä olemme jos "
        "kanssa vielä voi minä me nyt kiitos kaikki arvoisa mukaan",
        "pl": "i w na nie się że z do jest to jak o co za po ale tak od dla czy są być pan przez dziękuję pani bardzo "
        "kiedy proszę przed państwo mamy oraz",
        "cs": "a v na je se že to s z do o k jako ale za by pro tak jsem jsou také který není jsme bych bude bylo kdy "
        "co jak už nebo pan paní děkuji prosím ze",
        "sk": "a je na sa že to v do ale aj ako som sme pre si bude od ktorý nie pri tak by už bolo keď alebo ešte "
        "ďakujem pán pani prosím ktoré aby z",
        "sl": "je in da se na v za so ki to ne pa tudi kot bi ali sem smo od po pri bo še bomo hvala lepa tega lahko z "
        "s imamo ter zelo gospod",
        "hr": "je i da se na u za od su nije to kao što ali smo sam koji bi će ili iz o kako hvala imamo ovo ja mi vi "
        "nego s još tako ako koje",
        "et": "ja on ei et see ma mis kui oli aga ka ning ta meie selle oma siis kes nii või",
        "lt": "ir kad į yra su tai bet iš ar nuo kaip ne mes jis buvo dėl tik per labai ačiū jūs mūsų jau kai čia "
        "todėl už o kolegos",
        "lv": "un ir ka no uz par ar tas es bet mēs kā nav vai to līdz tikai ļoti paldies jūs mūsu lai jau šo tā tad "
        "pie",
        "id": "yang dan di ini itu dengan untuk dari tidak kami kita saya akan ada pada adalah juga",
        "tl": "ang ng sa na mga at ay po ko siya hindi ito kung para namin natin lang naman ako kami",
        "vi": "và là của có không cho được tôi các này với một người đã trong những chúng đó để ta về khi bằng sẽ vào "
        "ông bà cảm ơn ở nếu",
        "so": "iyo waa in ka oo ku ee la uu aan soo waxaa ayaa u kale marka dhan ah ugu waxay si markii ma aad ayay "
        "uga kala hore",
        "ht": "nan ak yo pou ki li se mwen nou sa gen pa te ap tout pi yon",
        "eu": "eta da ez bat du dira izan dela hau baina ere egin behar dugu hori zen den oso",
        "ga": "an na agus ar go is a le sa tá ní atá mar bhí sin chun leis ach do ag faoi bhfuil",
        "cy": "y yr a yn i o ar mae ac bod am wedi hynny ei gan sydd fod oes eu fel hefyd",
        "sw": "ya na wa kwa ni katika la za hii kuwa hiyo sana lakini kama huo yake mheshimiwa bunge",
        "af": "die en van is nie dat het in te ons ek vir op met om sy hulle aan ook maar wat moet",
        "ro": "de și în a la cu nu pe să că este un o din care mai pentru sunt ce am această mulțumesc doamnă domnule "
        "ale noi ne fi când vă",
        "hu": "a az és hogy nem is egy van meg ez de volt azt csak már mint el ha kell szeretném köszönöm mi lesz majd "
        "kérem tisztelt",
        "tr": "ve bir bu da de için ile çok ne o ama gibi daha var olarak olan değil mi ben sayın biz sonra ki her "
        "kadar mı teşekkür ederim istiyorum efendim",
    }.items()
}


def language_of(texts: Iterable[str], *, clear: float = CLEAR) -> str:
    """Return the language of texts as in BCP 47 ("en"), or an empty text if their words do not tell.

    It needs ``clear`` times as many of its words as the next language has, or of a sibling that shares most of them,
    ``SIBLING`` times as many of those that only one of the two has.
    """
    sample = " ".join(within(texts, SAMPLE))
    letters = sum(map(str.isalpha, sample))
    for language, script, share in SCRIPTS:
        if letters and len(script.findall(sample)) >= share * letters:
            return language
    words = Counter(word.casefold() for word in LETTERS.findall(sample))
    total = words.total()
    if total < FEW_WORDS:
        return ""
    counted = {language: sum(words[word] for word in own) for language, own in WORDS_BY_LANGUAGE.items()}
    (best, most), (other, next_most), *_ = sorted(counted.items(), key=lambda item: -item[1])
    alone = WORDS_BY_LANGUAGE[best] - WORDS_BY_LANGUAGE[other], WORDS_BY_LANGUAGE[other] - WORDS_BY_LANGUAGE[best]
    own, others = (sum(words[word] for word in some) for some in alone)
    is_clear = most >= clear * next_most or own >= max(FEWEST, SIBLING * others)
    return best if most >= max(LEAST * total, FEWEST) and is_clear else ""
