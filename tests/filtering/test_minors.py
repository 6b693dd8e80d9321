"""The operator's rule about sexualized minors: what it must hit, and what it must leave alone."""

from pathlib import Path

import pytest

from bot.filtering.engine import TextFilterEngine
from bot.filtering.lists.operator_rules import ADULT, SEXUALIZED_MINORS, sexualized_minors
from bot.policy.moderation.filter import Filter
from bot.ports.filters import StoredFilter

#: A private chat: no server has rules there, only the operator has.
PRIVATE = StoredFilter(None, Filter(), 0)


@pytest.fixture(scope="module")
def engine() -> TextFilterEngine:
    return TextFilterEngine(operator_rules=(sexualized_minors(),))


HITS = [
    "nude schoolgirl",
    "sexy 12 year old",
    "a 12-year-old girl in lingerie",
    "12yo, topless",
    "erotic portrait of a girl aged 15",
    "loli in lingerie",
    "naked child",
    "children, wearing nothing",
    "topless teen at the beach",
    "sixteen year old in panties, seductive",
    "underage girl undressing",
    "toddler, nsfw",
    "sexualized kids",
    "jailbait",
    "child porn",
    "naked baby",
    "hot schoolgirl",
    "n4k3d ch1ld",
    "n u d e   s c h o o l g i r l",
    "n\u0430ked \u0441hild",
    "n\u200bude t\u200been",
    "age: 14, in lingerie",
    "naked mole rat and a naked child",
    "5th grader, nsfw",
    "15 y.o. girl, topless",
    "n.a.k.e.d child",
    "nackte Kinder",
    "ein Kind, nackt",
    "nacktes Kind",
    "Schulmädchen in Reizwäsche",
    "sexy 14-jährige",
    "12 Jahre alt, unbekleidet",
    "minderjährige in Dessous",
    "vierzehnjährige, erotisch",
    "niña desnuda",
    "dos niñas desnudas",
    "colegiala en ropa interior",
    "chica de 13 años, sexy",
    "adolescente desnudo en la cama",
    "menores de edad, porno",
    "petite fille nue",
    "fillette déshabillée",
    "lycéenne en petite culotte, sensuelle",
    "une fille de 12 ans, érotique",
    "enfants nus",
    "criança nua",
    "menina pelada",
    "garotinha de calcinha",
    "menina de 12 anos, sensual",
    "adolescentes nuas",
    "裸の少女",
    "全裸の子供",
    "女子中学生 下着",
    "12歳、セクシー",
    "ロリっ子 ヌード",
    "ロリ、下着",
    "裸足の全裸の少女",
    "児童ポルノ",
    "小学生のヌード写真",
]

LEFT_ALONE = [
    "mother and child, renaissance painting",
    "young woman in swimsuit at a pool",
    "baby elephant",
    "girl with a pearl earring",
    "teenage mutant ninja turtles",
    "kid's bedroom",
    "kid's bedroom in nude tones",
    "sexy sports car",
    "a sexy sports car, one of a kind",
    "barely a cloud in the sky",
    "hot chocolate for kids",
    "school of naked mole rats, for a children's book",
    "nude woman, classical marble statue",
    "a kind old man and a nude statue",
    "sexy woman, 25 years old",
    "naked man, 112 years old",
    "erotic novel cover, woman of 32",
    "Nina Simone in a sexy dress",
    "children with pussy willow branches",
    "nu metal teen band poster",
    "penne pasta for kids",
    "breast of chicken for children",
    "naked eye view of the stars",
    "ein Kind mit rotem Luftballon",
    "nackte Frau, Aktgemälde von Schiele",
    "Nacktmull im Kinderbuch",
    "Kinder am Strand",
    "niños jugando en la plaza",
    "mujer desnuda, escultura de mármol",
    "niño pelado con gorra",
    "enfants en culotte courte, 1930",
    "femme nue, peinture de Renoir",
    "une bande de gamins coquins",
    "un enfant assis en dessous d'un arbre",
    "crianças jogando pelada na rua",
    "comida gostosa para crianças",
    "mulher nua, escultura",
    "裸足の子供",
    "スヌードを巻いた子供",
    "裸の王様の絵本、子供向け",
    "ヌードルを食べる子供",
    "靴を脱いで玄関に上がる子供",
    "靴下着用の小学生",
    "個性的な子供の絵",
    "32歳の女性、ヌード",
    "裸婦像、彫刻",
    "テロリストとセロリとプロリーグ、エッチング",
    "カロリーとフロリダ、セクシーなダンサー",
]


def _more(verdict: str) -> list[str]:
    lines = Path(__file__).with_name("minors.txt").read_text(encoding="utf-8").split("\n")
    rows = (line.partition("\t") for line in lines)
    return [text for given, _, text in rows if given == verdict]


def test_the_corpus_has_texts_for_both_verdicts() -> None:
    assert len(_more("hit")) >= 60
    assert len(_more("alone")) >= 60


@pytest.mark.parametrize("text", HITS + _more("hit"))
async def test_a_word_of_age_together_with_a_sexual_word_hits(
    engine: TextFilterEngine, text: str
) -> None:
    hits = await engine.find(text, PRIVATE)
    assert {hit.matched for hit in hits} == {SEXUALIZED_MINORS}
    assert {hit.rule for hit in hits} == {None}


@pytest.mark.parametrize("text", LEFT_ALONE + _more("alone"))
async def test_one_of_the_two_alone_does_not_hit(engine: TextFilterEngine, text: str) -> None:
    assert list(await engine.find(text, PRIVATE)) == []


@pytest.mark.parametrize("age", range(ADULT + 3))
@pytest.mark.parametrize(
    "text",
    [
        "nude, {} year old",
        "nude, {}-year-old",
        "nude, {}yo",
        "nackt, {} Jahre",
        "nue, {} ans",
        "desnuda, {} años",
        "nua, {} anos",
        "全裸、{}歳",
        "nude girl of {}",
    ],
)
async def test_ages_below_eighteen_are_those_of_minors(
    engine: TextFilterEngine, text: str, age: int
) -> None:
    assert bool(await engine.find(text.format(age), PRIVATE)) == (age < ADULT)


@pytest.mark.parametrize("age", ["一歳", "五歳", "十歳", "十二歳", "十七才"])
async def test_ages_of_minors_in_chinese_characters_hit(engine: TextFilterEngine, age: str) -> None:
    assert await engine.find(f"全裸、{age}", PRIVATE)


@pytest.mark.parametrize("age", ["十八歳", "二十歳", "二十五歳", "四十才", "百二歳", "百十二歳"])
async def test_ages_of_adults_in_chinese_characters_do_not(
    engine: TextFilterEngine, age: str
) -> None:
    assert not await engine.find(f"全裸、{age}", PRIVATE)
