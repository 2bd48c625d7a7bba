"""Texts in other languages are refused, English ones of any length are not."""

import pytest

from kg.errors import ArticleError
from kg.read import read_text
from kg.read.language import is_english

ENGLISH = [
    "River rises",
    "Peskov: no talks planned",
    "Minister Nguyễn Văn Đạt meets President Gutiérrez in Bogotá",
    "Kremlin (Кремль) says no",
    "7,326",
    "The mayor said that nobody had seen the dam fail, and that the army would bring water.",
]
OTHERS = {
    "German": "Die Regierung in Berlin hat am Montag angekündigt, dass die Hilfe für die Städte am"
    " Fluss verdoppelt wird. Der Minister war in der Nacht an den Ort des Unglücks gereist und"
    " sprach mit den Menschen. Was so schnell geschah, will er nun prüfen lassen.",
    "French": "Le gouvernement a annoncé lundi que les aides aux communes touchées par les"
    " inondations seraient doublées. Le ministre est arrivé dans la nuit et il a parlé avec les"
    " habitants. On ne sait pas encore si le barrage a cédé avant la pluie.",
    "Spanish": "El gobierno anunció el lunes que duplicará la ayuda para los pueblos afectados por"
    " las inundaciones. El ministro llegó de noche y habló con los vecinos que han perdido su casa."
    " No se sabe todavía si la presa cedió antes de la lluvia.",
    "Portuguese": "O governo anunciou na segunda-feira que vai duplicar a ajuda às cidades"
    " atingidas pelas cheias. O ministro chegou de noite e falou com as pessoas que perderam as"
    " suas casas. Ainda não se sabe se a barragem cedeu antes da chuva ou por causa do vento.",
    "Italian": "Il governo ha annunciato lunedì che gli aiuti ai comuni colpiti dalle alluvioni"
    " saranno raddoppiati. Il ministro è arrivato nella notte e ha parlato con gli abitanti che"
    " hanno perso la casa. Non si sa ancora se la diga abbia ceduto prima della pioggia.",
    "Dutch": "De regering in Den Haag heeft maandag gezegd dat de hulp voor de getroffen steden"
    " wordt verdubbeld. De minister was in de nacht naar de plaats van de ramp gereisd en had daar"
    " met mensen gesproken. Of de dijk is bezweken, weten we nog niet; het water is over de weg.",
    "Danish": "Regeringen sagde mandag, at hjælpen til de ramte byer skal fordobles. Ministeren var"
    " i nat rejst til stedet for at tale med de mennesker, som har mistet deres hus. Her ved man"
    " endnu ikke, om diget brast før regnen, og det er for tidligt at sige, hvad der skete.",
    "Swedish": "Regeringen sade på måndagen att stödet till de drabbade städerna ska fördubblas."
    " Ministern hade under natten rest till platsen för att tala med de människor som har förlorat"
    " sina hus. Man vet ännu inte om vallen brast före regnet, och det är för tidigt att säga.",
    "Turkish": "Hükümet pazartesi günü selden etkilenen kentlere yapılan yardımın iki katına"
    " çıkarılacağını duyurdu. Bakan gece yolculuk ederek bölgeye ulaştı ve evlerini kaybeden"
    " insanlarla konuştu. Barajın ne zaman çöktüğü henüz bilinmiyor, dedi yetkili.",
    "Russian": "Кремль сообщил в пятницу, что переговоры состоялись.",
    "Arabic": "أعلنت الحكومة يوم الاثنين أنها ستضاعف المساعدات.",
    "Chinese": "政府星期一宣布，将把对受灾城市的援助增加一倍。",
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english_passes_however_short(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_other_languages_are_refused(text: str) -> None:
    with pytest.raises(ArticleError, match=r"river\.txt: is not in English"):
        read_text(text, name="river.txt")
