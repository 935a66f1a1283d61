"""One column a market: how bad a draft is in each market it was judged for, and where it is worst."""

from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Language, Market, Severity
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.wording import say


def by_market(review: Review) -> dict[Market, Severity]:
    """The strongest severity in each market of *review*; ``OFF`` where nothing was found. Empty for a single market."""
    if len(review.markets) < 2:
        return {}
    columns = dict.fromkeys(review.markets, Severity.OFF)
    for finding in review.findings:
        for market, severity in finding.by_market:
            if market in columns:
                columns[market] = max(columns[market], severity)
    return columns


def strictest(review: Review) -> tuple[Market, ...]:
    """The markets in which *review* weighs most; none where all weigh the same."""
    columns = by_market(review)
    most = max(columns.values(), default=Severity.OFF)
    if all(severity is most for severity in columns.values()):
        return ()
    return tuple(market for market, severity in columns.items() if severity is most)


def market_cell(severity: Severity, language: Language) -> str:
    """What stands in the column of a market."""
    return "–" if severity is Severity.OFF else say(phrases.SEVERITIES[severity], language)


def market_sentence(review: Review, language: Language) -> str:
    """The markets and their severities in one line, the strictest named first; empty for a single market."""
    columns = by_market(review)
    if not any(columns.values()):
        return ""
    each = " · ".join(f"{market} {market_cell(severity, language)}" for market, severity in columns.items())
    worst = strictest(review)
    if not worst:
        return each
    named = say(phrases.STRICTEST, language, markets=" / ".join(worst))
    return f"{named}{say(phrases.LIST_COMMA, language)}{each}"
