"""Broken plurals: (plural and singular that have to meet; words that must not)."""

from __future__ import annotations

import pytest

from index.analysis import Analyzer
from index.analysis.fold import fold
from index.analysis.lexicon import Lexicon
from index.analysis.plurals import PLURALS_FILE, BrokenPlurals, Plural
from tests.index.analysis.conftest import stem

MEET = {
    "أفعال": "أشجار=شجرة أعمال=عمل أسنان=سن أطفال=طفل أسعار=سعر أوراق=ورق أفلام=فيلم أقلام=قلم "
    "أسواق=سوق أبواب=باب ألوان=لون أمراض=مرض أحزاب=حزب أسباب=سبب أرقام=رقم أيام=يوم أصوات=صوت "
    "أبحاث=بحث",
    "فعول": "قرون=قرن علوم=علم خيول=خيل حقوق=حق بنوك=بنك حروب=حرب قصور=قصر ملوك=ملك شهور=شهر "
    "بيوت=بيت قلوب=قلب ضيوف=ضيف شعوب=شعب جيوش=جيش عقود=عقد نجوم=نجم",
    "فعال": "رجال=رجل جبال=جبل رياح=ريح كلاب=كلب بحار=بحر رمال=رمل ثياب=ثوب خيام=خيمة كبار=كبير "
    "صغار=صغير نقاط=نقطة بلاد=بلد ديار=دار ذئاب=ذئب قلاع=قلعة مياه=ماء",
    "فعل": "كتب=كتاب دول=دولة مدن=مدينة سفن=سفينة صور=صورة غرف=غرفة جزر=جزيرة خطط=خطة قمم=قمة "
    "صحف=صحيفة قرى=قرية تهم=تهمة نسخ=نسخة قصص=قصة سبل=سبيل فرص=فرصة",
    "فعلاء": "وزراء=وزير رؤساء=رئيس شهداء=شهيد خبراء=خبير فقراء=فقير شعراء=شاعر زعماء=زعيم "
    "سفراء=سفير شركاء=شريك زملاء=زميل حلفاء=حليف أطباء=طبيب أصدقاء=صديق أنبياء=نبي أغنياء=غني "
    "أقوياء=قوي",
    "أفعلة": "أسلحة=سلاح أجهزة=جهاز أدوية=دواء أنظمة=نظام أسئلة=سؤال أندية=ناد/نادي أغذية=غذاء "
    "أطعمة=طعام أحذية=حذاء أعمدة=عمود أجنحة=جناح أشرطة=شريط أقنعة=قناع أرصفة=رصيف أمثلة=مثال",
    "مفاعل": "مدارس=مدرسة مصانع=مصنع مراكز=مركز مناطق=منطقة مساجد=مسجد مصادر=مصدر مشاكل=مشكلة "
    "ملاعب=ملعب مطاعم=مطعم معارك=معركة مشاريع=مشروع مفاتيح=مفتاح محاكم=محكمة مكاتب=مكتب متاحف=متحف",
    "فعائل": "وثائق=وثيقة وسائل=وسيلة رسائل=رسالة نتائج=نتيجة قبائل=قبيلة جرائم=جريمة ضرائب=ضريبة "
    "حدائق=حديقة خرائط=خريطة كنائس=كنيسة قذائف=قذيفة قصائد=قصيدة حقائب=حقيبة شرائح=شريحة "
    "فضائح=فضيحة",
    "فواعل": "قواعد=قاعدة قوانين=قانون شوارع=شارع جوائز=جائزة هواتف=هاتف قوارب=قارب كواكب=كوكب "
    "عواصم=عاصمة نوافذ=نافذة كوارث=كارثة سواحل=ساحل ظواهر=ظاهرة طوائف=طائفة فوائد=فائدة "
    "عواصف=عاصفة",
    "four letters": "برامج=برنامج صواريخ=صاروخ عناصر=عنصر ملايين=مليون تقارير=تقرير فنادق=فندق "
    "أساليب=أسلوب أسابيع=أسبوع براميل=برميل جماهير=جمهور شياطين=شيطان عناوين=عنوان تماثيل=تمثال "
    "أساتذة=أستاذ فلاسفة=فيلسوف",
    "people": "طلاب=طالب عمال=عامل نواب=نائب تجار=تاجر حراس=حارس زوار=زائر سياح=سائح ركاب=راكب "
    "ضباط=ضابط حكام=حاكم قضاة=قاضي قادة=قائد جرحى=جريح مرضى=مريض أسرى=أسير نساء=امرأة",
    "weak endings": "قضايا=قضية هدايا=هدية ضحايا=ضحية خلايا=خلية أراضي=أرض أغاني=أغنية مباني=مبنى "
    "معاني=معنى مقاهي=مقهى شكاوى=شكوى فتاوى=فتوى قوى=قوة رؤى=رؤية صحارى=صحراء مبان=مبنى",
    "with clitics and pronouns": "مدارسهم=مدرسة والمدارس=مدرسة بالكتب=كتاب كتبه=كتاب وللدول=دولة "
    "أسنانهم=سن وثائقها=وثيقة للوثائق=وثيقة أطباؤهم=طبيب وأشجارها=شجرة قواعدها=قاعدة "
    "وبالوثائق=وثيقة لأسعار=سعر رسائله=رسالة نتائجه=نتيجة شوارعها=شارع",
}


@pytest.mark.parametrize(
    ("plural", "singular"),
    [pair.split("=") for pairs in MEET.values() for pair in pairs.split()],
)
def test_plural_meets_its_singular(analyzer: Analyzer, plural: str, singular: str) -> None:
    stems = {stem(analyzer, word) for word in singular.split("/")}
    assert stem(analyzer, plural) in stems
    assert fold(plural) != fold(singular)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("رجال", "أرجل"),
        ("كاتب", "كتب"),
        ("كاتب", "كتاب"),
        ("مكتب", "كتاب"),
        ("إعلام", "علم"),
        ("إعداد", "عدد"),
        ("إنفاق", "نفق"),
        ("أثار", "أثر"),
        ("قوي", "قوة"),
        ("مدني", "مدينة"),
        ("مدرس", "مدارس"),
        ("الغاز", "لغز"),
        ("السنة", "لسان"),
        ("سلالم", "سلم"),
        ("أقطار", "قطر"),
        ("أمصار", "مصر"),
        ("معالم", "معلم"),
        ("أعمار", "عمر"),
        ("أنفاس", "نفس"),
        ("أبعاد", "بعد"),
        ("مواطن", "موطن"),
        ("ملك", "مالك"),
        ("عالم", "علم"),
        ("دين", "ديون"),
        ("إحداث", "حدث"),
    ],
)
def test_words_that_are_no_plural_and_singular(analyzer: Analyzer, left: str, right: str) -> None:
    assert stem(analyzer, left) != stem(analyzer, right)


def test_hamza_decides_where_words_are_written_alike() -> None:
    plurals = BrokenPlurals(
        {"اعداد": Plural("أعداد", "عدد", True), "اشجار": Plural("أشجار", "شجره", False)}
    )
    assert plurals.singular("اعداد", "أعداد") == "عدد"
    assert plurals.singular("اعداد", "اعداد") is None
    assert plurals.singular("اعداد", "إعداد") is None
    assert plurals.singular("اشجار", "أشجارهم") == "شجره"
    assert plurals.singular("اشجار", "اشجار") == "شجره"
    assert plurals.singular("اشجار", "إشجار") is None
    assert plurals.plain == ["اشجار"]


def test_rows_of_the_table() -> None:
    rows = [line.split("\t") for line in PLURALS_FILE.read_text().splitlines() if line[0] != "#"]
    plurals = {fold(plural)[0]: strict for plural, _, *strict in rows}
    assert len(rows) == len(plurals) > 1200
    lexicon = Lexicon.load()
    for plural, singular, *strict in rows:
        assert strict in ([], ["="])
        # A plural of a plural would need two look-ups.
        assert plurals.get(fold(singular)[0], ["="]) == ["="]
        assert lexicon.usual(fold(plural)[0]), plural
