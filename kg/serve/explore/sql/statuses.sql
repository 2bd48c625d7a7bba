SELECT s.status, COUNT(*) AS count FROM statement s WHERE {passes} AND {about} GROUP BY s.status
