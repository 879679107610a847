"""Shows with one payload in every field that reaches a page, built as anybody's show is.

Where podcastkit refuses a field, that field is written again in a tamer way, down to plain words, so
that what it does let through is all there together.
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mutagen.id3 import CHAP, COMM, CTOC, ID3, TIT2, TIT3, WXXX, CTOCFlags

from tests.projects import SOUNDS, Project

PAYLOADS = Path(__file__).parent / "payloads"
ORIGIN = "https://a.example"
PLAIN = "Plain words"
ADDRESS = "https://c.example/x"
# Errors that a podcaster may answer with a reason, so that the text is published all the same.
IGNORED = ("PK102", "PK127", "PK205", "PK211", "PK214", "PK218", "PK505", "PK506", "PK507", "PK508",
           "PK509", "PK510", "PK513")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """One fixture. ``§`` in it is its number, by which a call or a request is known again."""

    name: str
    number: int
    trick: str
    text: str
    never: str | None
    """What would stand in a file if the payload were worked out."""

    def __str__(self) -> str:
        return self.name


def payloads() -> list[Payload]:
    found = []
    for number, path in enumerate(sorted(PAYLOADS.rglob("*.toml")), 1):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        found.append(
            Payload(
                name=path.relative_to(PAYLOADS).with_suffix("").as_posix(),
                number=number,
                trick=told["trick"],
                text=told["text"].removesuffix("\n").replace("§", str(number)),
                never=told.get("never"),
            )
        )
    return found


@dataclass(slots=True, kw_only=True)
class Line:
    """One line of TOML, in the forms it may be written in, the boldest first."""

    forms: Sequence[str]
    at: int = 0

    def __str__(self) -> str:
        return self.forms[self.at]


def toml(text: str) -> str:
    """A TOML string on one line. What JSON writes as surrogates, or not at all, TOML cannot have."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def filled(shape: str, **values: str) -> str:
    """The shape with each ``ADDRESS`` and ``WORDS`` in it as a TOML string."""
    return re.sub("ADDRESS|WORDS", lambda found: toml(values[found[0]]), shape)


def text(key: str, payload: str, shape: str = "WORDS") -> Line:
    """A key that holds words."""
    one_line = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", payload).split())
    forms = (payload, one_line, PLAIN)
    return Line(forms=[f"{key} = {filled(shape, WORDS=form)}" for form in forms])


def address(key: str, payload: str, shape: str = "ADDRESS") -> Line:
    """A key that holds an address, and the payload as words beside it."""
    quoted = re.sub(r"[\x00-\x20\x7f]", "", payload)
    forms = (payload, f"https://c.example/{payload}", f"https://c.example/{quoted}", ADDRESS)
    words = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", payload).split())
    shapes = [(form, said) for form in forms for said in (words, PLAIN)]
    return Line(
        forms=[
            *(f"{key} = {filled(shape, ADDRESS=form, WORDS=said)}" for form, said in shapes),
            "",
        ]
    )


def show_lines(payload: str) -> list[Line | str]:
    return [
        "[show]",
        text("title", payload),
        text("description", payload),
        text("author", payload),
        text("copyright", payload),
        'link = "https://a.example"',
        'feed_url = "https://a.example/feed.xml"',
        'language = "en"',
        'image = "cover.jpg"',
        'categories = ["Technology"]',
        address("funding", payload, "[{ url = ADDRESS, text = WORDS }]"),
        address("persons", payload, '[{ name = WORDS, role = "host", url = ADDRESS }, { name = "Cy", img = ADDRESS }]'),
        address("podroll", payload, '[{ feed_guid = "9b024349-ccf0-5f69-a609-6b82873eab3c", feed_url = ADDRESS, title = WORDS }]'),
        text("location", payload),
        "[audio]",
        'local = ["sound"]',
        "[validate.ignore]",
        *(f'{code} = "what is published all the same is what is tested"' for code in IGNORED),
    ]  # fmt: skip


def episode_lines(payload: str) -> list[Line | str]:
    return [
        text("title", payload),
        text("description", payload),
        text("subtitle", payload),
        text("summary", payload),
        text("itunes_title", payload),
        "season = 1",
        text("season_name", payload),
        "episode = 2",
        text("episode_display", payload),
        text("image_alt", payload),
        text("soundbites", payload, '[{ start = "0:00", duration = 1, title = WORDS }]'),
        address(
            "persons", payload, '[{ name = WORDS, url = ADDRESS }, { name = "Cy", img = ADDRESS }]'
        ),
        address("funding", payload, "[{ url = ADDRESS, text = WORDS }]"),
        address("content_links", payload, "[{ url = ADDRESS, text = WORDS }]"),
        address("social_interact", payload, "[{ uri = ADDRESS }]"),
        address("license", payload, "{ name = WORDS, url = ADDRESS }"),
    ]


def chapters_line(payload: str) -> Line:
    return address(
        "chapters", payload,
        "[{ start = 0, title = WORDS, url = ADDRESS }, { start = 0.4, title = WORDS, image = ADDRESS }, { start = 0.8, title = WORDS }]",
    )  # fmt: skip


def notes(payload: str) -> str:
    return f"Words.\n\n{payload}\n\nMore words, and a [link]({ADDRESS}).\n\n{payload} in a line.\n"


def transcript(payload: str) -> str:
    line = " ".join(payload.split())
    return (
        f"## Transcript\n\n[0:00] **{line}:** One {payload}\n\n## {line}\n\n"
        f"[0:01] Ben: Two {line}\n\n[0:01.2] **{line}:** Three\n\n[0:01.4] Ben: Four.\n"
    )


def vtt(payload: str) -> str:
    line = payload.replace("\n\n", "\n").replace("-->", "--&gt;")
    name = " ".join(line.split())
    return (
        f"WEBVTT {name}\n\nNOTE {name}\n\n{name}\n00:00.000 --> 00:00.500\n<v {name}>One {line}</v>\n\n"
        f"00:00.500 --> 00:01.000\n{name}: Two {line}\n\n00:01.000 --> 00:01.500\n{line}\n"
    )


def srt(payload: str) -> str:
    line = payload.replace("\n\n", "\n")
    name = " ".join(line.split())
    return f"1\n00:00:00,000 --> 00:00:00,500\n{name}: One {line}\n\n2\n00:00:00,500 --> 00:00:01,000\n{line}\n"


def segments(payload: str) -> str:
    said = [
        {"speaker": payload, "startTime": at, "endTime": at + 0.5, "body": payload}
        for at in (0, 0.5)
    ]
    return json.dumps({"version": "1.0.0", "segments": said})


def page(payload: str) -> str:
    """A transcript in HTML, as somebody may send it in."""
    return (
        f"<!doctype html>\n<html><head><title>{payload}</title></head>\n<body>\n"
        f"<cite>{payload}:</cite>\n<time>0:00</time>\n<p>One {payload}</p>\n{payload}\n"
        f"<cite>Ben:</cite>\n<time>0:01</time>\n<p>Two</p>\n{payload}\n</body></html>\n"
    )


def json_chapters(payload: str) -> str:
    return json.dumps({"version": "1.2.0", "title": payload, "author": payload, "chapters": [
        {"startTime": 0, "title": payload, "url": payload, "img": payload},
        {"startTime": 0.5, "title": payload, "url": ADDRESS + payload, "img": ADDRESS + payload},
        {"startTime": 1, "title": payload, "url": "page.html#" + payload},
    ]})  # fmt: skip


def podlove(payload: str) -> str:
    told = (re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", payload).replace("&", "&amp;")
            .replace('"', "&quot;").replace("<", "&lt;"))  # fmt: skip
    rows = "".join(
        f'<psc:chapter start="00:00:0{at}" title="{told}" href="{told}" image="{told}"/>\n'
        for at in (0, 1)
    )
    return f'<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">\n{rows}</psc:chapters>\n'


def tag_sound(path: Path, payload: str) -> None:
    """Write the payload into every text of an MP3's tag that may be shown."""
    words = payload.replace("\x00", "")
    tag = ID3()
    tag.add(TIT2(encoding=3, text=[words]))
    tag.add(COMM(encoding=3, lang="eng", desc=words, text=[words]))
    tag.add(
        CTOC(
            element_id="toc",
            flags=CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED,
            child_element_ids=["a", "b"],
            sub_frames=[TIT2(encoding=3, text=[words])],
        )  # fmt: skip
    )
    for name, start in (("a", 0), ("b", 500)):
        inner = [
            TIT2(encoding=3, text=[words]),
            TIT3(encoding=3, text=[words]),
            WXXX(encoding=3, desc=words, url=words.encode("latin-1", "replace").decode("latin-1")),
        ]
        tag.add(
            CHAP(
                element_id=name,
                start_time=start,
                end_time=start + 500,
                start_offset=0xFFFFFFFF,
                end_offset=0xFFFFFFFF,
                sub_frames=inner,
            )  # fmt: skip
        )
    tag.save(path)


@dataclass(slots=True, kw_only=True)
class Built:
    """A show as it was published. ``refused`` are the codes of what was not let through."""

    project: Project
    refused: set[str]
    sounds: frozenset[str]

    @property
    def root(self) -> Path:
        return self.project.root / "feed"

    def pages(self) -> list[str]:
        """The paths of all pages, below the folder that is served."""
        return sorted(
            path.relative_to(self.root).as_posix()
            for path in self.root.rglob("*")
            if path.suffix in {".html", ".htm", ".xhtml", ".svg"}
        )


def build(root: Path, payload: str) -> Built:
    """A show with the payload in every field, with as much of it as podcastkit lets through."""
    if root.exists():
        shutil.rmtree(root)
    show = show_lines(payload)
    front = {
        "full": [*episode_lines(payload), chapters_line(payload)],
        "heard": [text("title", payload), text("description", payload)],
        "filed": [text("title", payload), address("transcript", payload.replace(" ", "") + ".vtt")],
        "given": [
            text("title", payload),
            address("image", payload + ".jpg"),
            address("link", payload),
        ],
        "timed": [text("title", payload)],
    }
    bodies = {
        "full": notes(payload) + "\n" + transcript(payload),
        "heard": f"{payload}\n",
        "filed": "",
        "timed": f"- 0:00 {' '.join(payload.split())}\n- 0:01 {payload}\n- 0:02 b\n",
        "given": f"{payload}\n\n[{payload}](<{payload}>) ![{payload}](<{payload}>)\n",
    }
    project = Project(root, "")
    project.picture("cover.jpg")
    for name in front:
        project.sound(f"{name}.mp3")
    tag_sound(root / "sound" / "heard.mp3", payload)
    project.write("episodes/heard.vtt", vtt(payload))
    project.write("episodes/filed.srt", srt(payload))
    project.write("episodes/filed.psc", podlove(payload))
    project.write("episodes/given.json", segments(payload))
    project.write("episodes/given.html", page(payload))
    project.write("episodes/given.chapters.json", json_chapters(payload))
    refused: set[str] = set()
    for _ in range(40):
        places = dict(_write(project, show, front, bodies))
        ran = project.feed("--as-of", "2026-02-01")
        if ran.exit == 0:
            sounds = frozenset(f"https://cdn.example/{name}.mp3" for name in front)
            return Built(project=project, refused=refused, sounds=sounds)
        errors = [f for f in ran.json["findings"] if f["severity"] == "error"]
        refused |= {found["code"] for found in errors}
        if not _tame(errors, places, project):
            raise AssertionError(f"refused, and nothing can be written otherwise: {errors}")
    raise AssertionError(f"refused again and again: {refused}")


def _write(
    project: Project,
    show: list[Line | str],
    front: dict[str, list[Line]],
    bodies: dict[str, str],
) -> Iterator[tuple[tuple[str, int], Line]]:
    """Write the texts, and tell on which line of which file each key stands."""
    project.write("podcast.toml", "".join(f"{line}\n" for line in show))
    yield from (
        (("podcast.toml", at), line) for at, line in enumerate(show, 1) if isinstance(line, Line)
    )
    for number, (name, lines) in enumerate(front.items(), 1):
        path = f"episodes/{name}.md"
        head = [f'episode_url = "https://cdn.example/{name}.mp3"', f"date = 2026-01-0{number}"]
        told = "\n".join(["+++", *head, *map(str, lines), "+++", bodies[name]])
        project.write(path, told)
        yield from (
            ((path, at), line) for at, line in enumerate(lines, 4) if isinstance(line, Line)
        )


def _tame(
    errors: list[dict[str, object]], places: dict[tuple[str, int], Line], project: Project
) -> bool:
    """Write what was refused in its next form; whether there was one."""
    changed = False
    for line in {id(l): l for e in errors if (l := places.get((str(e["path"]), int(str(e["line"])))))}.values():  # fmt: skip
        if line.at + 1 < len(line.forms):
            line.at += 1
            changed = True
    for error in errors:
        name = str(error["path"]).rpartition("/")[2]
        if name in {"heard.vtt", "filed.srt", "filed.psc", "given.json", "given.chapters.json"}:
            (project.root / "episodes" / name).unlink(missing_ok=True)
            changed = True
    return changed
