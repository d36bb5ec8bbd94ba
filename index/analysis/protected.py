"""Words whose stem no rule can find, with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from index.analysis.fold import fold

__all__ = ["NATIONS", "NISBA_OF_YA", "OWN_ARTICLE_NOUNS", "OWN_ARTICLE_VERBS", "STEMS"]

_STEMS = (
    # (stem, forms, reason)
    ("الله", "الله لله بالله والله فالله تالله ولله وبالله فلله", "the name, with its ال"),
    ("اللهم", "اللهم", "O God: not الله with a pronoun"),
    ("الآن", "الآن والآن فالآن", "now: the noun is not used alone"),
    (
        "الذي",
        "الذي والذي فالذي بالذي كالذي للذي اللذي",
        "relative pronoun: this ال is no article; often misspelled اللذي",
    ),
    ("التي", "التي والتي فالتي بالتي كالتي للتي اللتي", "relative pronoun"),
    ("الذين", "الذين والذين فالذين بالذين للذين كالذين", "relative pronoun"),
    ("سنة", "سنوات السنوات والسنوات بسنوات لسنوات سنواتها سنواته", "years: the و comes back"),
    ("مئة", "المئة المائة بالمئة بالمائة مئات", "per cent, hundreds: مائة is not ماء"),
    ("اثنين", "الاثنين والاثنين فالاثنين بالاثنين للاثنين وللاثنين", "Monday: not the number two"),
    ("وهم", "الوهم والوهم بالوهم للوهم", "illusion: with ال it is not and they"),
    ("وفي", "الوفي والوفي بالوفي للوفي", "loyal: with ال it is not and in"),
    ("هيئة", "هيأة", "the Maghreb's seat of this hamza"),
    ("مسألة", "مسئلة", "an older seat of this hamza"),
    ("سماء", "سموات سماوي سماوية", "heavens: the و comes back"),
    ("قرآن", "قرءان", "spelled as in the Quran"),
    ("هذا", "هاذا وهاذا", "spelled as spoken"),
    ("هذه", "هاذه وهاذه", "spelled as spoken"),
    ("ذلك", "ذالك وذالك", "spelled as spoken"),
    ("لكن", "لاكن ولاكن", "spelled as spoken"),
    ("أولئك", "أولائك وأولائك", "spelled as spoken"),
    ("تل", "تل لتل بتل وتل", "تل أبيب: too short for the rules"),
    ("لغة", "بلغة وبلغة", "in a language: بلغه is a verb, but rarer"),
    ("كل", "كل وكل فكل بكل لكل وبكل ولكل", "all: too short for the rules"),
    ("كذلك", "كذلك وكذلك", "likewise: not ك with ذلك"),
    ("مدني", "مدنية مدنيا مدنيون مدنيين مدنيان", "civil: not of the مدن"),
)

_WHOLE = (
    # (words that are their own stem, reason)
    ("بحرين سليمان سلمان عثمان عمران مروان عدنان رمضان شعبان عمان", "names: not duals"),
    ("كانون تشرين", "months: كانون is no plural"),
    ("كوبا روما بابا ماما ماريا درعا فيلا غانا نابولي", "names: the last letter is their own"),
    ("فراس فارس وسيم كريم بسام", "names: the first letter is their own"),
    ("إلى على حتى متى لدى بلى سوى هنا أنا إذا هذا لماذا ماذا", "particles: they have no ending"),
    ("كلما مهما لما إنما ربما طالما حينما عندما بينما", "with ما: no adverb's alef"),
    ("مثلما أينما كيفما بعدما كما فيما فيمن مما عما بما أما إما", "with ما: no adverb's alef"),
    ("في هو هي هم لم لن لا ما من عن إن أن قد أو أم لو لذا", "too short for the rules"),
    ("هما لهما بهما أيها أيتها", "pronouns and vocatives"),
    ("ماهو ماهي ماهم منهو", "questions written together: no pronoun on a noun"),
    ("تأمين إثبات بالون عدوان", "nouns: no plural's ending"),
    ("مدني", "civil: not of the مدن"),
)

_PRONOUNS = "ه ها هم هما هن ك كم كما نا ي"

_WITH_PRONOUNS = (
    # (stem, what stands before the pronoun, clitics that come before)
    ("على", "علي", "و ف"),
    ("إلى", "إلي", "و ف"),
    ("لدى", "لدي", "و ف"),
    ("في", "في", "و ف"),
    ("كل", "كل", "و ف ب ل"),
    ("إن", "إن", "و ف ل ب"),
    ("لكن", "لكن", "و ف"),
    ("من", "من", "و ف"),
    ("عن", "عن", "و ف"),
    ("مع", "مع", "و ف"),
    ("بين", "بين", "و ف"),
)
"""Function words that carry pronouns: too short for the rules."""


def _particles() -> Iterator[tuple[str, str]]:
    for stem, base, clitics in _WITH_PRONOUNS:
        for clitic in ("", *clitics.split()):
            for pronoun in _PRONOUNS.split():
                # With ي itself, على gives عليّ, which is written like the name علي.
                if pronoun != "ي" or not base.endswith("ي"):
                    yield fold(clitic + base + pronoun)[0], fold(stem)[0]


def _whole_words() -> Iterator[tuple[str, str]]:
    for words, _ in _WHOLE:
        for word in words.split():
            for clitic in ("", "و", "ف"):
                yield fold(clitic + word)[0], fold(word)[0]


STEMS = {
    **dict(_particles()),
    **dict(_whole_words()),
    **{form: fold(stem)[0] for stem, forms, _ in _STEMS for form in fold(forms)},
}
"""For each folded word its stem."""

OWN_ARTICLE_NOUNS = tuple(
    fold(
        "التزام التقاء التحاق التهاب التفات التماس التباس التئام التواء التقاط التفاف التهام "
        "التجاء التحام التصاق"
    )
)
"""Nouns of the pattern افتعال whose root begins with ل: this ال is no article."""

OWN_ARTICLE_VERBS = frozenset(
    verb + ending
    for verb in fold(
        "التزم التقى التقي التق التقا التحق التهب التفت التف التمس التبس التقط التجأ التحم التصق"
    )
    for ending in ("", "ت", "وا", "ا", "تا", "نا", "ه", "ها", "هم", "ته", "تها", "تهم")
)
"""Their verbs in the past."""

NISBA_OF_YA = frozenset(
    fold(
        "سوريا ليبيا تركيا روسيا ألمانيا إيطاليا بريطانيا إسبانيا أستراليا ماليزيا إندونيسيا "
        "موريتانيا إثيوبيا إريتريا نيجيريا كينيا تنزانيا زامبيا ناميبيا غامبيا ليبيريا "
        "كولومبيا بوليفيا كوريا كمبوديا منغوليا أرمينيا جورجيا ألبانيا بلغاريا رومانيا "
        "هنغاريا صربيا كرواتيا سلوفاكيا سلوفينيا مقدونيا مولدوفيا ليتوانيا لاتفيا إستونيا "
        "أوكرانيا بولونيا تشيكيا بيلاروسيا أفريقيا إفريقيا آسيا كاليفورنيا فلوريدا كاتالونيا "
        "أنطاكيا يوغوسلافيا تشيكوسلوفاكيا"
    )
)
"""Names in ـيا, whose nisba is the name without its alef: سوري, روسي."""

NATIONS = frozenset(name[:-1] for name in NISBA_OF_YA) | frozenset(
    fold("سعودي إنجليزي سويسري نمساوي هولندي بحريني")
)
"""Nisbas that are a stem: what is left without ي is no word, or another word."""
