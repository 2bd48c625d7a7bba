-- The statements of one status that lead from a node to another, like about_node.
SELECT s.id, {passes} AS passing FROM statement s
WHERE s.id IN (SELECT e.statement FROM edge e WHERE e.source = :source AND e.target = :target) AND s.status = :line_status
ORDER BY CASE s.kind WHEN 'relation' THEN 0 WHEN 'event' THEN 1 WHEN 'claim' THEN 2 ELSE 3 END,
  CASE s.time WHEN '' THEN '9999' ELSE s.time END, s.article, s.start, s.id
