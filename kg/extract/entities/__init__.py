"""Doc → entities: what may denote one, and which candidates denote the same."""
