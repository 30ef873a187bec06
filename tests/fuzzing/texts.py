"""Damage to the text of a document: its bytes and its tokens."""

import random
import re
from collections.abc import Callable

Bytes = Callable[[random.Random, bytes], bytes]
Tokens = Callable[[random.Random, list[str]], None]

ODD_BYTES = (
    b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe2\x80",
    b"\xef\xbb\xbf",
    b"\x00",
    b"\x1b[2J",
)
"""Bytes that are not UTF-8, and some that are but mean no good."""

ODD_TOKENS = (
    "NaN", "Infinity", "-Infinity", "1e400", "1.0", "-0", "01", "0x1", ".5", "1.", "1e", "-", "9" * 30, "1" * 5000,
    "9007199254740992", "null", "True", "nul", "'a'", '"\\ud800"', '"\\u0000"', '"\\x"', '"', '"\t"', "// a\n", "/* a */", ",",
    ":", "{", "}", "[", "]", "[" * 70, "[" * 3000, '{"a":' * 70, "{} {}", "\ufeff", "\u2028", "\x00", "\ud800",
)  # fmt: skip
"""Tokens that JSON does not know, or that do not belong where they come to stand."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^][{}:,"\s]+|\s+|.', re.DOTALL)


def damaged_bytes(rng: random.Random, content: bytes, other: bytes) -> bytes:
    """Damage some bytes; ``other`` is what they may be spliced with."""
    damage = rng.choice(_BYTES)
    return damage(rng, content) if damage is not None else content[: _place(rng, content)] + other[_place(rng, other) :]


def damaged_tokens(rng: random.Random, text: str) -> str:
    """Damage the tokens of a text, in up to three places."""
    tokens = _TOKEN.findall(text)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        if tokens:
            rng.choice(_TOKENS)(rng, tokens)
    return "".join(tokens)


def _place(rng: random.Random, content: bytes) -> int:
    return rng.randrange(len(content) + 1)


def _span(rng: random.Random, content: bytes) -> tuple[int, int]:
    start = _place(rng, content)
    return start, min(start + rng.choice((1, 1, 2, 5, 50, 1000)), len(content))


def _flip(rng: random.Random, content: bytes) -> bytes:
    changed = bytearray(content or b" ")
    for _ in range(rng.choice((1, 1, 2, 10))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _insert(rng: random.Random, content: bytes) -> bytes:
    place = _place(rng, content)
    return content[:place] + rng.choice((*ODD_BYTES, rng.randbytes(3))) + content[place:]


def _delete(rng: random.Random, content: bytes) -> bytes:
    start, end = _span(rng, content)
    return content[:start] + content[end:]


def _repeat(rng: random.Random, content: bytes) -> bytes:
    start, end = _span(rng, content)
    return content[:end] + content[start:end] * rng.choice((1, 1, 2, 100)) + content[end:]


def _truncate(rng: random.Random, content: bytes) -> bytes:
    return content[: _place(rng, content)]


def _mark(rng: random.Random, content: bytes) -> bytes:
    return rng.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b" ", b"\n")) + content


def _recode(rng: random.Random, content: bytes) -> bytes:
    return content.decode("utf-8", "replace").encode(rng.choice(("utf-16", "utf-32", "latin-1", "utf-7")), "replace")


_BYTES: tuple[Bytes | None, ...] = (_flip, _flip, _insert, _delete, _repeat, _truncate, _mark, _recode, None)


def _any(rng: random.Random, tokens: list[str]) -> int:
    return rng.randrange(len(tokens))


def _swap(rng: random.Random, tokens: list[str]) -> None:
    first, second = _any(rng, tokens), _any(rng, tokens)
    tokens[first], tokens[second] = tokens[second], tokens[first]


def _replace(rng: random.Random, tokens: list[str]) -> None:
    tokens[_any(rng, tokens)] = rng.choice(ODD_TOKENS)


def _put(rng: random.Random, tokens: list[str]) -> None:
    tokens.insert(_any(rng, tokens), rng.choice(ODD_TOKENS))


def _drop(rng: random.Random, tokens: list[str]) -> None:
    del tokens[_any(rng, tokens)]


def _number(rng: random.Random, tokens: list[str]) -> None:
    values = [place for place, token in enumerate(tokens) if token[0] in "0123456789ntf-"]
    tokens[rng.choice(values) if values else _any(rng, tokens)] = rng.choice(ODD_TOKENS[:20])


def _key_twice(rng: random.Random, tokens: list[str]) -> None:
    keys = [place for place in range(1, len(tokens)) if tokens[place] == ":" and tokens[place - 1][0] == '"']
    if keys:
        place = rng.choice(keys)
        tokens.insert(place - 1, f"{tokens[place - 1]}:{rng.choice(('null', '1', '[]', 'NaN'))},")


def _comma(rng: random.Random, tokens: list[str]) -> None:
    ends = [place for place, word in enumerate(tokens) if word in "]}"]
    if ends:
        tokens.insert(rng.choice(ends), ",")


_TOKENS: tuple[Tokens, ...] = (_swap, _replace, _put, _drop, _number, _number, _key_twice, _comma)
