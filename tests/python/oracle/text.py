"""How text is made comparable: headers and words are folded, grouping text is only cleaned."""

import unicodedata
from functools import lru_cache

# Grave, acute, hook above, tilde, dot below: the five written tones, as combining marks.
TONES = "\u0300\u0301\u0309\u0303\u0323"


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """NFC, trimmed, inner white space collapsed; case kept."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def code_text(text: str) -> str:
    """Codes are compared after NFC and trimming only: inner white space stays."""
    return unicodedata.normalize("NFC", text).strip()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The form in which headers and words are compared.

    The tone of each word is moved to its end, so that where it was placed (hoà, hòa) is forgotten.
    """
    plain = unicodedata.normalize("NFD", clean(text.replace("\ufeff", "")).casefold())
    return " ".join(_tone_last(word) for word in plain.split())


def _tone_last(word: str) -> str:
    tones = [mark for mark in word if mark in TONES]
    return "".join([mark for mark in word if mark not in TONES] + tones)


def code_shape(code: str) -> bool:
    """No inner white space and at least one digit: what tells a code from a caption."""
    return not any(c.isspace() for c in code) and any(c in "0123456789" for c in code)
