"""Files, front matter and settings: what is told while they are read."""

from __future__ import annotations

from podcastkit.checks.rule import Rule, told
from podcastkit.findings import Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

RULES: tuple[Rule, ...] = (
    told(
        "PK001",
        "unreadable-file",
        _E,
        """
        A file is too large or not UTF-8 text.

        What cannot be read cannot be checked, and a guess would garble names. Front matter
        may have 64 KB, a file 10 MB.
        """,
        by="content.front_matter",
        source="UTF-8, RFC 3629; the limits of this program",
        stops=True,
    ),
    told(
        "PK002",
        "syntax",
        _E,
        """
        A file is not the TOML, YAML or JSON it should be.

        Line and column are where the reader stopped; the mistake is there or just before.

        Bad in an episode::

            title = "One

        Good in an episode::

            title = "One"
        """,
        by="toml_text",
        source="TOML 1.0; YAML 1.2; RFC 8259",
        stops=True,
    ),
    told(
        "PK003",
        "front-matter-fence",
        _E,
        """
        An episode's front matter has no opening or closing line.

        TOML stands between two lines of `+++`, YAML between two lines of `---`, JSON in
        braces.

        Bad as one.md::

            title = "One"

            Notes.

        Good as one.md::

            +++
            title = "One"
            description = "D."
            date = 2026-01-05

            [extra]
            episode_url = "https://cdn.example.org/one.mp3"
            +++

            Notes.
        """,
        by="content.front_matter",
        source="Zola, Hugo and Jekyll: front matter",
        stops=True,
    ),
    told(
        "PK004",
        "unknown-key",
        _E,
        """
        podcast.toml has a key that means nothing, often a typing error.

        A setting that is silently not read is worse than an error.

        Bad in [show]::

            langauge = "en"

        Good in [show]::

            language = "en"
        """,
        by="project.schema",
        source="podcast.toml, every key",
        stops=True,
    ),
    told(
        "PK005",
        "wrong-value",
        _E,
        """
        A key holds a value of the wrong kind.

        The message says what it is and what it should be.

        Bad in an episode::

            season = "first"

        Good in an episode::

            season = 1
        """,
        by="content.reader",
        source="podcast.toml and the keys of episodes",
        stops=True,
    ),
    told(
        "PK007",
        "near-miss",
        _I,
        """
        A key of the front matter is nearly one that podcastkit reads, and that one is not there.

        Front matter may hold keys of your site's own, so this is no error.

        Bad in an episode::

            sumary = "In short."

        Good in an episode::

            summary = "In short."
        """,
        by="content.unused_keys",
        source="the keys of episodes",
    ),
    told(
        "PK008",
        "value-left-out",
        _I,
        """
        A key met by chance holds a value that means nothing here, and is left out.

        Sites use words like `type` for things of their own. A key that `[fields]` names is an
        error instead.

        Bad::

            type = "episode"

        Good::

            type = "bonus"
        """,
        by="content.reader",
        source="the keys of episodes",
    ),
    told(
        "PK009",
        "number-left-out",
        _W,
        """
        A season or episode number is not positive, and is left out of the feed.

        Apple takes whole numbers above 0. An episode 0 is often a trailer: `type = trailer`.

        Bad in an episode::

            episode = 0

        Good in an episode::

            episode = 1
        """,
        by="content.source_fields",
        source="Apple, A Podcaster's Guide to RSS: itunes:episode",
    ),
    told(
        "PK010",
        "leaves-project",
        _E,
        """
        A path leads out of the project, so the file could be anybody's.

        A pull request could publish a file of the machine that builds the feed.

        Bad in an episode::

            image = "../../secret.jpg"

        Good in an episode::

            image = "https://example.org/one.jpg"
        """,
        by="content.reader",
        source="this program: paths stay in the project",
        stops=True,
    ),
    told(
        "PK011",
        "audio-file-missing",
        _E,
        """
        The audio file that an episode names is not there.

        It is looked for beside the episode, then in the project.

        Bad in an episode::

            [extra]
            episode_url = "missing.mp3"

        Good in an episode::

            [extra]
            episode_url = "https://cdn.example.org/one.mp3"
        """,
        by="content.source_fields",
        source="this program",
        stops=True,
    ),
    told(
        "PK012",
        "file-missing",
        _E,
        """
        A picture, transcript or chapters file that is named is not there.

        The feed would link to an error page.

        Bad in an episode::

            image = "missing.jpg"

        Good in an episode::

            image = "https://example.org/one.jpg"
        """,
        by="content.companions",
        source="this program",
    ),
    told(
        "PK013",
        "unrendered-tag",
        _W,
        """
        The notes hold a shortcode or template tag that only the site's generator knows.

        Apps would show it raw.

        Bad in notes::

            {{ youtube(id='x') }}

        Good in notes::

            See [the film](https://example.org/film).
        """,
        by="content.source_fields",
        source="Zola, Hugo, Jekyll: shortcodes",
    ),
    told(
        "PK014",
        "curly-quotes",
        _E,
        """
        A text in TOML begins with a curly quote, which TOML does not know.

        Word processors put them in. Inside of a text they are good typography.

        Bad in an episode::

            title = “One”

        Good in an episode::

            title = "“One”"
        """,
        by="toml_text",
        source="TOML 1.0, strings",
        stops=True,
    ),
    told(
        "PK015",
        "date-disagrees",
        _W,
        """
        The date in the front matter is not the one in the file's or folder's name.

        The front matter counts; one of the two is a mistake.

        Bad as 2026-01-05-one.md::

            +++
            title = "One"
            description = "D."
            date = 2025-01-05

            [extra]
            episode_url = "https://cdn.example.org/one.mp3"
            +++

            Notes.

        Good as 2026-01-05-one.md::

            +++
            title = "One"
            description = "D."
            date = 2026-01-05

            [extra]
            episode_url = "https://cdn.example.org/one.mp3"
            +++

            Notes.
        """,
        by="checks.sources",
        source="this program: one date of each episode",
    ),
    told(
        "PK016",
        "ignore-unused",
        _I,
        """
        An ignore matches no finding.

        What it excused was mended, or its code is mistyped; it would hide the next such
        mistake.

        Bad in [validate]::

            ignore = { PK230 = "the old site has no https" }

        Good in [validate]::

            ignore = {}
        """,
        by="checks.registry",
        source="this program",
    ),
    told(
        "PK017",
        "ignore-refused",
        _W,
        """
        An ignore names a rule that cannot be ignored.

        Without a title, a date or a safe guid no feed can be written, whatever the reason.

        Bad in [validate]::

            ignore = { PK020 = "we have none" }

        Good in [validate]::

            ignore = {}
        """,
        by="checks.registry",
        source="this program: what stops is never ignored",
    ),
    told(
        "PK018",
        "ignore-misplaced",
        _E,
        """
        An ignore in the front matter is not a table of rules and reasons.

        An ignore needs a code and a reason, so that others know why it is fine here.

        Bad in an episode::

            podcastkit = { ignore = ["PK230"] }

        Good in an episode::

            podcastkit = { ignore = { PK230 = "the site has no https" } }
        """,
        by="content.ignores",
        source="this program: front matter, podcastkit.ignore",
    ),
    told(
        "PK021",
        "audio-missing",
        _E,
        """
        An episode names no audio, so it cannot be an item of a feed.

        Beside a site generator such pages are skipped instead.

        Bad as one.md::

            +++
            title = "One"
            date = 2026-01-05
            +++

            Notes.

        Good as one.md::

            +++
            title = "One"
            description = "D."
            date = 2026-01-05

            [extra]
            episode_url = "https://cdn.example.org/one.mp3"
            +++

            Notes.
        """,
        by="content.read",
        source="RSS 2.0, enclosure",
        stops=True,
    ),
    told(
        "PK022",
        "date-missing",
        _E,
        """
        Nothing says when an episode was published.

        Apps sort by the date, and a date of today would change with each run.

        Bad as one.md::

            +++
            title = "One"

            [extra]
            episode_url = "https://cdn.example.org/one.mp3"
            +++

            Notes.

        Good as one.md::

            +++
            title = "One"
            description = "D."
            date = 2026-01-05

            [extra]
            episode_url = "https://cdn.example.org/one.mp3"
            +++

            Notes.
        """,
        by="checks.sources",
        source="Apple, Podcast RSS feed requirements: pubDate",
        stops=True,
    ),
    told(
        "PK023",
        "slug-doubled",
        _E,
        """
        Two episodes have one slug: one's page would overwrite the other's.

        A page is a folder named after the slug, and the guid is made from it.

        Bad in two episodes::

            slug = "first"

        Good in an episode::

            slug = "first"
        """,
        by="checks.sources",
        source="this program: one page, one slug",
        stops=True,
    ),
    told(
        "PK024",
        "guid-doubled",
        _E,
        """
        Two episodes have one guid: apps would show only one of them.

        The other one would never be seen, and nobody would know why.

        Bad in two episodes::

            guid = "one-and-only"

        Good in an episode::

            guid = "1d0fc5e3-1b1e-5cef-ace4-edaa54e1f810"
        """,
        by="checks.sources",
        source="RSS 2.0, guid; Apple",
        stops=True,
    ),
    told(
        "PK025",
        "audio-doubled",
        _E,
        """
        Two episodes have one audio URL: one of them plays the other's sound.

        It is most often a file that was copied and not finished; or two files of one name, which
        `[audio] url` would give one address.

        Bad in two episodes::

            [extra]
            episode_url = "https://cdn.example.org/same.mp3"

        Good in an episode::

            [extra]
            episode_url = "https://cdn.example.org/same.mp3"
        """,
        by="checks.sources",
        source="Apple, Podcast RSS feed requirements: enclosure",
        stops=True,
    ),
    told(
        "PK026",
        "slug-unusable",
        _E,
        """
        A slug cannot be a folder's name everywhere.

        It is one segment of a path, without signs that some systems refuse.

        Bad in an episode::

            slug = "a/b"

        Good in an episode::

            slug = "a-b"
        """,
        by="content.source_fields",
        source="POSIX and Windows file names; RFC 3986",
        stops=True,
    ),
    told(
        "PK028",
        "audio-without-url",
        _E,
        """
        An audio file of the project has no address at which it will be served.

        `[audio] url` says where the folder is served; or `copy = true` puts it beside its
        page. What lies in a site's static folder needs neither.

        Bad::

            episode_url = "sound.mp3"

        Good::

            episode_url = "https://cdn.example.org/one.mp3"
        """,
        by="jobs.plan",
        source="this program",
        stops=True,
    ),
    told(
        "PK029",
        "path-doubled",
        _E,
        """
        Two episodes' pages have one path: one would overwrite the other.

        A permalink without the slug in it gives two episodes one address.
        """,
        by="checks.sources",
        source="this program: one page, one path",
        stops=True,
    ),
    told(
        "PK030",
        "template-broken",
        _E,
        """
        A page template of the project's own cannot be rendered.

        Templates are yours to write; the message has the line and what jinja2 says of it.
        """,
        by="jobs.render",
        source="jinja2",
        stops=True,
    ),
    told(
        "PK032",
        "permalink-hole-empty",
        _W,
        """
        A hole of `[content] permalink` is empty in an episode; its page gets another path.

        The path is then the slug alone. Either the hole is misspelt, or the episode lacks the key.

        Bad in [content]::

            permalink = "/{slugg}/"

        Good in [content]::

            permalink = "/{slug}/"
        """,
        by="content.permalinks",
        source="this program: [content] permalink",
    ),
    told(
        "PK033",
        "template-unused",
        _W,
        """
        A file in the folder of templates takes the place of no template, and none names it.

        The pages are as they would be without it; most often its name is misspelt.
        """,
        by="jobs.load",
        source="this program: page templates",
    ),
    told(
        "PK034",
        "page-unknown",
        _W,
        """
        A page's path is one that only the site's generator can fill in: the feed links elsewhere.

        Who opens the page in an app would find an error. Say `link` in the episode, or for all of
        them in `[fields]`, as a template like `"https://example.org/p/{page.name}/"`. Of Eleventy's
        expressions `{{ page.fileSlug }}` is known, and `{{ title | slug }}` of a title that is
        plain words; of Jekyll's placeholders most are.

        Bad in an episode::

            permalink = "/p/{{ season }}/{{ title | slug }}/"

        Good in an episode::

            permalink = "/p/{{ page.fileSlug }}/"
        """,
        by="content.permalinks",
        source="this program: a feed's links lead somewhere",
    ),
)
