"""Words as word pieces, with a cache."""

from tokenizers import Tokenizer

from kg.nlp.encoder import MOST_PIECES


class Pieces:
    """Word → piece ids by a tokenizer, given as the text of its JSON file."""

    def __init__(self, tokenizer: str) -> None:
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._cache: dict[str, list[int]] = {}
        vocabulary: dict[str, int] = self._tokenizer.get_vocab()
        self.cls, self.sep, self.unk = (vocabulary[t] for t in ("[CLS]", "[SEP]", "[UNK]"))
        self.size = self._tokenizer.get_vocab_size()

    def of(self, word: str) -> list[int]:
        """The piece ids of a word, at least one."""
        ids = self._cache.get(word)
        if ids is None:
            encoded = self._tokenizer.encode(word, add_special_tokens=False).ids
            ids = encoded[:MOST_PIECES] or [self.unk]
            self._cache[word] = ids
        return ids
