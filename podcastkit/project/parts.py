"""Parts of the settings from their texts, which the schema has looked at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from podcastkit.model import Category, License

_TRANSCRIPT_WORDS = {
    "ar": "النص", "cs": "Přepis", "da": "Transskription", "de": "Transkript", "es": "Transcripción",
    "fi": "Litterointi", "fr": "Transcription", "he": "תמלול", "it": "Trascrizione",
    "ja": "文字起こし", "ko": "대본", "nb": "Transkripsjon", "nl": "Transcriptie",
    "no": "Transkripsjon",
    "pl": "Transkrypcja", "pt": "Transcrição", "ru": "Расшифровка", "sv": "Transkribering",
    "tr": "Transkript", "zh": "文字稿",
}  # fmt: skip


def category_of(text: str) -> Category:
    """``Name`` or ``Name > Subcategory``."""
    name, _, sub = text.partition(">")
    return Category(name=name.strip(), sub=sub.strip() or None)


def time_of(text: str) -> dt.time:
    """``9:00`` or ``09:00:30``."""
    hours, minutes, seconds = (int(part) for part in f"{text}:0".split(":")[:3])
    return dt.time(hours, minutes, seconds)


def license_of(value: Any) -> License | None:
    """A name, or a table of name and address."""
    if isinstance(value, dict):
        return License(name=value["name"], url=value.get("url"))
    return License(name=value) if value else None


def transcript_headings(language: str) -> tuple[str, ...]:
    """Which headings begin a transcript in an episode's text, where the project says none."""
    word = _TRANSCRIPT_WORDS.get(language.partition("-")[0].lower(), "Transcript")
    return tuple(dict.fromkeys((word, "Transcript")))
