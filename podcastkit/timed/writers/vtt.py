"""WebVTT (``text/vtt``), after the W3C's *WebVTT: The Web Video Text Tracks Format*."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podcastkit.timed.captions import Captions


def to_vtt(captions: Captions) -> bytes:
    """The captions as UTF-8 with LF: a cue each, its speaker as a voice (``<v Name>``)."""
    voices = {name: f"<v {_escaped(name)}>" if name else "" for name in set(captions.speakers)}
    # Every text is one line, so that all are escaped at once.
    texts = _escaped("\n".join(captions.texts)).split("\n")
    cues = [
        f"\n{timing}\n{voices[speaker]}{text}\n"
        for timing, speaker, text in zip(captions.timings, captions.speakers, texts, strict=False)
    ]
    return f"WEBVTT\n{''.join(cues)}".encode("utf-8", "replace")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
