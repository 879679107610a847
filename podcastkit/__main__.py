"""``python -m podcastkit``."""

from podcastkit.cli import main

if __name__ == "__main__":
    main(prog_name="podcastkit")
