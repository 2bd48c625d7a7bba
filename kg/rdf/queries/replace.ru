# Replace some quads of one graph by others, in one transaction.
#
# The quads come through functions, so that no text of an article is ever part of an update:
# given:removed(n) and given:added(n) are the n-th quads as triple terms, unbound past the last;
# given:graph() is the graph. The digits count from 0; a block without a first quad is cut off.
PREFIX given: <https://kg.example/id/function/>
DELETE { GRAPH ?graph { ?s ?p ?o } }
WHERE {
  {
    SELECT ?thousands {
      VALUES ?t { 0 1 2 3 4 5 6 7 8 9 }
      VALUES ?tt { 0 1 2 3 4 5 6 7 8 9 }
      VALUES ?ht { 0 1 2 3 4 5 6 7 8 9 }
      BIND(((?ht * 10 + ?tt) * 10 + ?t) * 1000 AS ?thousands)
      FILTER(BOUND(?thousands) && isTRIPLE(given:removed(?thousands)))
    }
  }
  VALUES ?ones { 0 1 2 3 4 5 6 7 8 9 }
  VALUES ?tens { 0 1 2 3 4 5 6 7 8 9 }
  VALUES ?hundreds { 0 1 2 3 4 5 6 7 8 9 }
  BIND(given:removed(?thousands + ?hundreds * 100 + ?tens * 10 + ?ones) AS ?triple)
  BIND(SUBJECT(?triple) AS ?s) BIND(PREDICATE(?triple) AS ?p) BIND(OBJECT(?triple) AS ?o)
  BIND(given:graph() AS ?graph)
} ;
INSERT { GRAPH ?graph { ?s ?p ?o } }
WHERE {
  {
    SELECT ?thousands {
      VALUES ?t { 0 1 2 3 4 5 6 7 8 9 }
      VALUES ?tt { 0 1 2 3 4 5 6 7 8 9 }
      VALUES ?ht { 0 1 2 3 4 5 6 7 8 9 }
      BIND(((?ht * 10 + ?tt) * 10 + ?t) * 1000 AS ?thousands)
      FILTER(BOUND(?thousands) && isTRIPLE(given:added(?thousands)))
    }
  }
  VALUES ?ones { 0 1 2 3 4 5 6 7 8 9 }
  VALUES ?tens { 0 1 2 3 4 5 6 7 8 9 }
  VALUES ?hundreds { 0 1 2 3 4 5 6 7 8 9 }
  BIND(given:added(?thousands + ?hundreds * 100 + ?tens * 10 + ?ones) AS ?triple)
  BIND(SUBJECT(?triple) AS ?s) BIND(PREDICATE(?triple) AS ?p) BIND(OBJECT(?triple) AS ?o)
  BIND(given:graph() AS ?graph)
}
