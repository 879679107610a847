"""What runs have learned of sounds, and no lock holds: it is not asked for again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podcastkit import lock as lock_room

if TYPE_CHECKING:
    from podcastkit.model import Audio
    from podcastkit.state import State

_READERS = 2
"""Raised when the readers of sounds have learnt better: what older ones found is forgotten."""


class Facts:
    """What was learned of files in the project, and of hosts by runs that wrote no lock.

    A file's key has a hash of its bytes; what a host said counts until a lock holds it.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        kept = state.load("facts.json")
        self._known: dict[str, Any] = kept.get("audio", {}) if kept.get("by") == _READERS else {}
        self._changed = False

    def get(self, key: str) -> Audio | None:
        """What is known by a key; ``None`` where nothing is."""
        try:
            return lock_room.audio_from_json(self._known[key])
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def learn(self, key: str, audio: Audio) -> None:
        """Keep what was found."""
        self._known[key] = lock_room.audio_to_json(audio)
        self._changed = True

    def keep(self, keys: set[str]) -> None:
        """Forget all but these."""
        kept = {key: fact for key, fact in self._known.items() if key in keys}
        self._changed |= len(kept) != len(self._known)
        self._known = kept

    def save(self) -> None:
        """Write it down, where something has changed."""
        if self._changed:
            self._state.save("facts.json", {"by": _READERS, "audio": self._known})
