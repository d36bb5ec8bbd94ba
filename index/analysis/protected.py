"""Words whose stem no rule can find, with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from index.analysis.fold import fold

__all__ = [
    "AFTER_CLITICS",
    "FEMININES",
    "FEMININE_NISBAS",
    "NATIONS",
    "NISBA_OF_YA",
    "OWN_ARTICLE_NOUNS",
    "OWN_ARTICLE_VERBS",
    "STEMS",
    "WHOLE",
    "WRITTEN_FEMININES",
]

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
    ("لغة", "بلغة وبلغة بلغات وبلغات", "in a language: بلغه is a verb, but rarer"),
    ("كل", "كل وكل فكل بكل لكل وبكل ولكل", "all: too short for the rules"),
    ("كذلك", "كذلك وكذلك", "likewise: not ك with ذلك"),
    ("مدني", "مدنية مدنيا مدنيون مدنيين مدنيان", "civil: not of the مدن"),
    ("التي", "اللتين اللتان واللتين واللتان", "the dual of التي: not الله with an ending"),
    ("الذي", "اللذين اللذان واللذين واللذان", "the dual of الذي: this ال is no article"),
    ("اللاتي", "اللاتي واللاتي اللواتي واللواتي", "the plural of التي: this ال is no article"),
    ("فهم", "فهم فهما", "understanding: and so they is a function word, which no one searches"),
    ("فقد", "فقد", "to lose: فقد before a verb is a function word"),
    ("ليس", "ليست وليست فليست ليسوا وليسوا", "is not: وليست is no وليس"),
    ("بات", "باتت وباتت", "became: not with the و of a noun"),
    ("بدأ", "وبدأت فبدأت", "began: not وبد with an ending"),
    ("اتهم", "واتهم واتهمت", "accused: not وات with a pronoun"),
    ("قول", "بقوله بقولها بقولهم", "in his words: not of بقول, pulses"),
    ("دور", "بدوره بدورها بدورهم بدورهما", "for his part: not of بدور, full moons"),
    ("حق", "حقه حقها حقهم حقنا حقا بحقه بحقها بحقهم", "right: too short for the rules"),
    ("يد", "يده يدها يدهم يديه يديها بيده بيدها بيدهم", "hand: too short for the rules"),
    ("أب", "أبوه أبيه أباه أبوها أبيها أباها أبوهم أبيهم أباهم", "father: و, ي, ا are his case"),
    ("أبو", "أبو أبي أبا", "in a name, by its case: أبو بكر, أبي بكر, أبا بكر"),
    ("أهم", "والأهم", "and what matters most: not of والي"),
    ("إعلان", "إعلانا", "an announcement: not of أعلى with a pronoun"),
    ("أمين", "أمينا", "a secretary: not of أمي with a pronoun"),
    ("معين", "معينا", "certain: not معي with a pronoun"),
    ("أمان", "أمانا", "safety: not of أما with a pronoun"),
    ("جنيه", "جنيها", "pounds: not of جني with a pronoun"),
    ("توجيه", "توجيها", "a direction: not of توجه with a pronoun"),
    ("توجه", "توجها", "a course: not of توج with a pronoun"),
    ("مساهم", "مساهما", "contributing: not of مسا with a pronoun"),
    ("وجه", "وجوها", "faces: not of وجو with a pronoun"),
    ("ماء", "مياها", "waters: not of ميا with a pronoun"),
    ("توعيه", "توعيتهم توعيتها", "raising awareness: its ة is written ت"),
    ("عوده", "وعودة", "and the return: not of وعود, promises"),
    ("سنة", "وسنة", "and a year: not of وسن, sleepiness"),
    ("يوم", "ليوم", "for a day: too short for the rules"),
    ("حين", "لحين", "until: too short for the rules"),
    ("رأي", "ورأي", "and an opinion: too short for the rules"),
    ("كأس", "وكأس", "and the cup: too short for the rules"),
    ("ولي", "وولي", "and the heir: two و are one too many for the rules"),
    ("لأن", "ولأن", "because: too short for the rules"),
    ("روسي", "وروسيا", "and Russia: بروسيا is Prussia too, so the rules do not know"),
    ("قاعه", "وقاعة وقاعات", "and a hall: فقاعة is a bubble, so the rules do not know"),
    ("كلي", "كلي", "total, and kidneys: not كل with my"),
    ("خلاف", "خلافات خلافاتهم خلافاتها خلافاته خلافاتنا", "disputes: not of خلافة, a caliphate"),
    ("عليا", "عليا وعليا", "supreme, higher: not of the name علي; فعليا is in fact"),
    ("يأتي", "يأتي ويأتي سيأتي ليأتي", "comes: not ويأة with a nisba"),
    ("تأتي", "تأتي وتأتي ستأتي لتأتي", "comes: not وتاة with a nisba; فتاتي is my girl"),
    ("يسهم", "سيسهم", "will contribute: not of سيس with a pronoun"),
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
    ("طالبان", "the Taliban: two students are rarer"),
    ("حمدان فوزان ياسين", "names: not duals, and ياسين is not of يأس"),
    ("ظهران قصرين مدنين جولان لوزان كرملين", "places: not duals"),
    ("تمرين إدمان تعدين هرمون فرعون إحسان", "nouns: no plural's ending, so تمارين are no dates"),
    ("شكري حمدي فوزي فتحي لطفي مجدي شوقي فهمي حسني جولي", "names: no nisbas, and not my"),
    ("كويتا", "Quetta is not Kuwait"),
    ("صيدا منيا كسلا فيرونا تلمسان", "towns: not hunting, wishes, sloth, better, groping"),
    ("بوست", "Washington Post: not ب with وست, and six"),
    ("تم تمت ليس هكذا لاسيما", "too short for the rules, or with no ending"),
)

WHOLE = frozenset(fold(" ".join(words for words, _ in _WHOLE)))
"""Words that are their own stem, folded: an ending before a pronoun is no ending either."""

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

_OWN_NISBAS = (
    # (nisbas, what they are not of)
    ("سعودي إنجليزي سويسري نمساوي هولندي بحريني", "no words without ي"),
    ("اجتماعي", "social: not of an اجتماع, a meeting"),
    ("رسمي", "official: not of a رسم, a drawing or a fee"),
    ("محلي", "local: not of a محل, a shop"),
    ("حالي", "current: not of a حالة, a case"),
    ("دوري", "the league, a patrol: not of a دور, a role"),
    ("بلدي", "municipal, with بلدية: not of a بلد, a country"),
    ("أهلي", "private, civil, a club: not of أهل, a family"),
    ("نفسي", "of the mind: not of نفس, the same"),
    ("جمهوري", "republican, with جمهورية: not of a جمهور, an audience"),
    ("عنصري", "racist: not of an عنصر, an element"),
    ("نظري", "theoretical, with نظرية: not of نظر, a look"),
    ("كافي", "enough: not of كافة, all"),
    ("حادي", "eleventh: not of حاد, sharp"),
    ("مهدي", "a name, and the town المهدية: not of مهد, a cradle"),
    ("قبلي", "tribal, and a town: not of قبل, before"),
    ("إسماعيلي سليماني ناصري", "with the towns الإسماعيلية, السليمانية, الناصرية: not the names"),
)

NATIONS = frozenset(name[:-1] for name in NISBA_OF_YA) | frozenset(
    fold(" ".join(words for words, _ in _OWN_NISBAS))
)
"""Nisbas that are a stem: what is left without ي is no word, or another word."""

_FEMININES = (
    # (nouns whose ة is their own, their nisba, what they are not)
    ("رياضة", "رياضي", "sport: الرياض is a city"),
    ("طائفة", "طائفي", "a sect: الطائف is a city"),
    ("عادة", "عادي", "a habit: not عاد, came back"),
    ("نقابة", "نقابي", "a union: not نقاب, a veil"),
    ("بريدة بيشة قفصة ربيعة", "", "places and a tribe: not mail, بيش, a cage or spring"),
    ("حديدة صعدة سبتة", "", "towns: not iron, climbed or Saturday"),
    ("منصورة مجمعة مهرة طبرقة", "", "towns: not منصور, a complex, a dowry or طبرق"),
    ("غرابة", "", "strangeness: not غراب, a raven"),
    ("جمعة", "", "Friday: not جمع, collected"),
    ("كعبة", "", "the Kaaba: not كعب, a heel"),
    ("كلية", "", "a college: not كلي, total"),
    ("أمانة", "", "a secretariat: not أمان, safety"),
    ("سلامة", "", "safety: not سلام, peace"),
    ("رابطة", "", "a league: not رابط, a link"),
    ("خبرة", "", "experience: not خبر, a piece of news"),
    ("راحة", "", "rest: not راح, went"),
    ("قاعة", "", "a hall: not قاع, the bottom"),
    ("جوهرة", "", "a jewel: not جوهر, the essence"),
    ("قبيلة", "", "a tribe: not قبيل, shortly before"),
    ("سيولة", "", "cash: not سيول, floods"),
    ("فقرة", "", "a paragraph: not فقر, poverty"),
    ("عمارة", "", "a building: not the name عمار"),
    ("عربة", "", "a cart: not عرب, Arabs"),
    ("مقابلة", "", "an interview, a match: not مقابل, in exchange"),
    ("شهرة", "", "fame: not شهر, a month"),
)

_WRITTEN_FEMININES = (
    # (nouns whose ة is their own; with ه they are mostly another noun and his; that noun)
    ("دورة", "a course: his role is دوره"),
    ("حملة", "a campaign: his load is حمله"),
    ("قدرة", "ability: his measure is قدره"),
    ("عملة", "a currency: his work is عمله"),
    ("مكتبة", "a library: his office is مكتبه"),
    ("نصرة", "support: his victory is نصره"),
    ("حكمة", "wisdom: his rule is حكمه"),
    ("عمرة", "the Umrah: his age is عمره"),
    ("عينة", "a sample: his eye is عينه"),
    ("بصرة", "a town: his sight is بصره"),
    ("شعبة", "a branch: his people is شعبه"),
    ("عقبة", "an obstacle: after it is عقبه"),
    ("قيامة", "the Resurrection: his doing is قيامه"),
    ("خلافة", "the caliphate: others than he are خلافه"),
    ("مقاطعة", "a boycott: its passages are مقاطعه"),
    ("معاملة", "dealings: its laboratories are معامله"),
    ("مظاهرة", "a demonstration: its signs are مظاهره"),
    ("مداخلة", "a contribution: its entrances are مداخله"),
    ("مصالحة", "reconciliation: his interests are مصالحه"),
    ("مصادرة", "confiscation: its sources are مصادره"),
    ("مناظرة", "a debate: its views are مناظره"),
    ("مواكبة", "keeping up: its processions are مواكبه"),
    ("مرافقة", "company: its facilities are مرافقه"),
    ("معاهدة", "a treaty: its institutes are معاهده"),
    ("مبالغة", "exaggeration: its amounts are مبالغه"),
    ("مساءلة", "being called to account: its questions are مسائله"),
)

WRITTEN_FEMININES = frozenset(fold(" ".join(words for words, _ in _WRITTEN_FEMININES)))
"""Folded nouns with ة of which another noun with ه is written alike."""

FEMININES = WRITTEN_FEMININES | frozenset(fold(" ".join(words for words, *_ in _FEMININES)))
"""Folded nouns with ة that is their own: what is left without it is another word."""

FEMININE_NISBAS = {fold(nisba)[0]: fold(noun)[0] for noun, nisba, _ in _FEMININES if nisba}
"""For each folded nisba of such a noun the noun: رياضي is of رياضة."""

AFTER_CLITICS = frozenset(
    fold(
        "بين خصوصا تشمل يصبح تصبح طالب طالبت طالبوا خادم ذوي منسوبي بيان بيانات "
        "مكافحة تعزيز تحسين استعادة تفادي تجنب توسيع زعزعة تذليل ارتكاب إشراف لقاء قرية "
        "خالد صالح فهد عمر سلطان حسين ناصر سعود سعيد سالم عادل نواف منصور هاني صلاح يوسف "
        "صفاقس منوبة باجة طبلبة"
    )
)
"""Words before which a clitic is one, although the lexicon knows both together: وخالد, لتعزيز."""
