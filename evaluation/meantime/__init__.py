"""How well extraction agrees with MEANTIME, a news corpus that nothing is trained or tuned on."""
