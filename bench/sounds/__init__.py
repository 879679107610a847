"""A corpus of sounds of all kinds, whole and damaged, with their true durations.

    python -m sounds FOLDER [--long]      (from bench/)

Needs ffmpeg, lame and sox. True is what a full decode gives: how many samples there are to hear.
"""
