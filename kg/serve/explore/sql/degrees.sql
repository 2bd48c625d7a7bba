-- How many neighbours some nodes have under the filters.
SELECT tie.here, COUNT(DISTINCT tie.there) AS degree FROM (
  SELECT e.source AS here, e.target AS there, e.statement FROM edge e WHERE e.source IN (SELECT value FROM json_each(:nodes))
  UNION ALL SELECT e.target, e.source, e.statement FROM edge e WHERE e.target IN (SELECT value FROM json_each(:nodes))
) AS tie JOIN statement s ON s.id = tie.statement JOIN node n ON n.id = tie.there
WHERE tie.here <> tie.there AND {passes} AND {allowed} GROUP BY tie.here
