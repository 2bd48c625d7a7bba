"""The graph as one HTML file that needs no network: search, filters, evidence, timeline.

The drawing is vis-network, taken from the installed pyvis package; everything else is the template
folder's. Article text is data, never markup: it is embedded as escaped JSON and shown as text.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from pathlib import Path

import networkx as nx

from kg.errors import FormatError
from kg.view.drawing.picture import to_picture

TEMPLATE = Path(__file__).parent / "template"
STYLES = ("tokens.css", "page.css")
WIDGET = (
    *(f"canvas/{name}.js" for name in ("model", "places", "graph", "names")),
    *(f"panels/{name}.js" for name in ("words", "cards", "search", "timeline")),
    *(f"panels/{name}.js" for name in ("filters", "downloads")),
)
EMBEDDED = (*WIDGET, "sources/embedded.js", "main.js")
SERVED = (*WIDGET, "sources/served.js", "sources/share.js", "main.js")
DRAWN = 1500


def write_page(
    G: nx.MultiDiGraph, path: Path | str, *, title: str = "News graph", drawn: int = DRAWN
) -> Path:
    """The path of the HTML file written for `G`; the same graph gives the same bytes."""
    target = Path(path)
    target.write_text(render_page(G, title=title, drawn=drawn), encoding="utf-8", newline="\n")
    return target


def render_page(G: nx.MultiDiGraph, *, title: str = "News graph", drawn: int = DRAWN) -> str:
    """A self-contained HTML page of `G`, which is what `to_networkx` returns.

    Of a graph with more than `drawn` nodes only the most central are drawn at first; the search
    finds all of them, and selecting one draws it with its neighbours.
    """
    style = "".join(map(read_part, STYLES))
    library = vis_network()
    script = script_of(EMBEDDED)
    policy = (
        f"default-src 'none'; script-src {_hash(library)} {_hash(script)}; "
        f"style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "policy": policy,
        "title": escape(title.encode(errors="replace").decode()),  # no lone surrogates
        "style": style,
        "search": read_part("search.html"),
        "body": read_part("body.html"),
        "library": library,
        "graph": _embedded(to_picture(G, title=title, drawn=drawn)),
        "script": script,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], read_part("page.html"))


def read_part(name: str) -> str:
    """The text of a file in the template folder."""
    return (TEMPLATE / name).read_text(encoding="utf-8")


def script_of(names: Iterable[str]) -> str:
    """Some of the template's scripts as one, with nothing of it in the global scope."""
    return '"use strict";\n(() => {\n' + "\n".join(map(read_part, names)) + "})();\n"


def _hash(source: str) -> str:
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"


def _embedded(value: object) -> str:
    """`value` as JSON that no HTML parser can mistake for markup: ASCII, without < > &."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def vis_network() -> str:
    """The newest vis-network script that pyvis carries, found without importing pyvis."""
    spec = find_spec("pyvis")
    folder = Path(spec.origin).parent if spec and spec.origin else TEMPLATE
    found = sorted(folder.glob("lib/vis-*/vis-network.min.js"), key=_version)
    if not found:
        raise FormatError(
            f"no lib/vis-*/vis-network.min.js in {folder}; the page takes it from the package "
            "pyvis, version 0.3.2 or later: pip install 'pyvis>=0.3.2'"
        )
    source = found[-1].read_text(encoding="utf-8")  # newlines normalised, as a browser does
    return re.sub(r"//# sourceMappingURL=.*", "", source)  # else a debugger asks for that file


def _version(path: Path) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", path.parent.name)]
