"""Articles become graphs and graphs a store, whatever is wrong with some of them."""

from collections.abc import Callable
from itertools import count, islice
from pathlib import Path

import pytest
import stand_in
from spacy.language import Language

from kg.errors import ArticleError
from kg.model import Article
from kg.pipeline import ArticleWarning, build, extract
from kg.rdf import Store

OSLO = Article("oslo", "Oslo is in Norway.")
ROME = Article("rome", "Rome is in Italy.")
BROKEN = ArticleError("broken.txt: holds no text")


@pytest.fixture(autouse=True)
def nlp(monkeypatch: pytest.MonkeyPatch) -> Language:
    return stand_in.install(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {"a.txt": "Oslo is in Norway.", "b.txt": "Rome is in Italy.", "c.txt": ""}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_graphs_come_in_the_order_of_the_articles_and_failures_are_told() -> None:
    failures: list[ArticleError] = []
    graphs = list(extract([ROME, BROKEN, OSLO], on_error=failures.append))
    assert [graph.article for graph in graphs] == [ROME, OSLO]
    assert failures == [BROKEN]


def test_a_failure_is_a_warning_unless_somebody_listens() -> None:
    with pytest.warns(ArticleWarning, match="broken.txt: holds no text"):
        assert len(list(extract([BROKEN, OSLO]))) == 1


def test_a_listener_that_raises_ends_the_batch() -> None:
    def stop(error: ArticleError) -> None:
        raise error

    with pytest.raises(ArticleError, match="broken"):
        list(extract([OSLO, BROKEN, ROME], on_error=stop))


def test_articles_are_taken_as_they_are_needed() -> None:
    endless = (Article(f"a{i}", "Oslo is in Norway.") for i in count())
    assert [g.article.id for g in islice(extract(endless), 2)] == ["a0", "a1"]


def test_without_an_article_no_model_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.pipeline.load_model", lambda: pytest.fail("loaded"))
    with pytest.warns(ArticleWarning):
        assert list(extract([BROKEN])) == []


def test_an_article_too_long_for_the_model_fails_alone(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nlp, "max_length", 20)
    failures: list[ArticleError] = []
    graphs = list(extract([Article("long", "Oslo " * 9), OSLO], on_error=failures.append))
    assert [graph.article.id for graph in graphs] == ["oslo"]
    assert [str(failure) for failure in failures] == [
        "long: has 45 characters. Accepted are up to 20 per article. Split it."
    ]


@pytest.mark.parametrize(
    ("sources", "ids"),
    [
        (lambda folder: folder / "a.txt", {"a"}),
        (lambda folder: str(folder / "a.txt"), {"a"}),
        (lambda folder: OSLO, {"oslo"}),
        (lambda folder: [folder / "a.txt", str(folder / "b.txt")], {"a", "b"}),
        (lambda folder: iter([OSLO, folder / "b.txt", ROME]), {"oslo", "b", "rome"}),
        (lambda folder: [], set()),
    ],
    ids=["path", "string", "article", "files", "mixed", "none"],
)
def test_a_store_is_built_from(
    sources: Callable[[Path], object], ids: set[str], folder: Path
) -> None:
    assert _ids(build(sources(folder))) == ids  # type: ignore[arg-type]


def test_a_folder_goes_on_after_a_bad_file(folder: Path) -> None:
    with pytest.warns(ArticleWarning, match=r"c\.txt"):
        assert _ids(build(folder)) == {"a", "b"}


@pytest.mark.parametrize("kind", [str, Path, Store], ids=lambda kind: kind.__name__)
def test_the_store_on_disk_is_the_one_given(kind: Callable[[Path], object], tmp_path: Path) -> None:
    place = kind(tmp_path / "graph")
    with build(OSLO, place) as built:  # type: ignore[arg-type]
        assert built is place or not isinstance(place, Store)
    with Store(tmp_path / "graph") as reopened:
        assert _ids(reopened) == {"oslo"}


def test_building_again_changes_nothing() -> None:
    store = build([OSLO, ROME])
    before = list(store.quads())
    assert list(build([ROME, OSLO], store).quads()) == before


def _ids(store: Store) -> set[str]:
    return {row[0].partition("-")[0] for row in store.query("articles").strings()}
