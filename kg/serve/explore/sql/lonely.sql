-- The most central nodes of statements that pass, where no line of the graph does.
SELECT n.id FROM node n
WHERE {allowed} AND (
  NOT :said
  OR EXISTS (SELECT 1 FROM part p JOIN statement s ON s.id = p.statement WHERE p.node = n.id AND {passes})
  OR EXISTS (SELECT 1 FROM statement s WHERE s.iri = n.iri AND {passes})
) ORDER BY n.rank LIMIT :most
