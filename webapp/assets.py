"""The directory of static files: our own, what others wrote, and an address for each.

`python -m webapp.assets` gathers them in `.dev/static` (or `$SMAJOB_STATIC`), compressed beside
the originals, with a `manifest.json` of content hashes. Every address, also those inside
stylesheets, carries the hash of the file, so everything here may be cached without limit.
The app itself only uses `load(directory).address(name)`.
"""

import argparse
import gzip
import hashlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
MANIFEST = "manifest.json"
COMPRESSED = {".css", ".js", ".json", ".md", ".svg", ".txt", ".webmanifest"}

# Semibold stands in for medium and bold too: 25 kB a weight, and hardly anyone sees which it is.
FONT_WEIGHTS = {"400": "400", "600": "500 700"}
FONT_SUBSETS = ("latin", "latin-ext")
PAPER_FONTS = ("IBMPlexSans-Regular.ttf", "IBMPlexSans-SemiBold.ttf")
FONT = re.compile(r"/\* ibm-plex-sans-([a-z-]+)-(\d+)-normal \*/\s*@font-face \{([^{}]*)\}")

CSS_FACE = re.compile(r"@font-face\s*\{[^{}]*\}")
CSS_ICON = re.compile(r"\.icon-([a-z-]+):not\(a\)\{[^{}]*\}")
CSS_URL = re.compile(r"url\(([^()]+)\)")
SOURCE_MAP = re.compile(rb"\n?(//|/\*)# sourceMappingURL=[^\n]*")
SYMBOL = re.compile(r'<symbol id="([^"<]+)"(?:(?!<symbol).)*?</symbol>', re.DOTALL)
ICON_NAMED = re.compile(r"""\bicon\(\s*["']([a-z-]+)["']|icons\.svg[^"'\s]*#(?:icon-)?([a-z-]+)""")

Files = dict[str, bytes]


@dataclass(frozen=True)
class Assets:
    """What was built, by name."""

    directory: Path
    hashes: Mapping[str, str]

    def address(self, name: str) -> str:
        """`app.css` -> `/static/app.css?v=3f2a…`; a KeyError when there is no such file."""
        return f"/static/{name}?v={self.hashes[name]}"


def load(directory: Path) -> Assets:
    """Read the manifest, once, when the app starts."""
    try:
        hashes = json.loads((directory / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise RuntimeError(f"No static files in {directory}: run python -m webapp.assets") from None
    return Assets(directory, hashes)


def build(node_modules: Path, directory: Path) -> Assets:
    """Gather, compress and name all files; write only those that changed, the manifest last."""
    files = gather(node_modules)
    hashes = {name: digest(data) for name, data in sorted(files.items())}
    for name, data in files.items():
        _place(directory / name, data)
    _write(directory / MANIFEST, json.dumps(hashes, indent=1).encode())
    _remove_others(directory, {*files, MANIFEST})
    return Assets(directory, hashes)


def gather(node_modules: Path) -> Files:
    """Every file by its name, in memory: half a megabyte."""
    dkfds, htmx = node_modules / "dkfds", node_modules / "htmx.org"
    own = {path.relative_to(HERE / "static").as_posix(): path.read_bytes() for path in _own()}
    icons = used_icons((dkfds / "dist/img/all-svg-icons.svg").read_text("utf-8"))
    return {
        **_dkfds(dkfds, set(icons)),
        "icons.svg": sprite(icons).encode(),
        "vendor/htmx/htmx.min.js": (htmx / "dist/htmx.min.js").read_bytes(),
        "vendor/htmx/LICENSE": (htmx / "LICENSE").read_bytes(),
        **_fonts(node_modules / "@fontsource/ibm-plex-sans"),
        **_fonts_for_paper(dkfds),
        **own,
    }


def digest(data: bytes) -> str:
    """Short, and long enough that two versions of one file never share it."""
    return hashlib.sha256(data).hexdigest()[:12]


# --- the design system ---------------------------------------------------------------------


def _dkfds(package: Path, icons: set[str]) -> Files:
    """Its stylesheet with the pictures that the stylesheet still asks for, and its licence."""
    files: Files = {}

    def copied(url: str) -> str | None:
        source = package / "dist/css" / url
        # Its logos are placeholders for the state's own marks, which are not ours to show.
        if "logo" in url or not source.is_file():
            return None
        files[f"vendor/dkfds/img/{source.name}"] = data = source.read_bytes()
        return f"img/{source.name}?v={digest(data)}"

    css = (package / "dist/css/dkfds.min.css").read_text("utf-8")
    files["vendor/dkfds/dkfds.css"] = slim(css, icons, copied).encode()
    files["vendor/dkfds/LICENSE.md"] = (package / "LICENSE.md").read_bytes()
    return files


def slim(css: str, icons: set[str], copied: Callable[[str], str | None]) -> str:
    """Without fonts (woff first: 195 kB), unused icon classes, and urls of what is not copied."""
    css = CSS_FACE.sub("", css)
    css = CSS_ICON.sub(lambda rule: rule[0] if rule[1] in icons else "", css)

    def address(match: re.Match[str]) -> str:
        target = copied(match[1].strip("'\""))
        return f"url({target})" if target else "none"

    return SOURCE_MAP.sub(b"", CSS_URL.sub(address, css).encode()).decode()


def used_icons(all_icons: str) -> dict[str, str]:
    """The symbols whose name stands quoted, or after a #, in a template or in our css and js.

    A name may reach the icon through a macro (`alert("warning")`), so any quoted word counts:
    better one icon too many than a hole in the page.
    """
    symbols = {match[1]: match[0] for match in SYMBOL.finditer(all_icons)}
    texts = [path.read_text("utf-8") for path in _sources()]
    for text in texts:
        for name in (match[1] or match[2] for match in ICON_NAMED.finditer(text)):
            if name not in symbols:
                raise SystemExit(f'There is no icon "{name}" in dkfds')
    words = {word for text in texts for word in re.findall(r"""["'#](?:icon-)?([a-z-]+)\b""", text)}
    return {name: symbol for name, symbol in symbols.items() if name in words}


def sprite(symbols: Mapping[str, str]) -> str:
    """One file of icons, each shown with `<use href="icons.svg#name">`."""
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols.values())}</svg>'


def _fonts(package: Path) -> Files:
    """`fonts.css`, to be linked after dkfds.css, and the few woff2 files that it names."""
    files: Files = {"vendor/plex/LICENSE": (package / "LICENSE").read_bytes()}
    faces = []
    for weight, covers in FONT_WEIGHTS.items():
        for subset, _, body in FONT.findall((package / f"{weight}.css").read_text("utf-8")):
            if subset in FONT_SUBSETS:
                name = f"ibm-plex-sans-{subset}-{weight}-normal.woff2"
                files[f"vendor/plex/{name}"] = data = (package / "files" / name).read_bytes()
                source = f'url(vendor/plex/{name}?v={digest(data)}) format("woff2")'
                body = re.sub(r"src:(?:(?!src:)[^;])*;", f"src: {source};", body)
                body = re.sub(
                    r"font-weight:(?:(?!font-weight:)[^;])*;", f"font-weight: {covers};", body
                )
                faces.append(f"@font-face {{{body}}}\n")
    files["fonts.css"] = "".join(faces).encode()
    return files


def _fonts_for_paper(package: Path) -> Files:
    """The same letters for PDFs: typst reads no woff2. No page of ours asks for these."""
    folder = package / "src/fonts/IBMPlexSans/complete/ttf"
    return {f"vendor/plex/{name}": (folder / name).read_bytes() for name in PAPER_FONTS}


# --- files on disk -------------------------------------------------------------------------


def _own() -> Iterator[Path]:
    """Our own static files; what begins with a dot is an editor's."""
    files = sorted((HERE / "static").rglob("*"))
    return (path for path in files if path.is_file() and not path.name.startswith("."))


def _sources() -> Iterator[Path]:
    """Where an icon can be named."""
    yield from sorted((HERE / "templates").rglob("*.html"))
    yield from (path for path in _own() if path.suffix in {".css", ".js"})


def _place(path: Path, data: bytes) -> None:
    """The file and its compressed companions; they come first, as nobody reads them alone."""
    unchanged = path.is_file() and path.read_bytes() == data
    if path.suffix in COMPRESSED:
        import brotli  # only the build needs it

        packed = {".br": brotli.compress, ".gz": lambda plain: gzip.compress(plain, 9, mtime=0)}
        for suffix, pack in packed.items():
            companion = path.with_name(path.name + suffix)
            if not (unchanged and companion.is_file()):
                _write(companion, pack(data))
    if not unchanged:
        _write(path, data)


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, also when two builds run or one is killed."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(data)
    temporary.replace(path)


def _remove_others(directory: Path, keep: set[str]) -> None:
    """Files of earlier builds."""
    for path in directory.rglob("*"):
        name = path.relative_to(directory).as_posix()
        if path.is_file() and name.removesuffix(".br").removesuffix(".gz") not in keep:
            path.unlink()


def sizes(assets: Assets) -> str:
    """What each file weighs on the wire, largest first."""
    lines = []
    for name in assets.hashes:
        path = assets.directory / name
        sent = path.with_name(path.name + ".br")
        lines.append(((sent if sent.is_file() else path).stat().st_size, name))
    return "\n".join(f"{size:8,} {name}" for size, name in sorted(lines, reverse=True))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m webapp.assets", description=__doc__)
    parser.add_argument("--node-modules", type=Path, default=ROOT / ".dev/node/node_modules")
    default = Path(os.environ.get("SMAJOB_STATIC") or ROOT / ".dev/static")
    parser.add_argument("--to", type=Path, default=default)
    parser.add_argument("--sizes", action="store_true", help="print what each file weighs")
    options = parser.parse_args()
    if not options.node_modules.is_dir():
        sys.exit(f"{options.node_modules} is missing: run python3 dev.py setup")
    assets = build(options.node_modules, options.to)
    if options.sizes:
        print(sizes(assets))


if __name__ == "__main__":
    main()
