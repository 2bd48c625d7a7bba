"""Every figure that the README gives, measured: `python -m evaluation ../shared`."""
