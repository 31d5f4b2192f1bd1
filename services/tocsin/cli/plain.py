"""Text from anywhere, made safe for a terminal."""


def plain(text: str) -> str:
    r"""Return `text` with everything that is no printable character or end of line written as Python would: `\x1b`."""
    return "".join(each if each.isprintable() or each == "\n" else _escaped(each) for each in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode()
