"""Words to stems: what "intervene", "intervening" and "intervention" have in common.

Light on purpose: it joins the inflected and the derived forms of one word, and is only ever used to compare words.
"""

from functools import cache, lru_cache

from tocsin.extraction.packaged import packaged

_ENDINGS = (
    "isations", "izations", "isation", "ization", "ations", "itions", "ation", "ition", "utions", "ution", "ptions",
    "ption", "ements", "ement", "ments", "ment", "tions", "tion", "sions", "sion", "ions", "ion", "ances", "ance",
    "ences", "ence", "ures", "ure", "ising", "izing", "ised", "ized", "ises", "izes", "ise", "ize", "ators",
    "ator", "ating", "ated", "ates", "ate", "ings", "ing", "ies", "ied", "ers", "ors", "ees", "als", "ives", "ed",
    "er", "or", "ee", "al", "ive", "es", "s", "y", "e",
)  # fmt: skip
_SHORTEST = 4
_DOUBLED = frozenset("bdfglmnprt")
_VOWELS = frozenset("aeiou")
_AFTER_E = frozenset({"ed", "es", "ing", "ings"})
_AFTER_ER = frozenset({"ed", "ing", "ings", "y", "ies"})
"""What "offer" and "deliver" may end in besides: they lose their own "-er" with it, as they do without it."""
_SPELLINGS = {"our": "or", "ours": "ors", "tre": "ter", "tres": "ters", "mme": "m", "mmes": "ms"}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of a lower-case word; words of up to four letters lose only a plural's ending."""
    word = word.replace("-", "")
    word = _bases().get(word, word)
    if not word.isalpha():
        return word
    word = _spelled(word)
    if len(word) <= _SHORTEST:
        return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) == _SHORTEST else word
    return _cut(word)


@cache
def openings(stemmed: str) -> frozenset[str]:
    """Return with what a word of a stem may begin: "send" and "sent", "vote" and "voti"."""
    irregular = {past for past, base in _bases().items() if stem(base) == stemmed}
    without_e = {f"{stemmed[:-1]}i"} if len(stemmed) == _SHORTEST and stemmed.endswith("e") else set()
    return frozenset({stemmed} | irregular | without_e)


def _spelled(word: str) -> str:
    """Return a word as Americans spell it: "labor", "center", "program"."""
    for british, american in _SPELLINGS.items():
        if word.endswith(british) and len(word) - len(british) >= _SHORTEST - 1:
            return word.removesuffix(british) + american
    return word


def _cut(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
            if ending == "y" and word[-2] in _VOWELS:
                return word
            if _lacks_e(word[: -len(ending)], ending):
                return word[: -len(ending)] + "e"
            root = _undoubled(word[: -len(ending)], ending)
            return _cut(root) if root.endswith("er") and ending in _AFTER_ER else _unsuffixed(root)
    return word


def _lacks_e(root: str, ending: str) -> bool:
    """Return whether a short word ends in an "e" that it lost: "fire" of "fired", but "ban" of "banned"."""
    if len(root) != _SHORTEST - 1 or ending not in _AFTER_E:
        return False
    return [letter in _VOWELS for letter in root] == [False, True, False] and root[-1] not in "wxy"


def _unsuffixed(root: str) -> str:
    """Cut what is left of "-ate" where a further ending stood behind it ("reinstat-ement"), and one "s" of two."""
    root = root.removesuffix("s") if root.endswith("ss") and len(root) > _SHORTEST else root
    return root[:-2] if root.endswith("at") and len(root) > _SHORTEST + 2 else root


def _undoubled(root: str, ending: str) -> str:
    """Leave one of two consonants: "cut" of "cutting", but "call" of "calling"."""
    doubled = ending[0] in "aei" and len(root) > _SHORTEST - 1 and root[-1] == root[-2] and root[-1] in _DOUBLED
    return root[:-1] if doubled and not (root[-1] == "l" and len(root) == _SHORTEST) else root


@cache
def _bases() -> dict[str, str]:
    """Return the base forms of verbs by those pasts that are none themselves: "send" of "sent", not "lie" of "lay"."""
    return {past: base for base, pasts in _pasts().items() for past in pasts if past not in _pasts()}


@cache
def _pasts() -> dict[str, list[str]]:
    return {base: pasts for base, *pasts in packaged("forms.en.yaml")}
