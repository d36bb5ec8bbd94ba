"""The rows that search has to keep: (words that meet, or must not, in which view; the reason).

A row is about one habit of writing or of grammar. It has at least 15 real words, so that no rule
can be made for the one word of an example.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from index.analysis import Analyzer
from index.analysis.fold import fold

FEWEST = 15


class Row(NamedTuple):
    """Hold a row: `a=b` pairs, or words that keep their first or last letters."""

    reason: str
    words: str


# One term in the exact view: the same word, written otherwise.
ONE_TERM = {
    "hamza on alef": Row(
        "left out or put on the wrong side by most who type",
        "الأمريكية=الامريكية أحمد=احمد إسرائيل=اسرائيل آسيا=اسيا أوروبا=اوروبا إيران=ايران "
        "الأردن=الاردن أكتوبر=اكتوبر رأي=راي مسألة=مسالة تأثير=تاثير قرآن=قران مرآة=مراة "
        "استئناف=إستئناف اجتماع=إجتماع انتخابات=إنتخابات اقتصاد=إقتصاد الآن=الان",
    ),
    "seat of hamza": Row(
        "Egypt writes ئ where others write ؤ; in haste it stands alone",
        "مسؤول=مسئول شؤون=شئون مسؤولية=مسئولية رؤوس=رءوس فؤوس=فئوس كؤوس=كئوس رؤساء=رءساء "
        "رئيس=رءيس شؤونهم=شئونهم يقرؤون=يقرءون جاؤوا=جاءوا بدؤوا=بدءوا قراءة=قرائة هيئة=هيءة "
        "بناؤه=بناءه علمائهم=علماءهم مرؤوس=مرءوس تفاؤل=تفاءل",
    ),
    "decomposed hamza": Row(
        "some systems store letter and hamza apart",
        "ا\u0654حمد=أحمد ا\u0655لى=إلى ا\u0653سيا=آسيا مسو\u0654ول=مسؤول شي\u0654ون=شئون "
        "ري\u0654يس=رئيس مو\u0654تمر=مؤتمر بيي\u0654ة=بيئة ا\u0653ب=آب ا\u0655سلام=إسلام "
        "ا\u0654مل=أمل سو\u0654ال=سؤال قرا\u0653ن=قرآن هيي\u0654ة=هيئة مى\u0654ة=مئة"
        " ا\u0655يران=إيران",
    ),
    "teh marbuta": Row(
        "written without its dots by many",
        "مدرسة=مدرسه غزة=غزه القاهرة=القاهره لجنة=لجنه وزارة=وزاره سنة=سنه جامعة=جامعه "
        "حكومة=حكومه دولة=دوله مدينة=مدينه السعودية=السعوديه الثقافة=الثقافه شركة=شركه "
        "صحة=صحه رسالة=رساله",
    ),
    "alef maqsura": Row(
        "Egypt writes ى for every last yeh",
        "مستشفى=مستشفي مبنى=مبني موسى=موسي مصطفى=مصطفي ليلى=ليلي معنى=معني أعلى=اعلي "
        "يحيى=يحيي فى=في الذى=الذي سعودى=سعودي قرى=قري قاضى=قاضي الثانى=الثاني "
        "عيسى=عيسي أخرى=اخري",
    ),
    "Persian letters": Row(
        "pasted, or typed on a keyboard for Persian or Urdu",
        "لکیان=لكيان فلسطین=فلسطين ابیب=أبيب ایران=إيران پاكستان=باكستان ہند=هند گاز=كاز "
        "ڤيينا=فيينا چاي=جاي أڭادير=أكادير ڨفصة=قفصة ھذا=هذا کابل=كابل کتاب=كتاب "
        "وزیر=وزير امریکا=أمريكا کویت=كويت علی=علي",
    ),
    "digits": Row(
        "three sets of digits, and thousands with or without a separator",
        "٢٠٢٤=2024 ۱۳۵۷=1357 ٣١=31 ٠٦=06 ۲۰۲۴=2024 ٢٠٠٠=2000 ١٢٣=123 ٢٬٠٠٠=2000 2,000=2000 "
        "١٬٢٣٤٬٥٦٧=1234567 1,234,567=1234567 ۲٬۰۰۰=2000 10,000=10000 ١٠٠,٠٠٠=100000 ٥=5 ۵=5",
    ),
    "marks": Row(
        "vowels, shadda, tanwin, sukun and signs of the Quran",
        "مُسْتَعِدَّة=مستعدة كِتَابٌ=كتاب مستعداً=مستعدا مُحَمَّد=محمد العِراقُ=العراق سَلَامٌ=سلام "
        "فِيهِۖ=فيه عَلَيۡهِمۡ=عليهم بِهِۦ=به رَيۡبَۛ=ريب الأُمَّة=الأمة حُبّ=حب دُوَل=دول قُدُس=قدس "
        "مَدرَسة=مدرسة شُكراً=شكرا",
    ),
    "tatweel": Row(
        "it only widens a word",
        "كتـــاب=كتاب محمـد=محمد العـــراق=العراق سـلام=سلام اللـــه=الله هـذا=هذا مـصر=مصر "
        "قـطر=قطر الـوطن=الوطن خبـر=خبر عـاجل=عاجل فـلسطين=فلسطين رئيـس=رئيس تـونس=تونس "
        "ليبـيا=ليبيا",
    ),
    "controls": Row(
        "direction marks, embeddings, isolates and joiners come along with pasted text",
        "كتا\u200fب=كتاب كتا\u200eب=كتاب كتا\u200dب=كتاب كتا\u200cب=كتاب كتا\u061cب=كتاب "
        "كت\u202aاب=كتاب كت\u202bاب=كتاب كت\u202cاب=كتاب كت\u202dاب=كتاب كت\u202eاب=كتاب "
        "كت\u2066اب=كتاب كت\u2067اب=كتاب كت\u2068اب=كتاب كت\u2069اب=كتاب كت\ufeffاب=كتاب "
        "كت\u00adاب=كتاب كت\u2060اب=كتاب",
    ),
    "presentation forms": Row(
        "PDF and old programs store how letters look",
        "ﻛﺘﺎﺏ=كتاب ﻻ=لا ﷲ=الله ﺍﻹﺳﻼﻡ=الإسلام ﻷن=لأن ﻵن=لآن ﭘﺎرﻳﺲ=باريس ﻣﺴﺆول=مسؤول "
        "ﺳﻼم=سلام اﻟﻌﺮاق=العراق ﻣﺪرﺳﺔ=مدرسة ﻣﺴﺘﺸﻔﻰ=مستشفى ﺑﻐﺪاد=بغداد ﺷﻲء=شيء ﺍﻷﻣﺔ=الأمة "
        "ﻓﻠﺴﻄﻴﻦ=فلسطين",
    ),
    "dagger alef, dropped": Row(
        "words that are never printed with the alef",
        "هٰذا=هذا هٰذه=هذه هٰؤلاء=هؤلاء هـٰذا=هذا ذٰلك=ذلك كذٰلك=كذلك أولٰئك=أولئك لٰكن=لكن "
        "ولٰكنه=ولكنه إلٰه=إله اللّٰه=الله ٱللَّٰه=الله هٰكذا=هكذا طٰه=طه بهٰذا=بهذا علىٰ=على "
        "موسىٰ=موسى هُدىٰ=هدى",
    ),
}

# One term in the stem view.
ONE_STEM = {
    "nisba of a country": Row(
        "who is from a place meets the place",
        "الأمريكية=أمريكا الامريكية=أمريكي أمريكي=أمريكا السورية=سوريا السوريون=سوريا "
        "اللبنانية=لبنان العراقيين=العراق الفلسطينيون=فلسطين المصرية=مصر التونسي=تونس "
        "اليمنيين=اليمن الإيرانية=إيران الروسية=روسيا الفرنسي=فرنسا التركية=تركيا المغربية=المغرب "
        "الألماني=ألمانيا السودانية=السودان",
    ),
    "chains of clitics": Row(
        "conjunction, preposition and article before one word",
        "والوزير=وزير فالوزير=وزير وللوزير=وزير وبالوزير=وزير للوزير=وزير ووزير=وزير "
        "فللوزير=وزير والرئيس=رئيس وبالقانون=قانون فالقانون=قانون وللشعب=شعب كالأسد=أسد "
        "وكالبحر=بحر بالمدينة=مدينة وسيكون=يكون فسيقول=يقول وبغداد=بغداد ولبغداد=بغداد",
    ),
    "the name of God": Row(
        "its ال is its own, and goes with clitics",
        "لله=الله بالله=الله والله=الله فالله=الله تالله=الله ولله=الله وبالله=الله فلله=الله "
        "ٱللَّه=الله ﷲ=الله اللّٰه=الله اللـه=الله اللَّهِ=الله بِاللهِ=الله لِلّٰه=الله",
    ),
    "dropped lam": Row(
        "ل and ال before a lam are written with two lams, not three",
        "للجنة=اللجنة لليل=الليل للغة=اللغة للبنانيين=اللبنانيين للاعب=اللاعب للاجئين=اللاجئين "
        "للحم=اللحم للحظة=اللحظة للقاء=اللقاء للوحة=اللوحة للون=اللون للجان=اللجان "
        "وللجنة=اللجنة وللغة=اللغة للجوء=اللجوء للياقة=اللياقة",
    ),
    "pronouns on teh marbuta": Row(
        "before an ending ة is written ت",
        "مدرستهم=مدرسة مدرسته=مدرسة لجنتها=لجنة لغتهم=لغة حكومته=حكومة سياستها=سياسة "
        "قوتهم=قوة دولتنا=دولة مدينتهم=مدينة جامعتها=جامعة شركته=شركة عائلته=عائلة "
        "رسالتها=رسالة حياتهم=حياة مدرستان=مدرسة زوجته=زوجة",
    ),
    "alef maqsura before endings": Row(
        "before an ending ى is written ا or ي",
        "مستشفاه=مستشفى مستشفيات=مستشفى المستشفيات=مستشفى بالمستشفى=مستشفى للمستشفى=مستشفى "
        "مستشفياتها=مستشفى مبناه=مبنى مبناها=مبنى معناه=معنى معناها=معنى معناهم=معنى "
        "مستواه=مستوى مستوياتها=مستوى مستويات=مستوى محتواه=محتوى محتويات=محتوى",
    ),
    "broken plurals": Row(
        "the plural changes the word inside",
        "كتب=كتاب أشجار=شجرة وثائق=وثيقة مدارس=مدرسة مدارسهم=مدرسة وزراء=وزير أطباء=طبيب "
        "دول=دولة مدن=مدينة جيوش=جيش حروب=حرب رؤساء=رئيس قوانين=قانون أسلحة=سلاح شهداء=شهيد "
        "صواريخ=صاروخ مفاوضات=مفاوضة أحزاب=حزب",
    ),
    "sound plurals and duals": Row(
        "number does not change what a text is about",
        "مسلمون=مسلم المسلمين=مسلم مسؤولون=مسؤول المسئولين=مسؤول متعاملين=متعامل جامعات=جامعة "
        "انتخابات=انتخاب قوات=قوة مهندسون=مهندس مهندسين=مهندس كتابان=كتاب كتابين=كتاب "
        "لاجئين=لاجئ معلمون=معلم سيارات=سيارة شركات=شركة",
    ),
    "adverbial alef": Row(
        "the accusative of the indefinite is written with an alef",
        "كتابا=كتاب كتاباً=كتاب كتابًا=كتاب كيانا=كيان طلبا=طلب دائما=دائم جزءا=جزء جزءاً=جزء "
        "شيئا=شيء رئيسا=رئيس يوما=يوم عاما=عام سببا=سبب بيانا=بيان مشروعا=مشروع قرارا=قرار "
        "رجلا=رجل وزيرا=وزير",
    ),
    "spellings of foreign names": Row(
        "every country hears g, v, p, o and e its own way",
        "إنترسيبت=انترسبت ترامب=ترمب نتنياهو=نيتانياهو غوغل=جوجل غوغل=قوقل إنجلترا=إنكلترا "
        "أوكرانيا=اوكراينا غورباتشوف=جورباتشوف بوتين=بوتن كلينتون=كلنتون شكسبير=شيكسبير "
        "فنزويلا=فينزويلا واشنطن=واشنطون هتلر=هيتلر تلغرام=تيليجرام سامسونغ=سامسونج "
        "زيلينسكي=زيلنسكي بلغاريا=بلجاريا كارولاينا=كارولينا",
    ),
    "months of the year": Row(
        "five calendars of names for the same month",
        "January=يناير شباط=فبراير آذار=مارس March=مارس نيسان=أبريل أيار=مايو حزيران=يونيو "
        "تموز=يوليو آب=أغسطس غشت=أغسطس أيلول=سبتمبر شتنبر=سبتمبر October=أكتوبر نونبر=نوفمبر "
        "دجنبر=ديسمبر جويلية=يوليو فيفري=فبراير جانفي=يناير".replace("March=مارس ", ""),
    ),
    "months of the Hijra": Row(
        "in Latin letters too, and written together",
        "المحرم=محرم Muharram=محرم Rajab=رجب لرجب=رجب Shaban=شعبان لشعبان=شعبان وشعبان=شعبان "
        "Ramadan=رمضان Ramadhan=رمضان رمضانَ=رمضان لرمضان=رمضان برمضان=رمضان Shawwal=شوال "
        "وشوال=شوال ذوالقعدة=ذيالقعدة ذوالحجة=ذيالحجة",
    ),
    "number words": Row(
        "who types a digit means the word, and the other way round",
        "خمسة=5 خمس=٥ ثلاثة=3 ثلاث=٣ أربعة=4 أربع=4 ستة=6 سبعة=7 ثمانية=8 ثماني=8 ثمان=٨ "
        "تسعة=9 عشرة=10 عشرون=20 عشرين=٢٠ والعشرين=20 ثلاثين=30 خمسون=50 مئة=100 مائة=100 "
        "مئتان=200 مائتين=200 ثلاثمئة=300 أربعمائة=400 ألف=1000 ألفين=2000 واحد=1 واحدة=1 "
        "اثنان=2 اثنتين=2 وستة=6 بسبعة=7 آلاف=ألف",
    ),
    "seats of hamza that change letters": Row(
        "the seat follows the vowels of case and ending, or a school's habit",
        "شئ=شيء الشئ=شيء شىء=شيء برئ=بريء بطئ=بطيء جرئ=جريء شاطيء=شاطئ الشاطىء=شاطئ لاجيء=لاجئ "
        "طوارىء=طوارئ مبادىء=مبادئ قاريء=قارئ خطؤه=خطأ خطئه=خطأ مبدؤهم=مبدأ ملجئهم=ملجأ "
        "يقرؤون=يقرأون قرؤوا=قرأوا بدؤوا=بدأوا هيأة=هيئة مسئلة=مسألة مبدئي=مبدأ",
    ),
    "long a of the Quran": Row(
        "old spellings and spellings by ear",
        "ٱلۡكِتَٰبُ=الكتاب كِتٰب=كتاب الرحمٰن=الرحمن السمٰوٰت=السماوات السموات=السماوات "
        "ٱلصَّلَوٰةَ=الصلاة الزكوٰة=الزكاة الحيوٰة=الحياة التورىٰة=التوراة العٰلمين=العالمين "
        "مَٰلِكِ=مالك إسحٰق=إسحاق الشيطٰن=الشيطان سلٰم=سلام القرءان=القرآن ءامنوا=آمنوا هاذا=هذا "
        "ذالك=ذلك لاكن=لكن",
    ),
}

# Two terms in the exact view, whatever the stems are: ranked apart when typed exactly.
TWO_TERMS = Row(
    "another word, or another form of the word, typed on purpose",
    "على=علي وعلى=وعلي إلى=إلي متى=متي حتى=حتي عليه=علي عليه=على مدرس=مدرسة ولاية=ولاي "
    "كتاب=كتب وثيقة=وثائق شجرة=أشجار جزء=جزأ بدء=بدأ ضوء=ضوئي شيء=شئ هيئة=هيأة سأل=سئل ماء=ما "
    "حرب=خرب ذهب=دهب ضل=ظل خمسة=خمس خمسة=5 يناير=جانفي ترامب=ترمب الرحمن=الرحمان لدى=لدي "
    "مستشفى=مستشفيات للجنة=اللجنة كتابا=كتاب بطيء=بطء مليء=ملء",
)

# Two stems: words that only look alike.
TWO_STEMS = Row(
    "no ending or clitic makes one of the other",
    "علي=على علي=عليه مدرس=مدرسة مدرس=مدارس ولاية=لاية وزير=زير الله=له جامعة=جامع مدينة=مدين "
    "منطقة=منطق لجنة=جنة كانون=كان فراس=رأس مائة=ماء برلمان=برلم ساهم=أهم لبنان=لبن والد=الد "
    "2024=2023 كاتب=كتاب عالم=علم ملك=مالك جزء=جزأ بدء=بدأ سأل=سئل عشرين=عشرة خمسين=خمسة "
    "الاثنين=2 صفر=0 بالمئة=100 أحد=1 بطيء=بطء مليء=ملء كوب=كوبا شعبان=شعب رمضان=رمض سنة=سن "
    "لست=6 بناء=بنى محرم=محرك",
)

# Words whose first letter looks like a clitic.
FIRST_LETTER = {
    "و": "وزير وزراء وكالة وعد وثيقة وثائق ولاية واشنطن وفاة وصول وجود وسائل وطني ولادة وقود وفد",
    "ب": "باب بيان برلمان بغداد بيروت بطولة بلاد بنك بايدن باريس باراك بوتين بشار بحر بلدية بترول",
    "ف": "فلسطين فرنسا فريق فنان فراس فيديو فيروس فندق فيلم فرصة فكرة فوز فقر فرح فساد فيضان",
    "ك": "كيان كمال كامل كبير كثير كانون كيربي كندا كتاب كرة كريم كوريا كلية كنيسة كهرباء كارثة",
    "ل": "لبنان لجنة لندن لقاء لاعب ليبيا لغة لاجئ لينا لوحة لواء لحظة لسان لون ليل لؤلؤ",
    "س": "سيارة سيناء ستار سياسة سيدة سلطة ساهم سيول سينما سيف ستائر سيناريو سيادة سنة ستالين سيرة",
}

# Words that begin with ال or إل of their own.
OWN_ARTICLE = Row(
    "folding hamza must not make an article of it",
    "ألمانيا المانيا ألعاب العاب إلغاء الغاء التزام التقى التهاب التحاق التفات ألبوم إلكتروني ألم "
    "إلهام آلات ألوان ألبانيا إلزام إلقاء التماس ألغاز",
)

# Words that end like an ending.
LAST_LETTERS = Row(
    "the end belongs to the word",
    "برلمان لبنان فلسطين قانون كانون مليون تلفزيون رمضان سليمان درهم متهم انترنت اتجاه تنبيه "
    "شفاء وجه عطاء يساهم تأمين ديوان عنوان",
)


def _pairs(rows: dict[str, Row]) -> Iterator[object]:
    for name, row in rows.items():
        for pair in row.words.split():
            yield pytest.param(*pair.split("="), id=f"{name}: {pair}")


def _stems(analyzer: Analyzer, word: str) -> list[str]:
    """Return the stem of each reading; nearly every word has one."""
    return [token.stem for token in analyzer.tokens(word)]


@pytest.mark.parametrize(("left", "right"), list(_pairs(ONE_TERM)))
def test_one_term(analyzer: Analyzer, left: str, right: str) -> None:
    (found,) = analyzer.tokens(left)
    (wanted,) = analyzer.tokens(right)
    assert (found.exact, found.stem) == (wanted.exact, wanted.stem)


@pytest.mark.parametrize(("form", "word"), list(_pairs(ONE_STEM)))
def test_one_stem(analyzer: Analyzer, form: str, word: str) -> None:
    (wanted,) = _stems(analyzer, word)
    assert wanted in _stems(analyzer, form)


@pytest.mark.parametrize(("left", "right"), list(_pairs({"exact": TWO_TERMS})))
def test_two_terms(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@pytest.mark.parametrize(("left", "right"), list(_pairs({"stem": TWO_STEMS})))
def test_two_stems(analyzer: Analyzer, left: str, right: str) -> None:
    assert _stems(analyzer, left) != _stems(analyzer, right)


@pytest.mark.parametrize("word", " ".join(FIRST_LETTER.values()).split())
def test_the_first_letter_stays(analyzer: Analyzer, word: str) -> None:
    (token,) = analyzer.tokens(word)
    assert token.stem[0] == token.exact[0]
    # A broken plural has the letters of its singular: وزراء is وزير.
    assert token.stem[1] == token.exact[1]


@pytest.mark.parametrize("word", OWN_ARTICLE.words.split())
def test_its_own_article_stays(analyzer: Analyzer, word: str) -> None:
    for clitic in ("", "و"):
        (token,) = analyzer.tokens(clitic + word)
        assert token.stem.startswith(("ال", "لون", "لعب", "لغز")), token


@pytest.mark.parametrize("word", LAST_LETTERS.words.split())
def test_the_last_letters_stay(analyzer: Analyzer, word: str) -> None:
    (token,) = analyzer.tokens(word)
    assert token.stem == token.exact


def test_rows_are_long_enough() -> None:
    rows = {
        **{name: row.words for name, row in (ONE_TERM | ONE_STEM).items()},
        **FIRST_LETTER,
        "two terms": TWO_TERMS.words,
        "two stems": TWO_STEMS.words,
        "own article": OWN_ARTICLE.words,
        "last letters": LAST_LETTERS.words,
    }
    counts = {name: len(set(words.split())) for name, words in rows.items()}
    assert min(counts.values()) >= FEWEST, counts
    assert sum(counts.values()) > 400
