"""Words whose stem no rule can find: (words that have to meet; words that must not)."""

from __future__ import annotations

from itertools import product

import pytest

from index.analysis import Analyzer
from index.analysis.fold import fold
from index.analysis.protected import AFTER_CLITICS, FEMININES, WRITTEN_FEMININES
from tests.index.analysis.conftest import stem

MEET = {
    "nisbas that are a stem": "اجتماعي=الاجتماعية اجتماعي=اجتماعيا رسمي=الرسميين رسمي=رسميا "
    "محلي=المحلية محلي=محليا حالي=حاليا حالي=الحالية دوري=دوريات بلدي=البلديات أهلي=الأهلية "
    "نفسي=النفسية جمهوري=الجمهورية جمهوري=الجمهوريين عنصري=العنصرية نظري=النظريات كافي=كافيا "
    "حادي=الحادية مهدي=بالمهدية",
    "nouns with their own ة": "رياضة=رياضي رياضة=الرياضية رياضة=الرياضيين رياضة=رياضتنا "
    "طائفة=الطوائف طائفة=الطائفية عادة=عادات عادة=العادية نقابة=النقابيين جمعة=للجمعة "
    "كلية=بكليات كلية=كليتها أمانة=الأمانات سلامة=سلامتهم رابطة=لرابطة خبرة=خبراتهم قاعة=وقاعات "
    "قبيلة=القبائل فقرة=فقرات عمارة=عمائر عربة=العربات مقابلة=المقابلات شهرة=شهرته "
    "دورة=دورات دورة=الدورتين حملة=حملاتها قدرة=قدراتهم عملة=العملات مكتبة=المكتبات "
    "عمرة=للعمرة عينة=عينات عقبة=العقبات معاملة=المعاملات مظاهرة=المظاهرات مصادرة=مصادرات "
    "معاهدة=معاهدات مبالغة=مبالغات مقاطعة=لمقاطعة",
    "without ة, another word and his": "دوره=أدوار حمله=حمل قدره=قدر عمله=أعمال مكتبه=مكاتب "
    "عمره=عمر عينه=عيون عقبه=عقب شعبه=شعوب معامله=معمل مظاهره=مظاهر مصالحه=مصلحة "
    "مصادره=مصدر مبالغه=مبلغ مقاطعه=مقاطع خلافه=خلاف خلافات=خلاف",
    "clitics before usual words": "وخالد=خالد لخادم=خادم لتعزيز=تعزيز ولتحسين=تحسين "
    "لمكافحة=مكافحة وطالب=طالب وطالبت=طالب لذوي=ذوي وذوي=ذوي وبيان=بيان وتشمل=تشمل "
    "ليصبح=يصبح بقرية=قرية وبين=بين بصفاقس=صفاقس وقاعة=قاعة وعودة=عودة وروسيا=روسيا ولأن=لأن "
    "ويأتي=يأتي سيأتي=يأتي وتأتي=تأتي وبدأت=بدأ واتهمت=اتهم وليست=ليس وتم=تم وتمت=تمت "
    "ليوم=يوم لحين=حين ورأي=رأي وكأس=كأس وولي=ولي وسنة=سنة والأهم=أهم وباتت=بات سيسهم=يسهم",
    "pronouns on short words": "حقه=حق حقهم=الحق بحقها=حق يدها=يد بيده=يد بدوره=دور بقوله=قول",
    "the five nouns": "أبو=أبي أبو=أبا أبوه=أبيه أباها=أب",
    "relative pronouns": "اللتين=التي اللتان=التي اللذين=الذي واللذان=الذي اللواتي=اللاتي",
    "endings that are none": "تمارين=تمرين تمرينات=تمرين هرمونات=هرمون إدمانه=الإدمان "
    "إعلانا=إعلان فراعنة=فرعون",
}

APART = (
    "اجتماعي=اجتماع رسمي=رسوم محلي=محلات حالي=حالة دوري=دور بلدية=بلاد أهلي=أهالي نفسي=نفسه "
    "جمهورية=جمهور عنصري=عناصر نظرية=نظر كافي=كافة حادي=حاد مهدي=مهد رياضة=الرياض "
    "طائفية=الطائف عادة=عاد نقابة=نقاب بريدة=بريد بيشة=بيش قفصة=قفص ربيعة=ربيع جمعة=جمع "
    "كعبة=كعب كلية=كليا أمانة=أمان سلامة=سلام رابطة=رابط خبرة=خبر راحة=راح قاعة=قاع جوهرة=جوهر "
    "قبيلة=قبيل سيولة=سيول فقرة=فقر عمارة=عمار عربة=عربي مقابلة=مقابل شهرة=شهر دورة=دور "
    "حملة=حمل قدرة=قدر عملة=عمل مكتبة=مكتب نصرة=نصر حكمة=حكم عمرة=عمر عينة=عين شعبة=شعب "
    "عقبة=عقب قيامة=قيام خلافة=خلافات مقاطعة=مقاطع معاملات=معمل مظاهرة=مظهر مداخلة=مدخل "
    "مصالحة=مصلحة مصادرة=مصدر مناظرة=منظر مواكبة=موكب مرافقة=مرفق معاهدة=معهد مبالغة=مبلغ "
    "مساءلة=مسألة طالبان=طالب حمدان=حمد فوزان=فوز ياسين=يأس ظهران=ظهر القصرين=القصر مدنين=مدينة "
    "لوزان=لوز الكرملين=الكرمل تمارين=تمر إدمان=آدم تعدين=تعد هرمون=هرم فرعون=فرع شكري=شكرا "
    "حمدي=حمد فوزي=فوز فتحي=فتح لطفي=لطف مجدي=مجد شوقي=شوق فهمي=فهم حسني=حسن جولي=جولة "
    "كويتا=الكويت عليا=علي بوست=6 اللتين=الله فهم=هم فقد=قد كلى=كل إعلانا=أعلى بوعود=عودة "
    "بروسيا=روسيا فقاعة=قاعة فعليا=عليا فتاتي=تأتي"
)


@pytest.mark.parametrize(
    ("left", "right"), [pair.split("=") for pairs in MEET.values() for pair in pairs.split()]
)
def test_words_that_meet(analyzer: Analyzer, left: str, right: str) -> None:
    assert stem(analyzer, left) == stem(analyzer, right)


@pytest.mark.parametrize(("left", "right"), [pair.split("=") for pair in APART.split()])
def test_words_that_do_not_meet(analyzer: Analyzer, left: str, right: str) -> None:
    assert stem(analyzer, left) != stem(analyzer, right)


@pytest.mark.parametrize(("clitic", "word"), list(product("ولب", sorted(AFTER_CLITICS))))
def test_a_clitic_before_a_usual_word_is_one(analyzer: Analyzer, clitic: str, word: str) -> None:
    assert stem(analyzer, clitic + word) == stem(analyzer, word)


def test_a_noun_keeps_its_own_feminine_ending(analyzer: Analyzer) -> None:
    for word in FEMININES:
        assert stem(analyzer, word[:-1] + "ة") == word
        assert stem(analyzer, "ال" + word[:-1] + "ة") == word
    for word in WRITTEN_FEMININES:
        assert stem(analyzer, word) != word


def test_explain_names_the_pronoun_of_a_word_that_is_written_like_a_feminine(
    analyzer: Analyzer,
) -> None:
    (trace,) = analyzer.explain("ومصادره")
    assert trace.steps == (("وـ", "مصادره"), ("pronoun", "مصادر"), ("broken plural", "مصدر"))
    (trace,) = analyzer.explain("المصادرة")
    assert trace.stem == fold("مصادرة")[0]
