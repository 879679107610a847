"""Language codes: the form of BCP 47 tags that directories take."""

from __future__ import annotations

import re

from podcastkit.podcasting.languages import ISO_639_1

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:[-_](?P<region>[a-z]{2}|\d{3}))?"
    r"(?:-[a-z\d]{5,8})*",
    re.IGNORECASE,
)

NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es", "italian": "it", "italiano": "it", "dutch": "nl",
    "nederlands": "nl", "portuguese": "pt", "português": "pt", "swedish": "sv", "svenska": "sv",
    "polish": "pl", "polski": "pl", "danish": "da", "dansk": "da", "norwegian": "no", "norsk": "no",
    "finnish": "fi", "suomi": "fi", "russian": "ru", "japanese": "ja", "chinese": "zh",
    "arabic": "ar", "hebrew": "he", "turkish": "tr", "korean": "ko", "hindi": "hi", "greek": "el",
    "czech": "cs", "hungarian": "hu", "vietnamese": "vi", "en-uk": "en-GB", "jp": "ja", "gr": "el",
    "dk": "da", "cz": "cs", "se": "sv", "ua": "uk",
}  # fmt: skip
"""What people write in a code's stead, names of languages and codes of countries."""


def is_language(text: str) -> bool:
    """Whether a text is a language code: ISO 639, with a script and a region where wanted."""
    found = _TAG.fullmatch(text)
    if found is None:
        return False
    language = found["language"].lower()
    return len(language) == 3 or language in ISO_639_1


def suggestion(text: str) -> str | None:
    """The code that somebody meant who wrote ``text``."""
    word = text.strip().lower()
    if word in NAMES:
        return NAMES[word]
    near = word.replace("_", "-").split("-")[0]
    return near if near in ISO_639_1 else NAMES.get(near)
