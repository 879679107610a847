"""A preview in the browser: the one room that listens, on this machine's own address alone.

``server`` answers browsers, ``files`` says what stands under a path, ``ranges`` which part of it is
asked for, ``pages`` shows what is wrong, ``watch`` waits for an edit. What is shown is made
elsewhere: ``jobs`` builds it.
"""

from podcastkit.preview.files import Texts
from podcastkit.preview.pages import findings_page, message_page
from podcastkit.preview.server import PreviewServer
from podcastkit.preview.watch import edits

__all__ = ["PreviewServer", "Texts", "edits", "findings_page", "message_page"]
