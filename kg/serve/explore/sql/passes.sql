(:relations IS NULL OR s.kind || ' ' || s.type IN (SELECT value FROM json_each(:relations)))
AND (:no_relations IS NULL OR s.kind || ' ' || s.type NOT IN (SELECT value FROM json_each(:no_relations)))
AND (:statuses IS NULL OR s.status IN (SELECT value FROM json_each(:statuses)))
AND (:no_statuses IS NULL OR s.status NOT IN (SELECT value FROM json_each(:no_statuses)))
AND (CASE WHEN s.first IS NULL THEN :undated ELSE (:first IS NULL OR s.last >= :first) AND (:last IS NULL OR s.first <= :last) END)
AND (:article IS NULL OR s.article = :article)
AND s.confidence >= :confidence
