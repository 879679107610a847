"""What podcasters call a transcript, by the two letters of the language: headings of it."""

from __future__ import annotations

ENGLISH = ("Transcript", "Transcripts", "Transcription", "Full transcript", "Episode transcript",
           "Complete transcript", "Show transcript", "Podcast transcript")  # fmt: skip

WORDS: dict[str, tuple[str, ...]] = {
    "ar": ("النص", "نص الحلقة", "التفريغ النصي"),
    "bg": ("Препис", "Транскрипт", "Транскрипция"),
    "ca": ("Transcripció",),
    "cs": ("Přepis", "Transkript"),
    "da": ("Transskription", "Transkription", "Udskrift", "Transkript"),
    "de": ("Transkript", "Transkription", "Transkripte", "Abschrift", "Mitschrift"),
    "el": ("Απομαγνητοφώνηση", "Μεταγραφή"),
    "en": ENGLISH,
    "es": ("Transcripción", "Transcripcion"),
    "et": ("Transkriptsioon",),
    "fa": ("رونوشت", "متن گفتگو"),
    "fi": ("Litterointi", "Tekstivastine", "Transkriptio"),
    "fr": ("Transcription", "Retranscription", "Transcript"),
    "he": ("תמלול", "תמליל"),
    "hi": ("प्रतिलेख", "ट्रांसक्रिप्ट"),
    "hr": ("Transkript", "Prijepis"),
    "hu": ("Átirat", "Leirat"),
    "id": ("Transkrip",),
    "it": ("Trascrizione", "Trascritto"),
    "ja": ("文字起こし", "書き起こし", "トランスクリプト"),
    "ko": ("대본", "녹취록", "스크립트"),
    "lt": ("Stenograma", "Transkripcija"),
    "lv": ("Atšifrējums", "Transkripts"),
    "nb": ("Transkripsjon", "Utskrift", "Transkript"),
    "nl": ("Transcriptie", "Transcript"),
    "nn": ("Transkripsjon", "Utskrift", "Transkript"),
    "no": ("Transkripsjon", "Utskrift", "Transkript"),
    "pl": ("Transkrypcja", "Transkrypt"),
    "pt": ("Transcrição", "Transcricao"),
    "ro": ("Transcriere", "Transcript"),
    "ru": ("Расшифровка", "Транскрипт", "Транскрипция", "Стенограмма"),
    "sk": ("Prepis", "Transkript"),
    "sl": ("Prepis", "Transkript"),
    "sr": ("Transkript", "Транскрипт", "Препис"),
    "sv": ("Transkribering", "Transkript", "Transkription", "Avskrift"),
    "tr": ("Transkript", "Deşifre", "Döküm"),
    "uk": ("Транскрипт", "Розшифровка", "Стенограма", "Транскрипція"),
    "vi": ("Bản ghi", "Bản chép lời"),
    "zh": ("文字稿", "逐字稿", "文字記錄", "文字记录", "转录", "轉錄"),
}


def headings(language: str) -> tuple[str, ...]:
    """The headings that begin a transcript in a show of this language (``de-CH``)."""
    own = WORDS.get(language.replace("_", "-").partition("-")[0].lower(), ())
    return tuple(dict.fromkeys((*own, *ENGLISH)))


def stems() -> tuple[str, ...]:
    """Words of every language, without case: a heading that has one may be a transcript's."""
    found = {word.casefold() for words in WORDS.values() for word in words}
    return tuple(sorted(word for word in found if not any(w != word and w in word for w in found)))
