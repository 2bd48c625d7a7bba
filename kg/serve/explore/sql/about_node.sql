-- The statements about a node, in the order of their cards; all of them, and whether each passes.
SELECT s.id, {passes} AS passing FROM statement s
WHERE s.id IN (SELECT p.statement FROM part p WHERE p.node = :node)
  OR s.iri = (SELECT n.iri FROM node n WHERE n.id = :node)
ORDER BY CASE s.kind WHEN 'relation' THEN 0 WHEN 'event' THEN 1 WHEN 'claim' THEN 2 ELSE 3 END,
  CASE s.time WHEN '' THEN '9999' ELSE s.time END, s.article, s.start, s.id
