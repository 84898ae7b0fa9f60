"""Hides what could open a door (passwords, tokens, cookies) in text that is written down."""

from __future__ import annotations

import logging
import re

_HIDDEN = "•••"
_NAMES = r"[\w-]*(?:token|password|passwd|secret|api[_-]?key|api_sig|session_key)[\w-]*"
_SECRETS = (
    # user and password before a URL's host
    (re.compile(r"([a-z][a-z0-9+.-]*://)[^\s/?#@]+@", re.IGNORECASE), rf"\1{_HIDDEN}@"),
    # a URL's parameters; p, t and s are Subsonic's password, token and salt, sk Last.fm's session
    (
        re.compile(
            rf"([?&](?:{_NAMES}|session|auth|p|t|s|sk|key|sig|code|jwt)=)[^\s&#\"'<>]+",
            re.IGNORECASE,
        ),
        rf"\1{_HIDDEN}",
    ),
    # headers
    (
        re.compile(r"(authorization[\"']?\s*[:=]\s*[\"']?\w+\s+)[^\s\"']+", re.IGNORECASE),
        rf"\1{_HIDDEN}",
    ),
    (re.compile(r"\b(bearer\s+)[\w.~+/=-]{6,}", re.IGNORECASE), rf"\1{_HIDDEN}"),
    (re.compile(r"(cookie[\"']?\s*[:=]\s*)[^\r\n]+", re.IGNORECASE), rf"\1{_HIDDEN}"),
    # name=value, "name": "value" and 'name': 'value' of JSON, forms and reprs
    (
        re.compile(rf"({_NAMES}[\"']?\s*[:=]\s*[\"']?)[^\s\"',&}}\])]+", re.IGNORECASE),
        rf"\1{_HIDDEN}",
    ),
)


def without_secrets(text: str) -> str:
    """Hide credentials in URLs, tokens, passwords and cookies; the rest stays."""
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


class SecretlessFormatter(logging.Formatter):
    """Formats a record, its traceback included, and hides the secrets in it."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line or lines."""
        return without_secrets(super().format(record))
