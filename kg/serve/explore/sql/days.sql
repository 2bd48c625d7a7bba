SELECT s.first, s.last, COUNT(*) AS count FROM statement s WHERE {passes} AND {about} GROUP BY s.first, s.last
