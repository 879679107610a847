"""Sounds of an hour, on which a wrong guess is minutes off."""

from __future__ import annotations

from sounds.kit import Corpus, ffmpeg, lame
from sounds.mp3 import bare, bare_vbr, clean, vbr

HOUR = 3_600.0


def fill(corpus: Corpus) -> None:
    add = corpus.add
    add("hour-cbr.mp3", "an hour at 128 kb/s with a header",
        lambda: clean(lame("--cbr", "-b", "128", seconds=HOUR)))  # fmt: skip
    add("hour-bare.mp3", "an hour without a header", lambda: bare(seconds=HOUR))
    add("hour-vbr.mp3", "an hour of VBR with a header", lambda: vbr(seconds=HOUR))
    add("hour-bare-vbr.mp3", "an hour of VBR without a header", lambda: bare_vbr(seconds=HOUR))
    add("hour-silence.mp3", "VBR without a header that begins with five minutes of silence",
        lambda: bare_vbr(seconds=HOUR, silence=300.0))  # fmt: skip
    add("hour-half.mp3", "an hour of VBR, cut in half",
        lambda: vbr(seconds=HOUR)[: len(vbr(seconds=HOUR)) // 2])  # fmt: skip
    add("hour-advert.mp3", "ten minutes of adverts before an hour of VBR",
        lambda: bare(seconds=600.0) + vbr(seconds=HOUR))  # fmt: skip
    add("hour.m4a", "an hour of AAC, table of contents at the end",
        lambda: ffmpeg(".m4a", "-c:a", "aac", "-b:a", "64k", seconds=HOUR))  # fmt: skip
