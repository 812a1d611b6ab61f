"""The language of a file, by its words or its script."""

import pytest

from archive.ingest import read
from archive.ingest.staging.stage import stage
from archive.ingest.text.language import language_of
from tests.ingest.transcripts import make_batch, parsed
from tests.record import make_meeting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I thank you all for coming, and we will begin with the budget of the town for this year."),
        ("es", "Muchas gracias a todos por venir, vamos a empezar con el presupuesto de la ciudad para este año."),
        ("fr", "Je vous remercie d’être venus, nous allons commencer par le budget de la ville pour cette année."),
        ("de", "Ich danke Ihnen für das Kommen, wir beginnen mit dem Haushalt der Stadt, und das ist nicht leicht."),
        ("nl", "Ik dank u voor het komen, wij beginnen met de begroting van de stad, en dat is niet eenvoudig."),
        ("pt", "Agradeço a todos por terem vindo, vamos começar com o orçamento da cidade, que não é muito grande."),
        ("it", "Vi ringrazio di essere venuti, cominciamo con il bilancio della città, che non è molto grande."),
        ("pl", "Dziękuję za przybycie, zaczynamy od budżetu miasta, który nie jest duży, i to jest na ten rok."),
        ("ca", "Moltes gràcies a tots per venir, comencem amb el pressupost de la ciutat, que no és gaire gran."),
        ("ru", "Благодарю вас за то, что вы пришли. Мы начинаем с бюджета города."),
        ("zh", "多謝各位出席今天的會議，我們現在討論預算。"),
        ("bg", "Добър вечер, благодаря ви, че дойдохте. Бих искал да започна с бюджета."),
        ("sr", "Добро вече, хвала вам што сте дошли. Желео бих да почнем са буџетом."),
        (
            "hr",
            "Dobra večer i hvala vam što ste došli. Želio bih početi s proračunom. To je ono što smo rekli za sada.",
        ),
        ("vi", "Xin chào quý vị, cảm ơn tất cả đã đến. Tôi muốn bắt đầu với ngân sách, đó là của các chúng ta."),
        ("ht", "Bonswa tout moun, mèsi paske nou vini. Mwen ta renmen kòmanse ak bidjè a ki te ogmante."),
        ("ta", "அனைவருக்கும் மாலை வணக்கம், இன்று வந்ததற்கு நன்றி."),
        ("da", "God aften. Jeg vil gerne vide, hvad det koster at få arbejdet færdigt, og hvor meget vi har nu."),
        ("no", "God kveld. Jeg vil gjerne vite hva det koster å få arbeidet ferdig, og hvor mye vi har nå."),
        ("cs", "Děkuji, paní předsedkyně. Chtěl bych vědět, kdy a jak bude tato práce hotova, prosím."),
        ("tr", "Teşekkür ederim sayın başkan. Ben bu çalışmanın ne kadar süreceğini öğrenmek istiyorum."),
        ("", "Aye. Aye. Nay."),
        ("en", "So moved. Second. All in favour say aye. Those opposed? Motion carries unanimously."),
    ],
)
def test_the_language_is_told_by_the_words(language: str, text: str):
    assert language_of([text]) == language


def test_a_file_has_the_language_of_its_words():
    text = "Chair Sample: Muchas gracias a todos.\nRobin Sample: Vamos a empezar con el presupuesto de la ciudad.\n"

    assert read(text.encode() * 5, "acta.txt").language == "es"


def test_a_file_in_another_language_than_its_board_asks():
    batch = make_batch(make_meeting())

    stage(batch, parsed(language="es"))

    assert "Spanish" in batch.problems[0][1]
