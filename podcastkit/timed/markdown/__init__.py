"""Transcripts as podcasters write them: Markdown with names and times before what is said."""

from podcastkit.timed.markdown.read import read_markdown

__all__ = ["read_markdown"]
