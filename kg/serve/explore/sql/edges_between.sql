-- The edges from some nodes to others, and back.
SELECT DISTINCT e.source, e.target, e.statement, e.role, e.source_role FROM edge e JOIN statement s ON s.id = e.statement
WHERE e.source <> e.target AND {passes} AND (
  e.source IN (SELECT value FROM json_each(:nodes)) AND e.target IN (SELECT value FROM json_each(:others))
  OR e.target IN (SELECT value FROM json_each(:nodes)) AND e.source IN (SELECT value FROM json_each(:others))
) ORDER BY e.statement, e.role, e.source, e.target
