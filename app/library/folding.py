"""Folds text so that what looks alike is found, sorted and recognised alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Letters that Unicode does not decompose (https://www.unicode.org/charts/: Latin-1, Extended-A).
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n",
        "æ": "ae", "œ": "oe", "þ": "th", "ĸ": "k", "_": " ",
        **dict.fromkeys("'’‘ʼ`´′＇", ""),
    }
)  # fmt: skip
_CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_CJK_CHARACTER = re.compile(f"([{_CJK}])")
# What words are made of: letters, digits, and the vowel signs of South and South-East Asia.
_LETTER = r"\w\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3"
_WORD = re.compile(f"[{_LETTER}]+")
_NOT_WORD = re.compile(f"[^{_LETTER}]+")
# Accents, Hebrew points and Arabic vowels; kana voicing and Indic vowels tell words apart and stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_DIGITS = re.compile(r"\d+")
_ARTICLE = re.compile(r"the\s+(?=\S)")
_PLAIN_ASCII = re.compile(r"[a-z0-9 ]*")
_LONGEST_NUMBER = 12


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Reduce text to lower-case words of letters and digits, one space between them.

    Marks go (Björk: bjork), apostrophes and other punctuation join (don't: dont, AC/DC: acdc),
    and CJK characters stand apart, so that each can be found inside a run.
    """
    folded = text.lower()
    if _PLAIN_ASCII.fullmatch(folded):
        return " ".join(folded.split())
    folded = _without_marks(text)
    return " ".join("".join(_WORD.findall(piece)) for piece in folded.split() if _any_word(piece))


def identity_key(text: str) -> str:
    """Fold a name for recognising it again; a name without letters (!!!) stays itself."""
    return fold(text) or " ".join(text.casefold().split())


@lru_cache(maxsize=8192)
def sort_key(text: str) -> str:
    """Fold text for sorting: without a leading "the", numbers by their value (2 before 10)."""
    key = _ARTICLE.sub("", identity_key(text), count=1) if text[:1] in "Tt" else identity_key(text)
    return _DIGITS.sub(_numbered, key)


def search_text(fields: Iterable[str]) -> str:
    """Join the words by which a row is found; AC/DC gives "acdc" and "ac dc"."""
    words: dict[str, None] = {}
    for field in fields:
        for word in _search_words(field):
            words[word] = None
    return " ".join(words)


def fts_query(text: str) -> str:
    """Write what was typed as an FTS5 expression: every word, each a prefix; "" finds nothing.

    Characters of a CJK run must stand together. The expression is safe whatever was typed.
    Source: https://www.sqlite.org/fts5.html#full_text_query_syntax
    """
    pieces = (_without_marks(piece).split() for piece in text.replace("_", " ").split())
    phrases = (" ".join("".join(_WORD.findall(word)) for word in piece) for piece in pieces)
    return " ".join(f'"{phrase.strip()}" *' for phrase in phrases if phrase.strip())


@lru_cache(maxsize=8192)
def _search_words(field: str) -> tuple[str, ...]:
    words = fold(field).split()
    lowered = field.lower()
    if not _PLAIN_ASCII.fullmatch(lowered):
        words += _NOT_WORD.sub(" ", _without_marks(field)).split()
    return tuple(words)


def _without_marks(text: str) -> str:
    """Casefold, drop marks and apostrophes, set CJK characters apart."""
    # Twice: taking 𝐀 apart gives a capital, folding ΐ gives letters to take apart.
    folded = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    bare = _MARKS.sub("", decomposed).translate(_LETTERS)
    if bare.isascii():
        return bare
    return _CJK_CHARACTER.sub(r" \1 ", unicodedata.normalize("NFC", bare))


def _any_word(piece: str) -> bool:
    return _WORD.search(piece) is not None


def _numbered(match: re.Match[str]) -> str:
    number = match[0].lstrip("0") or "0"
    return f"{min(len(number), _LONGEST_NUMBER):x}{number}" if len(number) > 1 else f"1{number}"
