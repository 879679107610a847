"""Transcripts as podcasters write them: Markdown with names and times before what is said."""
