SELECT n.iri, n.label, n.kind, n.type, n.coarse, n.statements, n.aliases, n.articles, n.rank, n.degree
FROM name JOIN node n ON n.id = name.rowid WHERE name MATCH :words
ORDER BY n.label = :text COLLATE NOCASE DESC, n.rank LIMIT :most
