"""The projected graph as files that Gephi, networkx and other programs read.

Lists become JSON strings, characters that XML cannot hold are left out, and nothing depends on the
day of writing: the same graph gives the same bytes.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import networkx as nx

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WRITTEN_ON = re.compile(r' lastmodifieddate="[^"]*"')


def write_graphml(G: nx.MultiDiGraph, path: Path | str) -> Path:
    """The path of the GraphML file written for `G`."""
    return _write(to_graphml(G), path)


def to_graphml(G: nx.MultiDiGraph) -> str:
    """`G` as the text of a GraphML file."""
    return _text(nx.generate_graphml(_flat(G)))


def write_gexf(G: nx.MultiDiGraph, path: Path | str) -> Path:
    """The path of the GEXF file written for `G`, without the date that the format may carry.

    An edge's `type` is called `predicate` there, since GEXF keeps that word for "directed".
    """
    flat = _flat(G)
    for _, _, edge in flat.edges(data=True):
        edge["predicate"] = edge.pop("type", "")
    lines = list(nx.generate_gexf(flat))
    return _write(_text(_WRITTEN_ON.sub("", line, count=1) for line in lines), path)


def _text(lines: Iterable[str]) -> str:
    return '<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(lines) + "\n"


def _write(text: str, path: Path | str) -> Path:
    target = Path(path)
    target.write_text(text, encoding="utf-8", newline="\n")
    return target


def _flat(G: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A copy of `G` with strings, numbers and booleans as its only attributes."""
    flat = nx.MultiDiGraph()
    for name, node in G.nodes(data=True):
        flat.add_node(_clean(name), **_plain(node))
    for source, target, key, edge in G.edges(keys=True, data=True):
        flat.add_edge(_clean(source), _clean(target), key=_clean(key), **_plain(edge))
    return flat


def _plain(attributes: dict[str, object]) -> dict[str, str | int | float | bool]:
    return {
        key: value if isinstance(value, int | float) else _clean(value)
        for key, value in attributes.items()
    }


def _clean(value: object) -> str:
    """A string without what XML forbids; anything but a string as JSON.

    >>> _clean("a" + chr(0) + "b"), _clean(["x"])
    ('ab', '["x"]')
    """
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _NOT_XML.sub("", text)
