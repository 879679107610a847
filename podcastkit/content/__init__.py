"""The podcaster's files, read as they stand: discovered, split, looked up, never judged."""
