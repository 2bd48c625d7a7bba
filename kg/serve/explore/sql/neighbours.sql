-- The neighbours of a node that are not shown yet, those with most statements in common first.
SELECT n.id FROM (
  SELECT e.target AS id, e.statement FROM edge e WHERE e.source = :node
  UNION SELECT e.source, e.statement FROM edge e WHERE e.target = :node
) AS tie JOIN node n ON n.id = tie.id JOIN statement s ON s.id = tie.statement
WHERE n.id <> :node AND n.id NOT IN (SELECT value FROM json_each(:shown)) AND {passes} AND {allowed}
GROUP BY n.id ORDER BY COUNT(*) DESC, n.rank LIMIT :most
