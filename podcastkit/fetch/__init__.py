"""The only room with sockets: bytes of a sound from its host, in small pieces and with manners.

One ranged GET asks for the beginning of a file; more is asked for only where a reader looks
further. Bodies are never held whole. Content is untrusted, so every hop is checked: http(s) only,
no user info, and the peer that was really reached must be a public address.
"""

from podcastkit.fetch.answer import Cost, Manners
from podcastkit.fetch.documents import Fetched, read_document
from podcastkit.fetch.fetcher import Fetcher
from podcastkit.fetch.peers import is_public
from podcastkit.fetch.remote_file import FIRST_BYTES, RemoteFile

__all__ = [
    "FIRST_BYTES",
    "Cost",
    "Fetched",
    "Fetcher",
    "Manners",
    "RemoteFile",
    "is_public",
    "read_document",
]
