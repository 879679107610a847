"""Transcripts as files, one module a format: captions, and what people read."""
