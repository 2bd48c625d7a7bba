"""What a share link stands for: filters, where the picture starts, what was added to it."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from starlette.concurrency import run_in_threadpool

from kg.errors import KGError
from kg.serve.catalogue import Catalogue, Keeper
from kg.serve.explore.answers.facets import Facets
from kg.serve.explore.answers.parts import Value
from kg.serve.explore.answers.pictures import Explorer
from kg.serve.explore.filters import Filters
from kg.serve.explore.requests import known_ids, node_id
from kg.view.records import STATUSES

PAUSE = 1.0  # seconds between two looks at whether the store changed
KEPT = 32  # answers per catalogue: the first picture is asked for again and again
_ANSWERS: WeakKeyDictionary[Catalogue, "dict[State, bytes]"] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class State:
    """Nodes are IRIs; `start` is "" for the most central part."""

    filters: Filters
    start: str = ""
    opened: tuple[str, ...] = ()

    def answer(self, catalogue: Catalogue) -> bytes:
        """The JSON from which the page draws it.

        Raises:
            HTTPException: the store has no such node or article (404).
        """
        kept = _ANSWERS.setdefault(catalogue, {})
        found = kept.pop(self, None) or json.dumps(
            self._read(catalogue), ensure_ascii=False, separators=(",", ":")
        ).encode("utf-8", "replace")
        kept[self] = found
        for oldest in list(kept)[:-KEPT]:
            kept.pop(oldest, None)
        return found

    def _read(self, catalogue: Catalogue) -> Value:
        explorer = Explorer(catalogue, self.filters)
        part, shown = explorer.start(node_id(catalogue, self.start) if self.start else None)
        parts = [part]
        for iri in self.opened:
            # What was opened may be gone from the store since the link was made.
            for node in known_ids(catalogue, "node", [iri]):
                part, added = explorer.expand(node, shown)
                shown = list(dict.fromkeys([*shown, *added]))
                parts.append(part | {"centre": iri})
        facets = Facets(catalogue, self.filters)
        return {
            "parts": parts,
            "statuses": STATUSES,
            "facets": facets.facets(),
            "totals": facets.totals(),
            "filters": self._applied(catalogue),
        }

    def _applied(self, catalogue: Catalogue) -> Value:
        """The filters as the page's boxes and handles show them."""
        filters = self.filters
        choices = {"type": filters.types, "relation": filters.relations, "status": filters.statuses}
        article = catalogue.row(
            "SELECT identifier, title FROM article WHERE identifier = ?", (filters.article,)
        )
        return {
            **{name: {"only": c.only, "without": c.without} for name, c in choices.items()},
            "from": date.fromordinal(filters.first).isoformat() if filters.first else "",
            "until": date.fromordinal(filters.last).isoformat() if filters.last else "",
            "undated": filters.undated,
            "confidence": filters.confidence,
            "article": dict(article) if article else None,
        }


async def keep_first_picture(keeper: Keeper) -> None:
    """Draw the first picture before somebody asks for it, and again when the store changed."""
    while True:
        with suppress(KGError):  # the catalogue is being made, or cannot be: who asks is told
            await run_in_threadpool(State(Filters()).answer, keeper.catalogue)
        await asyncio.sleep(PAUSE)
