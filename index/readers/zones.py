"""The time zones that papers name in their datelines."""

from __future__ import annotations

__all__ = ["ZONES"]

# Place or name after "بتوقيت" -> IANA zone, so that summer time of the day counts.
ZONES: dict[str, str] = {
    "غرينتش": "UTC",
    "جرينتش": "UTC",  # Egyptian g
    "غرينيتش": "UTC",
    "جرينيتش": "UTC",
    "قرينتش": "UTC",  # Gulf and Sudan
    "كرينتش": "UTC",  # Iraqi and Moroccan g
    "مكه المكرمه": "Asia/Riyadh",
    "مكه": "Asia/Riyadh",
    "السعوديه": "Asia/Riyadh",
    "الرياض": "Asia/Riyadh",
    "القاهره": "Africa/Cairo",
    "مصر": "Africa/Cairo",
    "القدس": "Asia/Hebron",  # Palestinian papers; the offset of Jerusalem but for days a year
    "القدس المحتله": "Asia/Hebron",
    "فلسطين": "Asia/Hebron",
    "رام الله": "Asia/Hebron",
    "غزه": "Asia/Gaza",
    "بيروت": "Asia/Beirut",
    "لبنان": "Asia/Beirut",
    "دمشق": "Asia/Damascus",
    "سوريا": "Asia/Damascus",
    "سوريه": "Asia/Damascus",
    "عمان": "Asia/Amman",  # the capital; the sultanate is named in full
    "الاردن": "Asia/Amman",
    "مسقط": "Asia/Muscat",
    "سلطنه عمان": "Asia/Muscat",
    "بغداد": "Asia/Baghdad",
    "العراق": "Asia/Baghdad",
    "الكويت": "Asia/Kuwait",
    "الدوحه": "Asia/Qatar",
    "قطر": "Asia/Qatar",
    "المنامه": "Asia/Bahrain",
    "البحرين": "Asia/Bahrain",
    "ابوظبي": "Asia/Dubai",
    "ابو ظبي": "Asia/Dubai",
    "دبي": "Asia/Dubai",
    "الامارات": "Asia/Dubai",
    "صنعاء": "Asia/Aden",
    "عدن": "Asia/Aden",
    "اليمن": "Asia/Aden",
    "الخرطوم": "Africa/Khartoum",
    "السودان": "Africa/Khartoum",
    "طرابلس": "Africa/Tripoli",
    "ليبيا": "Africa/Tripoli",
    "تونس": "Africa/Tunis",
    "الجزائر": "Africa/Algiers",
    "الرباط": "Africa/Casablanca",
    "المغرب": "Africa/Casablanca",
    "نواكشوط": "Africa/Nouakchott",
    "موريتانيا": "Africa/Nouakchott",
    "مقديشو": "Africa/Mogadishu",
    "جيبوتي": "Africa/Djibouti",
    "موروني": "Indian/Comoro",
    "طهران": "Asia/Tehran",
    "ايران": "Asia/Tehran",
    "انقره": "Europe/Istanbul",
    "اسطنبول": "Europe/Istanbul",
    "تركيا": "Europe/Istanbul",
    "لندن": "Europe/London",
    "باريس": "Europe/Paris",
    "موسكو": "Europe/Moscow",
    "واشنطن": "America/New_York",
    "نيويورك": "America/New_York",
}
