"""A browser for the tests, found or fetched; never silently skipped.

In this order: `$CHROMIUM`, an installed Chromium or Chrome, the one that Playwright downloads,
the one of the system's package manager. `python -m e2e.chromium` prints its path.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# First the shell that has no windows: it starts sooner, and never stops painting a page because
# another one lies before it.
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = (
    *SHELLS,
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
)
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files\Chromium\Application\chrome.exe",
)
DOWNLOADS = Path(__file__).resolve().parent.parent / ".dev/browsers"

# It shall talk to the app and to nobody else.
SILENT = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def launch_options() -> dict[str, object]:
    """Keyword arguments for Playwright's `chromium.launch`."""
    args = ["--disable-gpu", *SILENT]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        args.append("--no-sandbox")  # Chromium refuses its sandbox to root
    return {"executable_path": find(), "headless": True, "args": args}


def find() -> str:
    """The path of a browser that starts; an error that says what was tried otherwise."""
    tried = []
    for way in (_named, _installed, _downloaded, _fetched_by_playwright, _fetched_by_system):
        program = way()
        if program and _starts(program):
            return program
        tried.append(f"  {(way.__doc__ or '').rstrip('.')}: {program or 'none'}")
        if program and way is _named:
            break  # whoever names one wants that one
    raise RuntimeError("No browser for the tests:\n" + "\n".join(tried))


def _named() -> str | None:
    """$CHROMIUM."""
    return os.environ.get("CHROMIUM")


def _installed() -> str | None:
    """An installed Chromium or Chrome."""
    on_path = (shutil.which(name) for name in NAMES)
    in_place = (place for place in PLACES if Path(place).is_file())
    return next(filter(None, (*on_path, *in_place)), None)


def _downloaded() -> str | None:
    """One that Playwright fetched earlier."""
    programs = {"chrome-headless-shell", "headless_shell"}
    paths = (path for path in DOWNLOADS.glob("*/*/*") if path.stem in programs)
    return next((str(path) for path in paths if path.suffix in {"", ".exe"}), None)


def _fetched_by_playwright() -> str | None:
    """Playwright's download."""
    os.environ["PLAYWRIGHT_BROWSERS_PATH"] = str(DOWNLOADS)
    done = _quiet([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"])
    return _downloaded() if done else None


def _fetched_by_system() -> str | None:
    """The system's package manager."""
    if not shutil.which("apt-get"):
        return None
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if root and not shutil.which("sudo"):
        return None
    # One step after the other; a list of packages that is a little old need not stop us.
    _quiet([*root, "apt-get", "update", "-q"])
    for package in ("chromium-headless-shell", "chromium"):  # older systems have only the second
        if _quiet([*root, "apt-get", "install", "-qy", package]):
            break
    return _installed()


def _starts(path: str) -> bool:
    """Does it run at all? Ubuntu's `chromium-browser`, for one, only says to install a snap."""
    return os.name == "nt" or _quiet([path, "--version"])


def _quiet(command: list[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=600,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, file=sys.stderr)
        return False
    if done.returncode:
        print(done.stdout[-1000:], done.stderr[-1000:], file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    try:
        print(find())
    except RuntimeError as problem:
        sys.exit(str(problem))
