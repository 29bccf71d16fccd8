"""The canonical writer of YAML: one value is always the same bytes, which readers of YAML 1.1 and 1.2 take alike.

Collections that hold only scalars stand on one line, all others as blocks. Strings are bare where nobody could take
them for anything else, otherwise in double quotes; lines are never folded.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

from briefgen.errors import BriefError

# Controls, odd spaces, and format characters that cannot be seen (bidi, zero width); joiners stay, words need them.
# A fixed list: str.isprintable changes with the Unicode version of the interpreter.
_HIDDEN = (
    r"\x00-\x1f\x7f-\xa0\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f\ud800-\udfff\ufdd0-\ufdef"
    r"\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
)
_ESCAPED = re.compile(rf'["\\{_HIDDEN}]')
_BARE = re.compile(rf"[A-Za-z\u00a1-\U0010ffff](?:[^{_HIDDEN}]*[^ {_HIDDEN}])?")
_NOT_BARE = re.compile(rf"[{_HIDDEN}]|:(?= |$)| #")
_NOT_BARE_IN_FLOW = re.compile(r"""[][{},:?#&*!|>"'%@`]""")
_RESERVED = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"))
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_NESTED = (dict, list, tuple)
_MOST_ON_A_LINE = 8  # entries of a mapping
_LONGEST_KEY = 500  # readers look for the colon of an unmarked key within 1,024 characters


def dump(value: Any) -> str:
    """The YAML text of plain values (dict with str keys, list, str, int, float, bool, None), ending in a line feed.

    Raises BriefError for a string with half of a surrogate pair, which no UTF-8 file can hold.
    """
    return "\n".join(block(value, "") if not on_one_line(value, top=True) else [flow(value)]) + "\n"


def on_one_line(value: Any, *, top: bool = False) -> bool:
    """Whether a value is written on one line; at the top of a file only scalars and empty collections are."""
    if not isinstance(value, _NESTED) or not value:
        return True
    if top or (isinstance(value, dict) and len(value) > _MOST_ON_A_LINE):
        return False
    return not any(isinstance(v, _NESTED) for v in (value.values() if isinstance(value, dict) else value))


def block(value: Any, pad: str) -> list[str]:
    """The lines of a collection that is not on one line, each indented by `pad`."""
    lines: list[str] = []
    if isinstance(value, dict):
        for key, item in value.items():
            lines += entry(key, item, pad)
    else:
        for item in value:
            lines += list_item(item, pad)
    return lines


def entry(key: str, value: Any, pad: str) -> list[str]:
    """The lines of one key and its value in a block mapping."""
    name = _text(key, True)
    head = f"{pad}{name}:" if len(name) <= _LONGEST_KEY else f"{pad}? {name}\n{pad}:"
    if isinstance(value, str):
        return [f"{head} {_text(value, False)}"]
    return [f"{head} {flow(value)}"] if on_one_line(value) else [head, *block(value, pad + "  ")]


def list_item(value: Any, pad: str) -> list[str]:
    """The lines of one item of a block list."""
    if on_one_line(value):
        return [f"{pad}- {flow(value)}"]
    first, *rest = block(value, pad + "  ")
    return [f"{pad}- {first[len(pad) + 2 :]}", *rest]


def flow(value: Any) -> str:
    """A value on one line; strings inside brackets are quoted more often than those outside."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flow_key(key)}: {_inner(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_inner, value)) + "]"
    return scalar(value, inside=False)


def _inner(value: Any) -> str:
    return flow(value) if isinstance(value, _NESTED) else scalar(value)


def _flow_key(key: str) -> str:
    name = scalar(key)
    return name if len(name) <= _LONGEST_KEY else f"? {name} "


def scalar(value: Any, *, inside: bool = True) -> str:
    """A scalar as YAML; inside: it stands in brackets or as a key."""
    if isinstance(value, str):
        return _text(value, inside)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    raise TypeError(f"{type(value).__name__} is not a plain value")


@lru_cache(maxsize=1 << 14)
def _text(value: str, inside: bool) -> str:
    if value.isascii() and value.isprintable():  # most are, and then there is less to look for
        return value if _is_bare_ascii(value, inside) else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return value if _is_bare(value, inside) else f'"{_ESCAPED.sub(_escape, value)}"'


def _is_bare_ascii(text: str, inside: bool) -> bool:
    """As `_is_bare`, of printable ASCII."""
    if not text[:1].isalpha() or text[-1] in ": " or ": " in text or " #" in text or text.lower() in _RESERVED:
        return False
    return not (inside and _NOT_BARE_IN_FLOW.search(text))


def _is_bare(text: str, inside: bool) -> bool:
    if not _BARE.fullmatch(text) or _NOT_BARE.search(text) or text.lower() in _RESERVED:
        return False
    return not (inside and _NOT_BARE_IN_FLOW.search(text))


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    code = ord(sign)
    if 0xD800 <= code <= 0xDFFF:
        raise BriefError("a text holds half of a surrogate pair", mend="replace it by U+FFFD when the article is read")
    return _SHORT.get(sign) or (f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}")


def _number(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    text = repr(value)
    # Without a dot, YAML 1.1 takes `1e-05` for a string.
    return text.replace("e", ".0e") if "e" in text and "." not in text else text
