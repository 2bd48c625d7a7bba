(NOT :typed OR EXISTS (SELECT 1 FROM part p JOIN node n ON n.id = p.node WHERE p.statement = s.id AND {allowed}))
