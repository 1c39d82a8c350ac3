"""The word that opens a screen which was handed to somebody else: kept in memory only, and not as it was typed."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

SHORTEST = 4
# Slow enough that guessing by hand or by a keyboard robot gets nowhere, quick enough not to be felt: some 50 ms.
_ROUNDS = 100_000


class Word:
    """A word that was chosen; it can be compared with another and not be read."""

    def __init__(self, text: str) -> None:
        self._salt = secrets.token_bytes(16)
        self._hash = self._hashed(text)

    def is_it(self, text: str) -> bool:
        """Tell whether this is the word, spaces at its ends aside."""
        return hmac.compare_digest(self._hash, self._hashed(text))

    def _hashed(self, text: str) -> bytes:
        plain = unicodedata.normalize("NFC", text.strip())
        return hashlib.pbkdf2_hmac("sha256", plain.encode("utf-8", "surrogatepass"), self._salt, _ROUNDS)
