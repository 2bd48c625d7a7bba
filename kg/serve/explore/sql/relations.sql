SELECT s.kind, s.type, MIN(s.label) AS label, COUNT(*) AS count FROM statement s WHERE {passes} AND {about} GROUP BY s.kind, s.type
