"""Whatever is done to a file, it loads or a ScenarioError says what is wrong, line by line: never anything else."""

import random
import re
from pathlib import Path

import pytest

from simkit.errors import ScenarioError
from simkit.scenario.reading import load
from tests.scenario.test_messages import BASE

BITS = [
    *"{}[]:-#'\"|>%@`?&*~=！：",
    "\n",
    "\t",
    "\0",
    "\u2028",
    "? ",
    "<<: ",
    "!!x ",
    "---\n",
    "null",
    "1e308",
    "-1",
    ".nan",
]
BITS += ["null", "1e308", "-1", ".nan"]
BITS += ["40", "-40%", "9" * 400, "{}", "[]", "like: today", "kind: linear", "万", "''", "1e400%", "0x10", "{pay.0: 1}"]
LINE = re.compile(r"x\.yaml(:\d+:\d+)?: .")
JARGON = ("Input should", "validation error", "pydantic", "tag using", "function-", "Traceback")


def mutated(chance: random.Random) -> str:
    """The base scenario with a few cuts, insertions, copied pieces and exchanged words."""
    text = BASE
    for _ in range(chance.choice((1, 1, 2, 4))):
        at, kind = chance.randrange(len(text)), chance.randrange(4)
        if kind == 0:
            text = text[:at] + chance.choice(BITS) + text[at:]
        elif kind == 1:
            text = text[:at] + text[at + chance.choice((1, 3, 30, 200)) :]
        elif kind == 2:
            other = chance.randrange(len(text))
            text = text[:at] + text[other : other + chance.choice((5, 40, 200))] + text[at:]
        else:
            word = chance.choice(list(re.finditer(r"[\w.%]+", text)))
            text = text[: word.start()] + chance.choice(BITS) + text[word.end() :]
    return text


@pytest.mark.parametrize("seed", range(300))
def test_a_damaged_file_is_told(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text(mutated(random.Random(seed)), encoding="utf-8")
    try:
        load("x.yaml")
    except ScenarioError as error:
        lines = str(error).splitlines()
        assert all(LINE.match(line) for line in lines), lines
        assert not any(word in line for word in JARGON for line in lines), lines
