-- The most central nodes, each with the best rank of a neighbour that comes before it.
SELECT id, rank, MIN(ahead, behind) AS link FROM (
  SELECT o.id, o.rank,
    (SELECT IFNULL(MIN(n.rank), 1e18) FROM edge e JOIN statement s ON s.id = e.statement JOIN node n ON n.id = e.target
     WHERE e.source = o.id AND n.rank < o.rank AND {passes} AND {allowed}) AS ahead,
    (SELECT IFNULL(MIN(n.rank), 1e18) FROM edge e JOIN statement s ON s.id = e.statement JOIN node n ON n.id = e.source
     WHERE e.target = o.id AND n.rank < o.rank AND {passes} AND {allowed}) AS behind
  FROM (SELECT n.id, n.rank FROM node n WHERE {allowed} ORDER BY n.rank) AS o
  LIMIT -1 OFFSET 0  -- keeps the two subqueries from being computed once for each use
) WHERE link < 1e18 ORDER BY rank LIMIT :most
