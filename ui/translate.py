"""Says the texts that `app` makes in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.texts import Text


def translate(text: Text) -> str:
    """Look the sentence up, then fill in its values."""
    sentence = QCoreApplication.translate("Text", text.source)
    return sentence.format(**text.values) if text.values else sentence
