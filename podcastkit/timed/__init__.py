"""What belongs to a moment of the sound: chapters and transcripts, one module a format."""
