"""Latin letters for Arabic words: Arabizi and plain transliteration, as rules and names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

__all__ = ["NAMES", "RULES", "WEAK", "prepare", "reading_cost", "skeletons"]

WEAK = "اوي\u0649ءعهأإآؤئة"
"""Letters that a Latin spelling may leave out, or write in many ways: no part of a skeleton."""

_MOST_SKELETONS = 512
_UNWRITTEN = {"ا": 0.25, "و": 0.5, "ي": 0.45, "ى": 0.3, "ء": 0.3, "ع": 0.35, "ه": 0.5}
"""What it costs where a weak letter stands for nothing that was typed."""

_FIRST_UNWRITTEN = 0.3

# What is typed -> the letters of terms that it may stand for, each with its cost. Terms have lost
# hamzas on alef, and ة is ه there.
RULES: tuple[tuple[str, tuple[tuple[str, float], ...], str], ...] = (
    (
        "2",
        (("ء", 0.0), ("ا", 0.1), ("ق", 0.2)),
        "su2al سؤال; ق as it is said in cities: 2ahwa قهوة",
    ),
    ("3", (("ع", 0.0),), "3iraq عراق: the shape turned round"),
    ("3'", (("غ", 0.0),), "3'aza غزة: ع with its dot"),
    ("4", (("ذ", 0.1), ("ش", 0.3)), "4ahab ذهب"),
    ("5", (("خ", 0.0),), "5alid خالد: the first letter of خمسة"),
    ("6", (("ط", 0.0),), "6ariq طارق"),
    ("6'", (("ظ", 0.0),), "6'uhr ظهر"),
    ("7", (("ح", 0.0),), "7amas حماس"),
    ("7'", (("خ", 0.0),), "7'alid خالد"),
    ("8", (("ق", 0.0), ("غ", 0.3)), "8atar قطر"),
    ("9", (("ص", 0.0), ("ق", 0.1)), "9abah صباح; the Maghreb: 9ahwa قهوة"),
    ("9'", (("ض", 0.0),), "9'amir ضمير"),
    ("a", (("", 0.1), ("ا", 0.0), ("ع", 0.2), ("ه", 0.3), ("ى", 0.2)), "qatar قطر, salam سلام"),
    (
        "a",
        (("ي", 0.5), ("ءا", 0.2), ("عا", 0.2), ("اع", 0.3), ("اء", 0.3)),
        "mostafa مصطفى, quran قرآن",
    ),
    ("ai", (("اي", 0.0), ("ي", 0.1), ("اء", 0.05), ("اءي", 0.1)), "kuwait كويت, jazair جزائر"),
    ("au", (("او", 0.0), ("و", 0.1)), "saud سعود"),
    ("b", (("ب", 0.0),), "baghdad بغداد"),
    ("c", (("ك", 0.1), ("س", 0.15), ("ق", 0.4)), "carter كارتر, nice نيس"),
    (
        "ch",
        (("ش", 0.0), ("تش", 0.0), ("خ", 0.5), ("ك", 0.3)),
        "china, chirac شيراك, churchill تشرشل",
    ),
    ("ck", (("ك", 0.0),), "blackburn بلاكبيرن"),
    ("d", (("د", 0.0), ("ض", 0.15)), "dubai دبي, ramadan رمضان"),
    ("dh", (("ذ", 0.0), ("ض", 0.1), ("ظ", 0.1)), "dhahab ذهب, riyadh رياض, abu dhabi ظبي"),
    ("dj", (("ج", 0.0),), "djibouti جيبوتي: French spelling"),
    ("e", (("", 0.1), ("ي", 0.15), ("ا", 0.2), ("ه", 0.35), ("ع", 0.4)), "yemen يمن, erdogan"),
    ("ei", (("اي", 0.1), ("ي", 0.0), ("ا", 0.4)), "hussein حسين"),
    ("ey", (("ي", 0.0), ("اي", 0.1)), "bey باي"),
    ("f", (("ف", 0.0),), "falastin فلسطين"),
    ("g", (("غ", 0.05), ("ج", 0.05), ("ق", 0.25), ("ك", 0.2)), "gaza غزة, gamal جمال, gabes قابس"),
    ("gh", (("غ", 0.0),), "baghdad بغداد"),
    ("gu", (("غ", 0.1), ("ج", 0.3)), "guevara غيفارا"),
    ("h", (("ه", 0.0), ("ح", 0.0), ("خ", 0.5)), "haram هرم, hasan حسن"),
    ("i", (("ي", 0.0), ("", 0.1), ("ا", 0.2), ("ع", 0.4)), "sisi سيسي, iran ايران"),
    ("i", (("اي", 0.15), ("عي", 0.3), ("ءي", 0.2)), "biden بايدن, said سعيد"),
    ("ie", (("ي", 0.0),), "vienna فيينا"),
    ("j", (("ج", 0.0), ("ي", 0.5), ("خ", 0.6)), "jamal جمال"),
    ("k", (("ك", 0.0), ("ق", 0.15), ("خ", 0.5)), "kuwait كويت, iraq"),
    ("kh", (("خ", 0.0),), "khalid خالد"),
    ("l", (("ل", 0.0),), "libya ليبيا"),
    ("m", (("م", 0.0),), "misr مصر"),
    ("n", (("ن", 0.0),), "lubnan لبنان"),
    ("o", (("و", 0.0), ("", 0.15), ("ا", 0.3)), "obama اوباما, omar عمر"),
    ("o", (("او", 0.1), ("ع", 0.3), ("ه", 0.5)), "omar عمر"),
    ("oo", (("و", 0.0),), "mahmood محمود"),
    ("ou", (("و", 0.0), ("", 0.2)), "tounes تونس: French spelling"),
    ("p", (("ب", 0.0),), "paris باريس"),
    ("ph", (("ف", 0.0),), "sophia صوفيا"),
    ("q", (("ق", 0.0), ("ك", 0.3)), "qatar قطر"),
    ("qu", (("ك", 0.1), ("كو", 0.1)), "quebec كيبك"),
    ("r", (("ر", 0.0),), "riyadh رياض"),
    ("s", (("س", 0.0), ("ص", 0.1), ("ز", 0.4)), "sisi سيسي, misr مصر"),
    ("sch", (("ش", 0.0),), "schulz شولتز"),
    ("sh", (("ش", 0.0),), "sharm شرم"),
    ("t", (("ت", 0.0), ("ط", 0.1)), "turkiya تركيا, qatar قطر"),
    ("th", (("ث", 0.0), ("ذ", 0.2), ("ت", 0.3)), "thawra ثورة, hatha هذا"),
    ("tch", (("تش", 0.0),), "thatcher ثاتشر"),
    ("ts", (("تس", 0.0), ("ت", 0.4)), "botswana بوتسوانا"),
    ("u", (("و", 0.0), ("", 0.1), ("ا", 0.2), ("ع", 0.4)), "lubnan لبنان, trump ترامب"),
    ("u", (("يو", 0.2), ("عو", 0.2), ("ءو", 0.2)), "saud سعود"),
    ("v", (("ف", 0.0), ("ب", 0.5)), "moravia مورافيا"),
    ("w", (("و", 0.0),), "kuwait كويت"),
    ("x", (("كس", 0.0),), "mexico مكسيكو"),
    ("y", (("ي", 0.0), ("", 0.4)), "yemen يمن"),
    ("z", (("ز", 0.0), ("ظ", 0.15), ("ذ", 0.2), ("تز", 0.5)), "gaza غزة, nizam نظام"),
    ("zh", (("ج", 0.0), ("ظ", 0.2)), "nazhif"),
    ("'", (("", 0.0), ("ع", 0.0), ("ء", 0.0)), "sana'a صنعاء"),
)

NAMES: dict[str, str] = {
    "aleppo": "حلب",
    "alexandria": "الإسكندرية",
    "algeria": "الجزائر",
    "algiers": "الجزائر",
    "amman": "عمان",
    "athens": "أثينا",
    "austria": "النمسا",
    "bethlehem": "بيت لحم",
    "biden": "بايدن",
    "brussels": "بروكسل",
    "cairo": "القاهرة",
    "casablanca": "الدار البيضاء",
    "china": "الصين",
    "cyprus": "قبرص",
    "damascus": "دمشق",
    "egypt": "مصر",
    "emirates": "الإمارات",
    "england": "إنجلترا",
    "europe": "أوروبا",
    "facebook": "فيسبوك",
    "france": "فرنسا",
    "geneva": "جنيف",
    "germany": "ألمانيا",
    "ghaza": "غزة",
    "google": "غوغل",
    "greece": "اليونان",
    "hebron": "الخليل",
    "hungary": "المجر",
    "iceland": "آيسلندا",
    "india": "الهند",
    "iraq": "العراق",
    "islam": "الإسلام",
    "israel": "إسرائيل",
    "italy": "إيطاليا",
    "jaffa": "يافا",
    "japan": "اليابان",
    "jericho": "أريحا",
    "jerusalem": "القدس",
    "jesus": "يسوع",
    "jordan": "الأردن",
    "kuwait": "الكويت",
    "latakia": "اللاذقية",
    "lebanon": "لبنان",
    "london": "لندن",
    "mecca": "مكة",
    "medina": "المدينة",
    "morocco": "المغرب",
    "moses": "موسى",
    "mosul": "الموصل",
    "muscat": "مسقط",
    "nablus": "نابلس",
    "nazareth": "الناصرة",
    "netherlands": "هولندا",
    "norway": "النرويج",
    "oman": "عمان",
    "palestine": "فلسطين",
    "poland": "بولندا",
    "qatar": "قطر",
    "quran": "القرآن",
    "rabat": "الرباط",
    "riyadh": "الرياض",
    "russia": "روسيا",
    "sanaa": "صنعاء",
    "spain": "إسبانيا",
    "sudan": "السودان",
    "sweden": "السويد",
    "switzerland": "سويسرا",
    "syria": "سوريا",
    "tangier": "طنجة",
    "tripoli": "طرابلس",
    "tunisia": "تونس",
    "turkey": "تركيا",
    "twitter": "تويتر",
    "tyre": "صور",
    "ukraine": "أوكرانيا",
    "washington": "واشنطن",
    "yemen": "اليمن",
}
"""Names in English that no rule leads to the Arabic one, or to another word than it."""

_ARTICLE = re.compile(r"^(?:al|el|ul)(?:-(?=.{3})|(?=[a-z0-9]{4}))")
_TWICE = re.compile(r"([bcdfghjklmnpqrstvxz])\1+")
_ALTERNATIVES: dict[str, list[tuple[str, float]]] = {}
for _typed, _letters, _reason in RULES:
    _ALTERNATIVES.setdefault(_typed, []).extend(_letters)
_LONGEST = max(map(len, _ALTERNATIVES))
_NO_WEAK = str.maketrans("", "", WEAK)


def prepare(typed: str) -> tuple[str, ...]:
    """Return a Latin word as the rules read it: small letters, doubled consonants once.

    Args:
        typed: The word.

    Returns:
        The word, and the word without an article where it may begin with one.
    """
    word = _TWICE.sub(r"\1", typed.lower().replace("\u2019", "'").replace("`", "'"))
    texts = (text.replace("-", "") for text in (word, _ARTICLE.sub("", word)))
    return tuple(dict.fromkeys(texts))


def skeletons(word: str) -> frozenset[str]:
    """Return the strong letters, in order, of the Arabic words that a Latin one may stand for.

    Args:
        word: A word as `prepare` gives it.

    Returns:
        At most 512 skeletons; none where a letter has no rule.
    """
    reached: list[set[str]] = [{""}] + [set() for _ in word]
    for place in range(len(word)):
        for typed, letters, _ in _rules_at(word, place):
            strong = letters.translate(_NO_WEAK)
            target = reached[place + len(typed)]
            for begun in reached[place]:
                if len(target) >= _MOST_SKELETONS:
                    break
                target.add(begun + strong)
    return frozenset(reached[-1] - {""})


def reading_cost(word: str, term: str) -> float:
    """Return the cost of the cheapest way to read a Latin word as an Arabic term.

    Args:
        word: A word as `prepare` gives it.
        term: The term.

    Returns:
        0.0 for letter by letter, less where the ending is the usual one; infinite where no rules
        lead there.
    """
    endless = float("inf")
    costs = [[endless] * (len(term) + 1) for _ in range(len(word) + 1)]
    costs[0][0] = 0.0
    for place in range(len(word) + 1):
        here = costs[place]
        rules = _rules_at(word, place)
        for reached, cost in enumerate(here):
            if cost == endless:
                continue
            for typed, letters, more in rules:
                if term.startswith(letters, reached):
                    end = place + len(typed)
                    total = cost + more + _at_edge(typed, letters, place, end, len(word))
                    row, column = costs[end], reached + len(letters)
                    row[column] = min(row[column], total)
            unwritten = _UNWRITTEN.get(term[reached]) if reached < len(term) else None
            if unwritten is not None:
                # The first letter of a word is heard.
                unwritten += 0.0 if reached else _FIRST_UNWRITTEN
                here[reached + 1] = min(here[reached + 1], cost + unwritten)
    return costs[-1][-1]


def _at_edge(typed: str, letters: str, start: int, end: int, length: int) -> float:
    """Return what a rule costs more, or less, at the edges of a word.

    A short vowel is not written, but one that opens or closes a word is; -a mostly is ة, or ى.
    """
    if not letters and typed in "aiou" and (start == 0 or end == length):
        return 0.5
    return -0.25 if letters in ("ه", "ي") and typed in "ae" and end == length else 0.0


def _rules_at(word: str, place: int) -> Iterable[tuple[str, str, float]]:
    return _read(word[place : place + _LONGEST])


@lru_cache(4096)
def _read(ahead: str) -> tuple[tuple[str, str, float], ...]:
    """Return the rules that the next letters of a word meet."""
    return tuple(
        (ahead[:size], letters, cost)
        for size in range(1, len(ahead) + 1)
        for letters, cost in _ALTERNATIVES.get(ahead[:size], ())
    )
