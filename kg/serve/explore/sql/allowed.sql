(:types IS NULL OR n.coarse IN (SELECT value FROM json_each(:types)))
AND (:no_types IS NULL OR n.coarse NOT IN (SELECT value FROM json_each(:no_types)))
