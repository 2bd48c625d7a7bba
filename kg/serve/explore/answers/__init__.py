"""What the API answers, read from the catalogue as plain values."""
