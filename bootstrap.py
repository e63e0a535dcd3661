"""Make `.venv` beside this file from the locked packages, then run a command in it.

    python bootstrap.py simkit compare scenarios/vip_managers.yaml
    python bootstrap.py pytest
    python bootstrap.py --wheelhouse DIR pytest      without a network: DIR holds every locked package

The first call installs: pip installs uv (bootstrap.lock), uv installs the rest (requirements.lock), each file checked
against its hash. Later calls compare a stamp and go. Messages go to stderr; stdout and the exit code are the command's.
"""

# Standard library only. Pythons older than those accepted must still be able to read this file, so that it can tell
# them so: nothing here is newer than Python 3.6.
import ast
import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import BinaryIO, Dict, Iterator, List, Mapping, Optional, Tuple

WINDOWS = os.name == "nt"
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "simkit-stamp.json"
LOCKS = ("bootstrap.lock", "requirements.lock")
ACCEPTED = ("3.11", "3.12", "3.13")
AT_FAULT = 2  # the exit code when the environment or the command line is wrong; every other code is the command's

# How this machine reaches a package index is kept. All else that pip or uv could read from it (extra indexes,
# constraints, a target folder) stays outside: the locks decide what is installed.
PIP_KEPT = ("cert", "client-cert", "default-timeout", "index-url", "proxy", "retries", "timeout", "trusted-host")
UV_KEPT = (
    "UV_CACHE_DIR",
    "UV_DEFAULT_INDEX",
    "UV_HTTP_TIMEOUT",
    "UV_INDEX_URL",
    "UV_INSECURE_HOST",
    "UV_LINK_MODE",
    "UV_NATIVE_TLS",
    "UV_SYSTEM_CERTS",
)
UV_NAMES = {
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "index-url": "UV_DEFAULT_INDEX",
    "proxy": "ALL_PROXY",
    "trusted-host": "UV_INSECURE_HOST",
}


class BootstrapError(Exception):
    """What is wrong and what to do instead, in one sentence."""


def main(arguments: List[str]) -> int:
    """Bring the environment up to date, then run the command in it."""
    try:
        wheelhouse, command = read_arguments(arguments)
        if not command:
            say(str(__doc__).strip())
            return AT_FAULT
        refuse_other_pythons(sys.version_info[:2])
        wanted = wanted_stamp()
        if found_stamp() != wanted:
            with one_at_a_time():
                found = found_stamp()  # again: another call may have done it while this one waited
                if found != wanted:
                    install(found, wanted, wheelhouse)
        return run(command)
    except BootstrapError as error:
        say(f"bootstrap: {error}")
    except OSError as error:
        say(f"bootstrap: {error}; see to the rights and the space on this disk, then run the same command again.")
    except KeyboardInterrupt:
        say("bootstrap: stopped; run the same command again to go on.")
        return 128 + signal.SIGINT
    return AT_FAULT


def say(message: str) -> None:
    """Print to stderr: stdout belongs to the command."""
    print(message, file=sys.stderr, flush=True)


def read_arguments(arguments: List[str]) -> Tuple[Optional[Path], List[str]]:
    """Split our one option from the command, to which everything after its name belongs."""
    first = arguments[0] if arguments else ""
    if first in {"", "-h", "--help"}:
        return None, []
    if not first.startswith("-"):
        return None, arguments
    name, equals, folder = first.partition("=")
    rest = arguments[1:]
    if name != "--wheelhouse":
        raise BootstrapError(f"{first} is not an option of it; write --wheelhouse DIR or a command to run.")
    if not equals and rest:
        folder, rest = rest[0], rest[1:]
    if not folder or not Path(folder).is_dir():
        raise BootstrapError(f"--wheelhouse names the folder with the packages, and '{folder}' is not a folder.")
    return Path(folder).resolve(), rest


def refuse_other_pythons(version: Tuple[int, ...]) -> None:
    """Stop a Python that the locked packages do not exist for, or that cannot make environments."""
    found = "{}.{}".format(*version)
    if found not in ACCEPTED:
        raise BootstrapError(
            f"simkit needs Python {', '.join(ACCEPTED[:-1])} or {ACCEPTED[-1]}, and {sys.executable} is {found}; "
            f"run the same command with one of those, for example 'python{ACCEPTED[-1]} bootstrap.py ...'."
        )
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise BootstrapError(
            f"{sys.executable} lacks the modules venv and ensurepip; install them (Debian and Ubuntu: "
            f"'apt install python{found}-venv') and run the same command again."
        )


def wanted_stamp() -> Dict[str, str]:
    """Tell what stands in the stamp of an environment that is ready for these files, this folder and this Python."""
    inputs = hashlib.sha256()
    for name in (*LOCKS, "pyproject.toml", "bootstrap.py"):
        if not (ROOT / name).is_file():
            raise BootstrapError(f"{name} is missing from {ROOT}; restore it with 'git checkout {name}'.")
        inputs.update((ROOT / name).read_bytes() + b"\0")
    # A venv can neither be moved (its scripts hold its path) nor be handed to another Python.
    return {"folder": str(VENV), "python": str(sys.implementation.cache_tag), "inputs": inputs.hexdigest()}


def found_stamp() -> Dict[str, str]:
    """Read the stamp of the environment that is there: empty when there is none, or when it is broken."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and PYTHON.exists() else {}


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold a lock beside `.venv`; the system lets go of it when the process ends, however it ends."""
    with open(f"{VENV}.lock", "a+b") as handle:
        if not take(handle):
            say(f"bootstrap: waiting for another call that is setting up {VENV}.")
            while not take(handle):
                time.sleep(0.2)
        # The steps inherit it: if this process is killed, the next call waits for the step that is still running.
        os.set_inheritable(handle.fileno(), True)
        yield


def take(handle: BinaryIO) -> bool:
    """Lock the file if nobody else has."""
    try:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def install(found: Dict[str, str], wanted: Dict[str, str], wheelhouse: Optional[Path]) -> None:
    """Install what the locks name and the project itself; the stamp goes first and comes back last."""
    reuse = found and all(found.get(key) == wanted[key] for key in ("folder", "python"))
    if reuse:
        say(f"bootstrap: bringing {VENV} up to date ...")
        STAMP.unlink()
    else:
        say(f"bootstrap: setting up {VENV} (once; some hundred MB) ...")
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        # The base Python: this one may be the very .venv that is cleared.
        base = str(getattr(sys, "_base_executable", sys.executable))
        make = [base, "-m", "venv", "--clear", str(VENV)]
        call(make, clean(os.environ), f"make {VENV}", "close what still runs from it, or delete it", later=True)

    environment = reach_the_index()
    if wheelhouse:
        source = ["--no-index", "--find-links", str(wheelhouse)]
        reach = f"fill {wheelhouse} as CONTRIBUTING.md says, on the same system and Python"
    else:
        source = []
        reach = (
            "without a network use --wheelhouse DIR, behind a proxy set HTTPS_PROXY "
            "(and, for a certificate of its own, SSL_CERT_FILE and PIP_CERT)"
        )
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    pip += ["--require-hashes", "--only-binary", ":all:", *source, "-r", str(ROOT / LOCKS[0])]
    call(pip, environment, "install uv", reach)

    uv = [str(BIN / "uv"), "--no-config", *([] if sys.stderr.isatty() else ["--quiet"]), "pip"]
    there = ["--python", str(PYTHON)]
    locks = [str(ROOT / name) for name in LOCKS]
    sync = [*uv, "sync", *there, "--require-hashes", "--only-binary", ":all:", *source, *locks]
    call(sync, environment, "install the locked packages", reach)
    project = [*uv, "install", *there, "--offline", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    call(project, environment, "install simkit itself", "mend what it names")

    beside = STAMP.with_suffix(".new")
    beside.write_text(json.dumps(wanted), encoding="utf-8")
    os.replace(str(beside), str(STAMP))


def clean(environment: Mapping[str, str]) -> Dict[str, str]:
    """Leave out what would point Python, pip or uv elsewhere."""
    elsewhere = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    return {
        name: value
        for name, value in environment.items()
        if name in UV_KEPT or not (name in elsewhere or name.startswith(("PIP_", "UV_")))
    }


def reach_the_index() -> Dict[str, str]:
    """Give pip and uv the proxy, certificate and mirror that this machine's pip is set up with."""
    settings = pip_settings()
    environment = clean(os.environ)
    environment["PIP_CONFIG_FILE"] = os.devnull
    if "UV_INDEX_URL" in environment:
        environment.setdefault("UV_DEFAULT_INDEX", environment.pop("UV_INDEX_URL"))
    for name, value in settings.items():
        environment["PIP_" + name.upper().replace("-", "_")] = value
        if name in UV_NAMES:
            environment.setdefault(UV_NAMES[name], value)
    return environment


def pip_settings() -> Dict[str, str]:
    """Read those of pip's settings that are kept: an environment variable wins over `install`, that over `global`."""
    import subprocess

    asked = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "list"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    settings = {}
    lines = asked.stdout.decode("utf-8", "replace").splitlines()
    for section in ("global.", "install.", ":env:."):
        for line in lines:
            name, _, value = line.partition("=")
            if name.startswith(section) and name[len(section) :] in PIP_KEPT:
                settings[name[len(section) :]] = str(ast.literal_eval(value))
    return settings


def call(command: List[str], environment: Dict[str, str], purpose: str, remedy: str, *, later: bool = False) -> None:
    """Run one step of the installation, its output on stderr; `later`: only if it fails."""
    import subprocess

    done = subprocess.run(
        command,
        env=environment,
        cwd=str(ROOT),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if later else 2,
        stderr=subprocess.STDOUT,
        close_fds=False,  # for the lock
        check=False,
    )
    if done.returncode:
        if later:
            say(done.stdout.decode(errors="replace").rstrip())
        raise BootstrapError(f"could not {purpose}, for the reason above; {remedy}, then run the same command again.")


def run(command: List[str]) -> int:
    """Hand over to the command, with the environment's programs first on the path."""
    environment = clean(os.environ)
    environment.update({name: value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_"))})
    environment["VIRTUAL_ENV"] = str(VENV)
    environment["PATH"] = os.pathsep.join([str(BIN), environment.get("PATH", os.defpath)])
    program = shutil.which(command[0], path=environment["PATH"])
    if program is None:
        raise BootstrapError(f"there is no command '{command[0]}'; try simkit, pytest or python.")
    if sys.platform == "win32":
        import subprocess

        child = subprocess.Popen([program, *command[1:]], env=environment)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the child too; its answer counts
        return child.wait()
    else:  # noqa: RET505 - mypy follows the system by branches
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # Python ignores it, and the command would go on doing so
        os.execve(program, command, environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
