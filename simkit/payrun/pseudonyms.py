"""Pseudonyms: the same person always has the same one, and without the key nobody can tell who it is.

>>> called = Pseudonyms(b"0123456789abcdef")
>>> called("1003"), called("1003") == called("1003 "), called("1003") == Pseudonyms(b"another key, 16+")("1003")
('P-5EO3NZDTKQW2', False, False)
"""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from pathlib import Path

from simkit.errors import SimkitError

SHORTEST_KEY, LETTERS = 16, 12
_KEEP_IT = "who has it and a list of ids can tell who is who, so keep it apart from what is passed on"


class Pseudonyms:
    """Id -> pseudonym: the first letters of a keyed hash (HMAC-SHA-256)."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __call__(self, who: str) -> str:
        """What somebody is called."""
        digest = hmac.digest(self._key, who.encode(), "sha256")
        return "P-" + base64.b32encode(digest)[:LETTERS].decode()


def pseudonyms(given: str | None, beside: str) -> tuple[Pseudonyms, str]:
    """The pseudonyms under a key, and what is to be said of it.

    given: a file that holds the key, or `env:NAME` for an environment variable; None: the key of earlier runs in
    `beside`.key, or a new one that is written there.  Raises SimkitError when there is no such key, or a short one.
    """
    if given is None:
        return _kept(Path(f"{beside}.key"))
    if given.startswith("env:"):
        name = given[4:]
        return Pseudonyms(_long_enough(os.environ.get(name, "").encode(), f"the environment variable {name!r}")), ""
    return Pseudonyms(_long_enough(_read(Path(given)), given)), ""


def _kept(file: Path) -> tuple[Pseudonyms, str]:
    if file.exists():
        return Pseudonyms(_long_enough(_read(file), str(file))), f"Pseudonyms with the key in {file}."
    key = secrets.token_hex(32).encode()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(key + b"\n")
    except OSError as error:
        raise SimkitError(f"{file}: the key cannot be written here ({error.strerror}); name one with --key") from None
    return Pseudonyms(key), f"Warning: a new key for the pseudonyms was written to {file}; {_KEEP_IT}."


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes().strip()
    except (OSError, ValueError):
        raise SimkitError(f"{file}: this key cannot be read; name a file, or env:NAME for a variable") from None


def _long_enough(key: bytes, where: str) -> bytes:
    if len(key) < SHORTEST_KEY:
        raise SimkitError(f"{where}: the key has {len(key)} letters; write {SHORTEST_KEY} or more, at random")
    return key
