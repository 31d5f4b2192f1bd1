"""News without end for desks that are killed: invented disputes, of which what is alerted does not hang on the order.

Several workers read the articles, so claims arrive in another order whenever one of them dies. What the projections
hold does not depend on that, as long as fewer claims change places than a fold's window holds; so claims about the same
thing come minutes apart. Which alerts are raised may depend on it: whoever changes sides and back has flipped, or has
not, as the news come. So half of the watches have rules, and in their news everyone stays on one side and each deadline
is told of once; in those without rules actors change sides, and deadlines are told again and moved.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2031, 5, 6, 12, tzinfo=UTC)
"""When all articles are read."""

WATCHES = ("reef", "strait", "cable", "canal", "airlift", "harbour", "tunnel", "bridge")
"""One of each four is in each of four partitions; the first four have rules."""

_NAMES_OF_COUNTRIES = """
Albania Algeria Angola Argentina Armenia Australia Austria Bahrain Bangladesh Barbados Belgium Belize Benin Bhutan
Bolivia Botswana Brazil Bulgaria Cambodia Cameroon Canada Chile Colombia Croatia Cuba Cyprus Denmark Ecuador Egypt
Eritrea Estonia Ethiopia Fiji Finland France Gabon Ghana Greece Guatemala Guyana Haiti Honduras Hungary Iceland India
Indonesia Ireland Italy Jamaica Japan Kazakhstan Kenya Kuwait Laos Latvia Lesotho Liberia Lithuania Luxembourg
Madagascar Malawi Malaysia Mali Malta Mauritania Mauritius Mexico Moldova Mongolia Morocco Mozambique Namibia Nepal
Nicaragua Nigeria Norway Oman Pakistan Panama Paraguay Peru Poland Portugal Qatar Romania Rwanda Senegal Seychelles
Singapore Slovakia Slovenia Somalia Spain Suriname Sweden Switzerland Thailand Togo Tunisia Uganda Ukraine Uruguay
Uzbekistan Vanuatu Venezuela Vietnam Yemen Zambia Zimbabwe
"""
_NAMES_OF_TRADES = """
Airways Analytics Bakeries Brewers Cement Chemicals Dredging Electric Farms Ferries Foods Forests Freight Glass
Insurance Mining Motors Optics Paper Pharma Robotics Salvage Shipping Software Steel Telecom Textiles Tobacco
"""
_COUNTRIES, _TRADES = _NAMES_OF_COUNTRIES.split(), _NAMES_OF_TRADES.split()
_FOR, _AGAINST = ("supports", "backs", "praised"), ("opposes", "rejects", "condemned")
_ROUND = 40
_PACE = timedelta(milliseconds=20)


def article(number: int) -> dict[str, Any]:
    """Return one article of an endless series; they were published one after another in the days before `START`."""
    return {
        "id": f"article-{number}",
        "source": f"Wire {number % 5}",
        "url": f"https://news.example/{number}",
        "title": "News of the day",
        "text": _text(number),
        "published_at": (START - timedelta(hours=36) + number * _PACE).isoformat(),
    }


def watch_file(watch: str) -> str:
    """Return the file of one of `WATCHES`."""
    rules = WATCHES.index(watch) < 4
    kinds = {"deadline.set": "critical", "deadline.approaching": "warning", "deadline.expired": "critical"}
    alerts = [f"  - {{on: {kind}, severity: {how}, channels: [desk]}}" for kind, how in kinds.items()]
    alerts.append("  - {on: stance.new, severity: info, channels: [desk]}")
    return "\n".join(
        [
            f"id: {watch}",
            f"title: The {watch}",
            "timezone: Europe/Lisbon",
            "places: [PT]",
            "actors:",
            *(f"  - {{id: {watch}-{each.lower()}, name: {watch.title()} {each}, kind: company}}" for each in _TRADES),
            *(["alerts:", *alerts] if rules else ["alerts: []"]),
            "",
        ]
    )


def _text(number: int) -> str:
    turn, place = divmod(number, _ROUND)
    if place == 0:
        return _ultimatum(turn)
    if place == _ROUND // 2:
        return _repeated_ultimatum(turn)
    told = number // 10
    match number % 10:
        case 1:
            return _settled_stance(told)
        case 6:
            return _settled_stance(max(0, told - 20))
        case 2 | 3 | 7 | 8:
            return _changing_stance(number)
    return "The sea was calm, and nobody had anything to say."


def _settled_stance(number: int) -> str:
    """Return where a country stands and always will, in a watch with rules."""
    rest, which = divmod(number, 4)
    rest, country = divmod(rest, len(_COUNTRIES))
    company = _company(WATCHES[which], rest)
    verbs = (_FOR, _AGAINST)[(country + rest) % 2]
    return f"{_COUNTRIES[country]} {verbs[number // 20 % 3]} {company}."


def _changing_stance(number: int) -> str:
    """Return where a country stands for now, in a watch without rules."""
    rest, which = divmod(number, 4)
    rest, country = divmod(rest, len(_COUNTRIES))
    verb = (*_FOR, *_AGAINST)[(rest * 7 + country) % 6]
    return f"{_COUNTRIES[country]} {verb} {_company(WATCHES[4 + which], rest % 2)}."


def _ultimatum(number: int) -> str:
    """Return a deadline that is told of once, in a watch with rules."""
    rest, which = divmod(number, 4)
    country = _COUNTRIES[rest % len(_COUNTRIES)]
    return f"{country} gave {_company(WATCHES[which], 0)} until {rest % 27 + 1} June to leave."


def _repeated_ultimatum(number: int) -> str:
    """Return a deadline that is told of again and again, and moved now and then, in a watch without rules."""
    rest, which = divmod(number, 4)
    country, company = _COUNTRIES[rest % 3], _company(WATCHES[4 + which], 0)
    if rest % 5 == 4:
        return f"{country} extended the deadline for {company} to leave by 48 hours."
    return f"{country} gave {company} until {rest % 7 + 1} June to leave."


def _company(watch: str, number: int) -> str:
    return f"{watch.title()} {_TRADES[number % len(_TRADES)]}"
