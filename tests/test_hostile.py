"""Whatever is mistyped or goes wrong outside: one clear sentence each, its place, exit code 2, nothing half-written.

The whole list through the command line, once each; `scenario/slips.txt` holds every slip of the keyboard and
`scenario/test_files.py` every kind of file, one room further in.
"""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from simkit.cli import main
from tests.small import scenario_file

POSIX = pytest.mark.skipif(os.name != "posix", reason="rights, signals and limits are those of POSIX")
SAVE_AS = "save it as UTF-8, in the editor's Save As"
NO_ALIAS = "anchors & and aliases * are not read; write the value out, or use like: for a scheme"
GO_ON = "the same with --resume goes on from them (in Python resume=True)"
NOBODY = 65534

SLIPS = {
    "wrong key": ("seats: 8", "seets: 8", '14:3: people.seets: unknown key; did you mean "seats"?'),
    "wrong type": (
        "seats: 8",
        "seats: eight",
        "14:10: people.seats: must be a whole number, not 'eight'; write a whole number such as 10",
    ),
    "duplicate key": (
        "  branches: 2",
        "  seats: 9",
        '15:3: the key "seats" stands twice, first in line 14; remove one of the two',
    ),
    "weights that do not sum": (
        "weight: 20%",
        "weight: 10%",
        "50:11: schemes.bonus.pay[0].measures: the weights sum to 90%; make them sum to 100%",
    ),
    "cap below the target payout": (
        "cap: 200%",
        "cap: 90%",
        (
            "53:73: schemes.bonus.pay[0].curve.cap: 90% is below the target payout of 100%; "
            "write a cap of at least 100% or remove it"
        ),
    ),
    "unknown KPI": (
        "{kpi: fund_sales, weight",
        "{kpi: fond_sales, weight",
        (
            "50:19: schemes.bonus.pay[0].measures[0].kpi: 'fond_sales' is not a KPI of this scenario; "
            'did you mean "fund_sales"?'
        ),
    ),
    "a KPI no activity drives": (
        "from: sell, ",
        "",
        (
            '30:17: work.kpis.fund_sales: the key "from" is missing; '
            "add it (the activity that drives it, or activities with shares that sum to 100%)"
        ),
    ),
    "a KPI driven by nothing": (
        "from: sell, ",
        "from: {}, ",
        "30:58: work.kpis.fund_sales.from: must have at least 1 entry, not 0; write 1 or more",
    ),
    "tab": ("  seats: 8", "\tseats: 8", "14:1: a tab cannot stand here; indent with spaces"),
    "a tag that would run a command": (
        "seats: 8",
        "seats: !!python/object/apply:os.system [touch pwned]",
        "14:10: tags such as !this are not read; remove the word that begins with !",
    ),
    "not a number": ("swing: 5%", "swing: .nan", "22:10: .nan is not a finite number; write a number"),
    "infinity": ("median: 9_000", "median: -.inf", "16:22: -.inf is not a finite number; write a number"),
    "1e308": (
        "median: 9_000",
        "median: 1e308",
        "16:22: 1e308 is larger than anything meant here; write a number up to 1,000,000,000,000,000",
    ),
    "1e400": (
        "median: 9_000",
        "median: 1e400",
        "16:22: 1e400 is larger than anything meant here; write a number up to 1,000,000,000,000,000",
    ),
    "negative count": ("seats: 8", "seats: -8", "14:10: people.seats: must be at least 1, not -8; write 1 or more"),
    "negative share": (
        "swing: 5%",
        "swing: -5%",
        "22:10: market.swing: must be at least 0%, not -5%; write 0% or more",
    ),
    "luck without measure": (
        "noise: 45%",
        "noise: 4500%",
        "30:71: work.kpis.fund_sales.noise: must be at most 500%, not 4500%; write 500% or less",
    ),
    "a level above the highest": (
        "level: 80",
        "level: 800",
        "33:41: work.kpis.satisfaction.level: 800 is above the highest level there is; write a level of at most 100",
    ),
    "scheme file that is missing": (
        "\nstake:",
        "  third: schemes/third.yaml\n\nstake:",
        "58:10: schemes.third: there is no file 'schemes/third.yaml'; write a path from the scenario's folder",
    ),
    "scheme outside, by ..": (
        "\nstake:",
        "  third: ../third.yaml\n\nstake:",
        "58:10: schemes.third: a path may not lead out of the folder; write one from the scenario's folder, without ..",
    ),
    "scheme outside, absolute": (
        "\nstake:",
        "  third: /etc/third.yaml\n\nstake:",
        "58:10: schemes.third: a path must begin in the scenario's folder; write one such as schemes/growth.yaml",
    ),
    "scheme outside, by a link": (
        "\nstake:",
        "  third: link.yaml\n\nstake:",
        "58:10: schemes.third: this file is outside the scenario's folder; copy it there",
    ),
    "scheme that is a folder": (
        "\nstake:",
        "  third: folder\n\nstake:",
        "58:10: schemes.third: 'folder' is a folder, not a file; name a file in it",
    ),
    "scheme with a name too long": (
        "\nstake:",
        f"  third: {'y' * 280}\n\nstake:",
        f"58:10: schemes.third: '{'y' * 39}...' cannot be opened (File name too long); check its name and permissions",
    ),
}


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
    return made.getvalue()


BOMB = "a: &a [x]\n" + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi"))  # noqa: B905
FILES = {
    "empty": (b"", ": the file is empty; write one with: simkit new FILE"),
    "a picture": (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        ":1:1: this is a picture, not a text; name a YAML file, such as scenario.yaml",
    ),
    "an Excel file": (
        _zip(),
        ":1:1: this is an Excel or Word file or a zip, not a text; name a YAML file, such as scenario.yaml",
    ),
    "GBK": (
        "# 方案\nname: x\n".encode() + "note: 理财".encode("gbk"),
        f":3:7: the file is not UTF-8 (byte 0xC0); {SAVE_AS}",
    ),
    "GBK after Chinese in UTF-8": (
        "name: 方案".encode() + "理".encode("gbk"),
        f":1:9: the file is not UTF-8 (byte 0xC0); {SAVE_AS}",
    ),
    "UTF-16": ("name: x".encode("utf-16"), f":1:1: the file is UTF-16, not UTF-8; {SAVE_AS}"),
    "alias bomb": (BOMB.encode(), f":1:4: {NO_ALIAS}"),
    "deep nesting": (b"a: " + b"[" * 100_000, ":1:23: this is nested deeper than 20 levels; write it flatter"),
    "not a mapping": (
        b"hello",
        (
            ":1:1: the file is not a mapping of keys and values but 'hello'; "
            "write lines of key: value, with a space after the colon"
        ),
    ),
}
NAMES = ["two words.yaml", "方案 对比.yaml", "the \"best\" 'one'.yaml", "😀.yaml", "-x.yaml.txt", "a$HOME;b.yaml"]


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The text of a small scenario, which also stands in the working folder as small.yaml."""
    (tmp_path / "here" / "folder").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    return scenario_file(Path()).read_text(encoding="utf-8")


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 2) -> str:
    """What a command that fails says on stderr; it says nothing on stdout."""
    assert main(arguments) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err.rstrip("\n")


@pytest.mark.parametrize(("old", "new", "message"), SLIPS.values(), ids=SLIPS)
def test_a_slip(small: str, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str) -> None:
    if "link.yaml" in new:
        Path("../third.yaml").write_text("name: X\n", encoding="utf-8")
        try:
            Path("link.yaml").symlink_to("../third.yaml")
        except OSError:
            pytest.skip("this system makes no links")
    if os.name == "nt" and "too long" in message:
        pytest.skip("Windows says that such a file is not there")
    assert old in small
    Path("x.yaml").write_text(small.replace(old, new, 1), encoding="utf-8")
    assert told(capsys, "compare", "x.yaml", "--out", "out") == f"x.yaml:{message}"
    assert not Path("out").exists()
    assert not Path("pwned").exists()


@pytest.mark.parametrize("command", ["compare", "show", "agenda"])
@pytest.mark.parametrize(("content", "message"), FILES.values(), ids=FILES)
def test_a_file_of_another_kind(capsys: pytest.CaptureFixture[str], command: str, content: bytes, message: str) -> None:
    Path("x.yaml").write_bytes(content)
    assert told(capsys, command, "x.yaml").splitlines()[0] == f"x.yaml{message}"


@pytest.mark.parametrize("command", ["compare", "show", "agenda"])
def test_what_is_no_file(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert told(capsys, command, "folder") == (
        "folder: this is a folder, not a file; name a file in it, such as scenario.yaml"
    )
    assert told(capsys, command, "smal.yaml") == 'smal.yaml: there is no such file; did you mean "small.yaml"?'


@POSIX
@pytest.mark.parametrize("command", ["compare", "show", "agenda"])
@pytest.mark.parametrize("path", ["/dev/null", "/dev/stdin", "pipe"])
def test_what_would_hang_is_not_opened(command: str, path: str) -> None:
    os.mkfifo("pipe")
    done = simkit(command, path, input_="name: x\n")
    assert (done.returncode, done.stderr) == (2, f"{path}: this is not an ordinary file; name a YAML file\n")


@pytest.mark.parametrize("where", ["scenario", "scheme"])
def test_a_hundred_megabytes_are_not_read(capsys: pytest.CaptureFixture[str], small: str, where: str) -> None:
    with Path("large.yaml").open("wb") as stream:
        stream.truncate(100_000_000)
    Path("x.yaml").write_text(small.replace("\nstake:", "  third: large.yaml\n\nstake:"), encoding="utf-8")
    tracemalloc.start()
    said = told(capsys, "agenda", "large.yaml" if where == "scenario" else "x.yaml")
    assert said == "large.yaml: the file is larger than 1000 kB; write a scenario, not data"
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("line", ["k{}: 1\n", "k{}: *a\n"])
def test_ten_thousand_problems_are_a_hundred(capsys: pytest.CaptureFixture[str], small: str, line: str) -> None:
    Path("x.yaml").write_text(small + "".join(line.format(i) for i in range(10_000)), encoding="utf-8")
    lines = told(capsys, "compare", "x.yaml").splitlines()
    assert len(lines) == 101
    assert lines[-1].endswith("... and 9900 more problems")


@pytest.mark.parametrize("change", ["UTF-8 with a mark", "Windows line ends", "Mac line ends"])
def test_what_editors_leave_behind_works(capsys: pytest.CaptureFixture[str], small: str, change: str) -> None:
    ends = {"UTF-8 with a mark": "\n", "Windows line ends": "\r\n", "Mac line ends": "\r"}[change]
    mark = b"\xef\xbb\xbf" if "mark" in change else b""
    outputs = []
    for content in (small.encode(), mark + small.replace("\n", ends).encode()):
        Path("x.yaml").write_bytes(content)
        assert main(["agenda", "x.yaml"]) == 0
        assert main(["show", "x.yaml"]) == 0
        assert main(["compare", "x.yaml", "--only", "0", "--json"]) == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize("name", NAMES)
def test_any_file_name_works(capsys: pytest.CaptureFixture[str], small: str, name: str) -> None:
    if os.name == "nt" and '"' in name:
        pytest.skip("Windows has no such names")
    Path(name).write_text(small, encoding="utf-8")
    given, out = name if name[0] != "-" else f"./{name}", f"./{name}.out"
    assert main(["show", given]) == 0
    assert main(["compare", given, "--only", "0", "--out", out]) == 0
    assert json.loads(Path(out, "summary.json").read_bytes())["scenario"]["name"] == "My first comparison"
    Path(name).write_text("name: [", encoding="utf-8")
    capsys.readouterr()
    assert told(capsys, "compare", given).startswith(f"{given}:1:")


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Root may open everything, so the test goes on as a user without rights."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def open_folder(small: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that every user can look into, with small.yaml; all imports are done, as nobody may not do them."""
    assert main(["compare", "small.yaml", "--only", "0"]) == 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "small.yaml").write_text(small, encoding="utf-8")
        monkeypatch.chdir(folder)
        yield folder
        monkeypatch.undo()


@POSIX
def test_a_file_without_the_right_to_read_it(open_folder: Path, capsys: pytest.CaptureFixture[str], small: str) -> None:
    Path("closed.yaml").write_text(small, encoding="utf-8")
    Path("x.yaml").write_text(small.replace("\nstake:", "  third: closed.yaml\n\nstake:"), encoding="utf-8")
    Path("closed.yaml").chmod(0)
    capsys.readouterr()
    with _as_nobody():
        for command in ("compare", "show", "agenda"):
            for file in ("closed.yaml", "x.yaml"):
                assert told(capsys, command, file) == (
                    "closed.yaml: the file cannot be opened (Permission denied); check its name and permissions"
                )


@POSIX
def test_a_folder_without_the_right_to_look_into_it(
    open_folder: Path, capsys: pytest.CaptureFixture[str], small: str
) -> None:
    Path("closed").mkdir(mode=0)
    Path("x.yaml").write_text(small.replace("\nstake:", "  third: closed/a.yaml\n\nstake:"), encoding="utf-8")
    capsys.readouterr()
    with _as_nobody():
        assert told(capsys, "show", "x.yaml") == (
            "x.yaml:58:10: schemes.third: 'closed/a.yaml' cannot be opened (Permission denied); "
            "check its name and permissions"
        )
        assert told(capsys, "show", "closed/a.yaml") == (
            "closed/a.yaml: the file cannot be opened (Permission denied); check its name and permissions"
        )


@POSIX
def test_results_without_the_right_to_write_them(open_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("closed").mkdir(mode=0o555)
    capsys.readouterr()
    with _as_nobody():
        assert told(capsys, "compare", "small.yaml", "--only", "0", "--out", "closed/out").startswith(
            "closed/out: the results cannot be written here (Permission denied); what was here before is unchanged. "
        )
        assert told(capsys, "new", "closed/x.yaml") == "closed/x.yaml: Permission denied"
    assert list(Path("closed").iterdir()) == []


# A program that tells on stdout when it simulates or writes, so that it can be stopped there.
STOPPABLE = """
import signal, sys, time
from simkit import cli
from simkit.results import store
from simkit.engine.firm import Firm

def waiting(*given, **more):
    print("now", flush=True)
    time.sleep(60)

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets what it starts in the background ignore it
if sys.argv.pop(1) == "writing":
    store.write_csv = waiting
else:
    Firm.work = waiting
sys.exit(cli.main(sys.argv[1:]))
"""
# One that may write files of so many bytes only, as on a disk that is full.
ON_A_FULL_DISK = """
import resource, sys
from simkit import cli
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
sys.exit(cli.main(sys.argv[1:]))
"""


def simkit(*arguments: str, code: str = "", input_: str = "", redirected: str = "") -> subprocess.CompletedProcess[str]:
    """A new Python with simkit, or with a program that starts simkit."""
    program = [sys.executable, *(("-c", code) if code else ("-m", "simkit")), *arguments]
    command = ["/bin/sh", "-c", f'exec "$@" {redirected}', "sh", *program] if redirected else program
    return subprocess.run(
        command, input=input_, capture_output=True, encoding="utf-8", check=False, timeout=120, cwd=Path.cwd()
    )


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    assert main(["compare", str(scenario_file(folder)), "--only", "0", "--out", str(folder / "out")]) == 0
    return folder / "out"


@pytest.fixture
def out(results: Path) -> Path:
    """A folder of results in a folder of its own."""
    return Path(shutil.copytree(results, Path("results") / "out"))


@POSIX
@pytest.mark.parametrize("most", [2_000, 20_000])
def test_a_full_disk_leaves_the_old_results(out: Path, most: int) -> None:
    before = held(out)
    done = simkit(str(most), "compare", "small.yaml", "--only", "1", "--out", str(out), code=ON_A_FULL_DISK)
    assert (done.returncode, done.stdout) == (2, "")
    kept = f"1 of 1 skies are finished and kept in {out}; {GO_ON}\n"
    assert done.stderr.removeprefix(kept) == (
        f"{out}: the results cannot be written here (File too large); what was here before is unchanged. "
        "Name another folder, make room, or close the programs that have its files open\n"
    )
    assert held(out) == before
    assert list(out.parent.iterdir()) == [out]


@POSIX
def test_a_full_disk_leaves_no_half_scenario() -> None:
    done = simkit("100", "new", "mine.yaml", code=ON_A_FULL_DISK)
    assert (done.returncode, done.stderr) == (2, "the output: File too large\n")
    assert not Path("mine.yaml").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where there is a disk that is always full")
@pytest.mark.parametrize("command", ["show", "agenda", "schema"])
def test_output_to_a_full_disk(command: str) -> None:
    done = simkit(command, *(["small.yaml"] if command != "schema" else []), redirected=">/dev/full")
    assert (done.returncode, done.stderr) == (2, "the output: No space left on device\n")


@POSIX
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_is_no_error(closed: str) -> None:
    done = simkit("agenda", "small.yaml", redirected=closed)
    assert (done.returncode, done.stderr) == (0, "")


@POSIX
@pytest.mark.parametrize("when", ["simulating", "writing"])
@pytest.mark.parametrize(("sign", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_run_that_is_stopped_leaves_the_old_results(out: Path, when: str, sign: str, code: int) -> None:
    before = held(out)
    command = [sys.executable, "-c", STOPPABLE, when, "compare", "small.yaml", "--only", "1", "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        process.send_signal(getattr(signal, sign))
        shown, said = process.communicate(timeout=60)
    assert (process.returncode, shown) == (code, "")
    kept = f"1 of 1 skies are finished and kept in {out}; {GO_ON}\n"
    assert said == (kept if when == "writing" else "") + "stopped; a folder of results is written whole or not at all\n"
    assert held(out) == before
    assert list(out.parent.iterdir()) == [out]
