"""Words as word pieces, with a cache."""

from pathlib import Path

from tokenizers import Tokenizer

MOST = 12
"""Pieces kept of one word: what is longer is a link or noise."""


class Pieces:
    """Word → piece ids by the tokenizer of the pretrained encoder."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._cache: dict[str, list[int]] = {}
        self.cls, self.sep, self.unk = (
            self._tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]")
        )
        self.size = self._tokenizer.get_vocab_size()

    def of(self, word: str) -> list[int]:
        """The piece ids of a word, at least one."""
        ids = self._cache.get(word)
        if ids is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids[:MOST] or [self.unk]
            self._cache[word] = ids
        return ids
