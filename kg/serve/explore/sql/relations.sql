SELECT s.kind, s.type, COUNT(*) AS count FROM statement s WHERE {passes} AND {about} GROUP BY s.kind, s.type
