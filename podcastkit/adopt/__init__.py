"""Adopting a show that has subscribers: which item of its feed is which episode here.

``match`` pairs items and files, ``adopted`` makes the lock that keeps their guids. Both are plain
functions; reading the feed and writing files is the job's part (``podcastkit.jobs.import_``).
"""

from podcastkit.adopt.entries import adopted, guid_of
from podcastkit.adopt.matching import Candidate, Match, Matches, match

__all__ = ["Candidate", "Match", "Matches", "adopted", "guid_of", "match"]
