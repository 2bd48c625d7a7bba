"""What people type as full-text queries; none of it is read as syntax."""

import re


def match_names(words: str) -> str:
    """An FTS5 query for names that have all `words`, the last one perhaps unfinished.

    >>> match_names('Kari "Hol')
    '"Kari" "Hol"*'
    """
    found = re.findall(r"\w+", words)
    return " ".join(f'"{word}"' for word in found) + "*" if found else ""


def match_beginnings(words: str) -> str:
    """An FTS5 query for names that have a word that begins so for each of `words`.

    >>> match_beginnings("kar hol")
    '"kar"* "hol"*'
    """
    return " ".join(f'"{word}"*' for word in re.findall(r"[^\W_]+", words))


def match_texts(words: str) -> str:
    """An FTS5 query for texts that have all `words`, inflected or not as they are typed.

    >>> match_texts("death toll")
    '"death" "toll"'
    """
    return " ".join(f'"{word}"' for word in re.findall(r"\w+", words))
