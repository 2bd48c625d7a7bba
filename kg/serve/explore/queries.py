"""The queries of this folder: SQL in files, every value from outside a bound parameter.

`{passes}` in a file stands for the condition that a statement `s` passes the filters, `{allowed}`
for the condition that a node `n` does, `{about}` for that a statement is about such a node.
"""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "sql"


@cache
def read_query(name: str) -> str:
    """The text of a query, the conditions that it names written out.

    >>> "{" in read_query("central")
    False
    """
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    return re.sub(r"\{(\w+)\}", lambda part: f"({read_query(part[1])})", text)
