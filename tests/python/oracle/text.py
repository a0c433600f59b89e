"""How text is made comparable: headers and words are folded, grouping text is only cleaned."""

import re
import unicodedata
from functools import lru_cache

# Grave, acute, hook above, tilde, dot below: the five written tones, as combining marks.
TONES = "\u0300\u0301\u0309\u0303\u0323"


# Zero-width characters, a byte order mark and soft hyphens: nobody sees them.
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
BLANKS = {
    *["-", "--", "—", "…", "__/__/____", "n/a", "na", "null", "\\n", "none", "nan", "nat"],
    *["(trống)", "chưa có", "0000-00-00", "00/00/0000", "00/01/1900", "01/01/1900", "01/01/0001"],
}
_ZEROS = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")


def is_blank(text: str) -> bool:
    """A placeholder that exports write where there is nothing."""
    low = clean(text).casefold()
    return not low or low in BLANKS or _ZEROS.sub("", clean(text)) in BLANKS


def uncovered(text: str) -> str:
    """A cell without what a spreadsheet puts around text: an apostrophe before, ="…" about it."""
    text = text.strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        return text[2:-1].strip()
    return text.removeprefix("'").strip()


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """NFC, nothing unseen, trimmed, inner white space collapsed; case kept."""
    return " ".join(unicodedata.normalize("NFC", text).translate(UNSEEN).split())


def code_text(text: str) -> str:
    """Codes are compared after NFC and trimming, without what is unseen: inner white space stays."""  # noqa: E501
    return unicodedata.normalize("NFC", text).translate(UNSEEN).strip()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The form in which headers and words are compared.

    The tone of each word is moved to its end, so that where it was placed (hoà, hòa) is forgotten.
    """
    plain = unicodedata.normalize("NFD", clean(text.replace("\ufeff", "")).casefold())
    return " ".join(_tone_last(word) for word in plain.split())


def without_accents(text: str) -> str:
    """A folded word as a machine without Vietnamese letters writes it."""
    return "".join(mark for mark in text if not unicodedata.combining(mark)).replace("đ", "d")


@lru_cache(maxsize=65536)
def group_fold(text: str) -> str:
    """The form in which spellings of one name are equal: case, tone place, dashes, dots at the end."""  # noqa: E501
    return re.sub(r"\s*[-\u2010-\u2015\u2212]\s*", "-", fold(text)).rstrip(". ")


def _tone_last(word: str) -> str:
    tones = [mark for mark in word if mark in TONES]
    return "".join([mark for mark in word if mark not in TONES] + tones)


def code_shape(code: str) -> bool:
    """No inner white space and at least one digit: what tells a code from a caption."""
    return not any(c.isspace() for c in code) and any(c in "0123456789" for c in code)
