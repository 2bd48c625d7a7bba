-- Of the nodes of some ranks those with a neighbour that comes before them, and the best of these.
SELECT rank, MIN(ahead, behind) AS link FROM (
  SELECT o.rank,
    (SELECT IFNULL(MIN(n.rank), 1e18) FROM edge e JOIN statement s ON s.id = e.statement JOIN node n ON n.id = e.target
     WHERE e.source = o.id AND n.rank < o.rank AND {passes} AND {allowed}) AS ahead,
    (SELECT IFNULL(MIN(n.rank), 1e18) FROM edge e JOIN statement s ON s.id = e.statement JOIN node n ON n.id = e.source
     WHERE e.target = o.id AND n.rank < o.rank AND {passes} AND {allowed}) AS behind
  FROM (SELECT n.id, n.rank FROM node n WHERE n.rank >= :from_rank AND n.rank < :to_rank AND {allowed}) AS o
  LIMIT -1 OFFSET 0  -- keeps the two subqueries from being computed once for each use
) WHERE link < 1e18 ORDER BY rank
