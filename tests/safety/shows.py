"""Shows with one payload in every field that reaches a page, built as anybody's show is.

Where podcastkit refuses a field, that field is written again in a tamer way, down to plain words, so
that what it does let through is all there together.
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutagen.id3 import CHAP, COMM, CTOC, ID3, TIT2, TIT3, WXXX, CTOCFlags

from tests.projects import Project

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


def show_lines(payloads: Sequence[str]) -> list[Line | str]:
    """``podcast.toml`` with all of the payloads in each field of the show; the long ones apart."""
    payloads = [payload for payload in payloads if len(payload) < 300]
    words = " ".join(payloads)
    spots = [re.sub(r"[\x00-\x20\x7f]", "", payload) for payload in payloads]
    people = (f"{{ name = {toml(one)}, url = {toml(ADDRESS + at)}, img = {toml(ADDRESS + at)} }}"
              for one, at in zip(payloads, spots, strict=True))  # fmt: skip
    help_ = (f"{{ url = {toml(ADDRESS + at)}, text = {toml(one)} }}"
             for one, at in zip(payloads, spots, strict=True))  # fmt: skip
    return [
        "[show]",
        text("title", words),
        text("description", words),
        text("author", words),
        text("copyright", words),
        'link = "https://a.example"',
        'feed_url = "https://a.example/feed.xml"',
        'language = "en"',
        'image = "cover.jpg"',
        'categories = ["Technology"]',
        Line(forms=[f"persons = [{', '.join(people)}]", ""]),
        Line(forms=[f"funding = [{', '.join(help_)}]", ""]),
        address("license", words, "{ name = WORDS, url = ADDRESS }"),
        text("location", words),
        "[audio]",
        'local = ["sound"]',
        "[validate.ignore]",
        *(f'{code} = "what is published all the same is what is tested"' for code in IGNORED),
    ]


def front_of(payload: str) -> dict[str, list[Line]]:
    """The front matter of each kind of episode."""
    title = lambda: text("title", payload)  # noqa: E731 - a line is changed where it stands
    return {
        "full": [*episode_lines(payload), chapters_line(payload)],
        "heard": [title(), text("description", payload)],
        "filed": [title(), address("transcript", payload.replace(" ", "") + ".vtt")],
        "given": [title(), address("image", payload + ".jpg"), address("link", payload)],
        "timed": [title()],
    }


def body_of(kind: str, payload: str) -> str:
    line = " ".join(payload.split())
    return {
        "full": notes(payload) + "\n" + transcript(payload),
        "heard": f"{payload}\n",
        "filed": "",
        "given": f"{payload}\n\n[{payload}](<{payload}>) ![{payload}](<{payload}>)\n",
        "timed": f"- 0:00 {line}\n- 0:01 {payload}\n- 0:02 b\n",
    }[kind]


def files_of(payload: str) -> dict[str, str]:
    """The files beside the episodes, by the end of their names."""
    return {
        "heard.vtt": vtt(payload),
        "filed.srt": srt(payload),
        "filed.psc": podlove(payload),
        "given.json": segments(payload),
        "given.html": page(payload),
        "given.chapters.json": json_chapters(payload),
    }


def episode_lines(payload: str) -> list[Line]:
    return [
        text("title", payload),
        text("description", payload),
        text("subtitle", payload),
        text("summary", payload),
        text("itunes_title", payload),
        text("season_name", payload),
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
        text(
            "location", payload, '[{ name = WORDS, osm = "R1" }, { name = WORDS, rel = "creator" }]'
        ),
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
        )
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
            )
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

    def pages(self, number: int | None = None) -> list[str]:
        """The paths below the served folder of one payload's pages, or of those of the show."""
        return sorted(
            path.relative_to(self.root).as_posix()
            for path in self.root.rglob("*")
            if path.suffix in {".html", ".htm", ".xhtml", ".svg"}
            and (number_of(path.relative_to(self.root).as_posix()) == number)
        )


def number_of(path: str) -> int | None:
    """The number of the payload that a page was made of; ``None`` for a page of the show."""
    found = re.search(r"\bp(\d+)-[a-z]+/", path)
    return int(found[1]) if found else None


def kind_of(path: str) -> str:
    """Which page it is, whatever the payload: ``full/index.html``."""
    return re.sub(r".*\bp\d+-", "", path)


@dataclass(slots=True, kw_only=True)
class Draft:
    """An episode that is being written."""

    name: str
    kind: str
    payload: str
    front: list[Line]

    @property
    def path(self) -> str:
        return f"episodes/{self.name}.md"

    def write(self, project: Project, number: int) -> None:
        """Write it, with a date of its own."""
        head = [f'episode_url = "https://cdn.example/{self.name}.mp3"', f'slug = "{self.name}"',
                f"date = 2026-01-31T{number // 60:02}:{number % 60:02}:00Z"]  # fmt: skip
        body = body_of(self.kind, self.payload)
        project.write(self.path, "\n".join(["+++", *head, *map(str, self.front), "+++", body]))


def build(root: Path, payloads: Mapping[int, str]) -> Built:
    """A show with each payload, by its number, in every field of episodes of its own.

    All of them together stand in the fields of the show. As much as podcastkit lets through is there.
    """
    if root.exists():
        shutil.rmtree(root)
    project = Project(root, "")
    project.picture("cover.jpg")
    drafts = [
        Draft(name=f"p{number}-{kind}", kind=kind, payload=payload, front=front)
        for number, payload in payloads.items()
        for kind, front in front_of(payload).items()
    ]
    for draft in drafts:
        project.sound(f"{draft.name}.mp3")
    for number, payload in payloads.items():
        tag_sound(root / "sound" / f"p{number}-heard.mp3", payload)
        for name, data in files_of(payload).items():
            project.write(f"episodes/p{number}-{name}", data.encode("utf-8", "replace"))
    show = show_lines(list(payloads.values()))
    sounds = frozenset(f"https://cdn.example/{draft.name}.mp3" for draft in drafts)
    return Built(project=project, sounds=sounds, refused=_published(project, show, drafts))


def _published(project: Project, show: list[Line | str], drafts: list[Draft]) -> set[str]:
    """Build until it is let through; the codes of what had to be written otherwise."""
    refused: set[str] = set()
    for _ in range(20):
        project.write("podcast.toml", "".join(f"{line}\n" for line in show))
        for number, draft in enumerate(drafts):
            draft.write(project, number)
        ran = project.feed("--as-of", "2026-02-01", "--allow", "first")
        if ran.exit == 0:
            return refused
        errors = [found for found in ran.json["findings"] if found["severity"] == "error"]
        refused |= {found["code"] for found in errors}
        places = {("podcast.toml", at): line for at, line in enumerate(show, 1)}
        places |= {(d.path, at): line for d in drafts for at, line in enumerate(d.front, 5)}
        if not _tamed(errors, places, project):
            raise AssertionError(f"refused, and nothing can be written otherwise: {errors}")
    raise AssertionError(f"refused again and again: {refused}")


def _tamed(
    errors: list[dict[str, Any]], places: Mapping[tuple[str, int], Line | str], project: Project
) -> bool:
    """Write what was refused in its next form; a file that cannot be read is taken away."""
    changed = False
    for place in {(error["path"], error["line"]) for error in errors}:
        line = places.get(place)
        if isinstance(line, Line) and line.at + 1 < len(line.forms):
            line.at += 1
            changed = True
        elif line is None and not place[0].endswith((".md", "podcast.toml")):
            (project.root / place[0]).unlink(missing_ok=True)
            changed = True
    return changed
