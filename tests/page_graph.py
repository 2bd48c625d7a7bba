"""A small graph for the page, with a hostile sentence in it."""

import networkx as nx

HOSTILE = "</script><img src=x onerror=\"document.title='owned'\"><!-- \u2028 {{policy}} $1"
SENTENCE = f"Ada Holm visited Norwick \U0001f6a2 and met {HOSTILE} there."
TYPES = {"Person": "Person", "City": "Place", "Company": "Organization"}


def statement(number: int, kind: str, name: str, status: str, time: str = "") -> dict:
    """A statement with one sentence of evidence, its first two words marked."""
    return {
        "statement": f"https://kg.example/id/s{number}",
        "kind": kind,
        "type": name,
        "label": {"Visit": "visited", "Claim": "said"}.get(name, "head of"),
        "status": status,
        "negated": status == "negated",
        "modality": status if status in ("planned", "possible") else "asserted",
        "former": status == "former",
        "attributed_to": [],
        "time": time,
        "confidence": 0.8,
        "details": [],
        "evidence": [
            {
                "text": SENTENCE,
                "start": number,
                "marks": [[0, 8], [27, 30]],
                "article": "https://kg.example/id/a",
                "title": "Ferry <b>row</b>",
                "date": "2024-05-17",
                "publisher": "Northern Wire",
                "url": "https://wire.example/ferry" if number % 2 else "javascript:alert(1)",
            }
        ],
    }


def make_graph(labels: list[tuple[str, str]], ties: list[tuple]) -> nx.MultiDiGraph:
    G = nx.MultiDiGraph()
    for number, (label, name) in enumerate(labels):
        G.add_node(
            f"n{number}", label=label, kind="entity", type=name, coarse=TYPES[name],
            aliases=[], articles=["a"], attributes=[],
        )  # fmt: skip
    for number, (source, target, *rest) in enumerate(ties):
        edge = statement(number, *rest)
        G.add_edge(source, target, key=edge["statement"], **edge, role="", source_role="")
    return G


LABELS = [
    ("Ada Holm", "Person"),
    ("Norwick", "City"),
    ("Sjöfart AB", "Company"),
    (HOSTILE, "Company"),
    ("Boris Lindt", "Person"),
]
TIES = [
    ("n0", "n1", "event", "Visit", "fact", "2024-05-16"),
    ("n4", "n1", "event", "Visit", "planned", "2024-06-01"),
    ("n0", "n2", "relation", "headOf", "negated"),
    ("n4", "n2", "relation", "headOf", "fact"),
    ("n0", "n3", "relation", "headOf", "former"),
    ("n4", "n4", "claim", "Claim", "attributed"),
]
