-- Articles by words of their title, publisher or date, with how many of their statements pass.
SELECT a.identifier, a.title, a.publisher, a.date,
  (SELECT COUNT(*) FROM statement s WHERE s.article = a.id AND {passes}) AS count
FROM article a
WHERE :words = '' OR instr(lower(a.title || ' ' || a.publisher || ' ' || a.date || ' ' || a.identifier), lower(:words))
ORDER BY a.date DESC, a.id LIMIT :most
