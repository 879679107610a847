"""Facts about sounds, read from the files themselves: wherever they lie, whatever their name."""
