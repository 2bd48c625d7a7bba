-- How many nodes of each class and kind have a statement that passes.
SELECT n.coarse, n.kind, COUNT(*) AS count FROM node n
WHERE NOT :said OR n.id IN (
  SELECT p.node FROM part p JOIN statement s ON s.id = p.statement WHERE {passes}
  UNION SELECT m.id FROM statement s JOIN node m ON m.iri = s.iri WHERE s.kind = 'event' AND {passes}
) GROUP BY n.coarse, n.kind
