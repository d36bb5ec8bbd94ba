"""Names of the Gregorian months wherever Arabic is printed, and of the zones that papers name."""

from __future__ import annotations

__all__ = ["MONTHS", "ZONES"]

# Spelled as `dates.fold` leaves a word: bare alef, ه for ة, ي for ى, no marks.
MONTHS: dict[str, int] = {
    # Egypt, Sudan, the Gulf: from the Latin names by way of Italian.
    "يناير": 1,
    "فبراير": 2,
    "مارس": 3,
    "ابريل": 4,
    "مايو": 5,
    "يونيو": 6,
    "يونيه": 6,  # Egyptian spelling, also يونية
    "يوليو": 7,
    "يوليه": 7,  # Egyptian spelling, also يولية
    "اغسطس": 8,
    "سبتمبر": 9,
    "اكتوبر": 10,
    "اوكتوبر": 10,  # long o written out
    "نوفمبر": 11,
    "ديسمبر": 12,
    # The Levant and Iraq: the Syriac calendar.
    "كانون الثاني": 1,
    "كانون ثاني": 1,  # without the article
    "كانون ثان": 1,  # as grammar has it
    "شباط": 2,
    "اذار": 3,
    "نيسان": 4,
    "ايار": 5,
    "مايس": 5,  # Iraqi
    "حزيران": 6,
    "تموز": 7,
    "اب": 8,
    "ايلول": 9,
    "تشرين الاول": 10,
    "تشرين اول": 10,  # without the article
    "تشرين الثاني": 11,
    "تشرين ثاني": 11,  # without the article
    "تشرين ثان": 11,  # as grammar has it
    "كانون الاول": 12,
    "كانون اول": 12,  # without the article
    # Algeria and Tunisia: from French.
    "جانفي": 1,
    "فيفري": 2,
    "افريل": 4,
    "ماي": 5,  # also Moroccan
    "جوان": 6,
    "جويليه": 7,
    "اوت": 8,
    # Morocco: as in Andalusia.
    "يوليوز": 7,
    "غشت": 8,
    "شتنبر": 9,
    "نونبر": 11,
    "دجنبر": 12,
    # Mauritania.
    "اغشت": 8,
    "شتمبر": 9,
    "دجمبر": 12,
    # Libya, 1969-2011.
    "اي النار": 1,
    "النوار": 2,
    "الربيع": 3,
    "الطير": 4,
    "الماء": 5,
    "الصيف": 6,
    "ناصر": 7,
    "هانيبال": 8,
    "الفاتح": 9,
    "التمور": 10,
    "الحرث": 11,
    "الكانون": 12,
}

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
