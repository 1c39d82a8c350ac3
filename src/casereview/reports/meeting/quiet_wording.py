"""What somebody worded themselves, without figures from which a small number of cases follows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from casereview.findings.figures import filled
from casereview.questions.model import FindingRules
from casereview.reports.meeting.quiet_counts import SMALL, is_small, nearly_all, tells, total_may_be_said
from casereview.scoring import QuestionFigures, Tally

# A percentage in brackets or after a comma, which can go without a gap in the sentence.
_SHARE = re.compile(r"(\s*\(\s*|,\s*)(\{(?:yes|no)%(?:@[^{}\s]+)?\})\s*(?=[,)])")
_EMPTY = re.compile(r"\s*\(\s*,?\s*\)")
_OF = re.compile(r"\{(yes|no)((?:@[^{}\s]+)?)\} (?:out )?of (?:the |all )?\{scored\2\}(?= (?:\w+ )?cases\b)")
_NAME = re.compile(r"\{([^{}\s]+)\}")


def quiet_wording(
    wording: str, figures: Sequence[QuestionFigures], rules: FindingRules, near: Collection[int]
) -> str | None:
    """Fill a person's sentence; None where it names a figure that may not be said and that words can not replace.

    `{yes} of the {scored} cases` becomes `almost all of the 23 cases`; a percentage in brackets or between commas goes.
    """
    unsaid: set[str] = set()
    by_name: dict[str, Tally] = {}
    for each in figures:
        of = f"@{each.id}" if len(figures) > 1 else ""
        tally, hidden = each.tally, tells(each.tally, rules)
        by_name[of] = tally
        if hidden:
            unsaid |= {f"{name}{of}" for name in ("yes", "no", "yes%", "no%")}
        if tally.scored in near or (hidden and not total_may_be_said(tally.scored, rules)):
            unsaid |= {f"scored{of}", f"yes%{of}", f"no%{of}"}
        unsaid |= {
            f"{reason}{of}"
            for reason, count in each.reasons.items()
            if (hidden and count) or is_small(count, rules) or is_small(tally.no - count, rules)
        }

    def share(match: re.Match[str]) -> str:
        return match[0] if match[2][1:-1] not in unsaid else "(" if "(" in match[1] else ""

    def of_total(match: re.Match[str]) -> str:
        tally = by_name.get(match[2])
        if tally is None or unsaid.isdisjoint({f"{match[1]}{match[2]}", f"scored{match[2]}"}):
            return match[0]
        count, alone = (tally.yes if match[1] == "yes" else tally.no), tally.scored in near
        if not tells(tally, rules):
            return f"{count:,} of the" if count < tally.scored else "all"
        if count in (0, tally.scored) or not total_may_be_said(tally.scored, rules):
            return match[0]
        many = SMALL if is_small(count, rules) else nearly_all(tally.scored, rules)
        return f"{many} of the{'' if alone else f' {tally.scored:,}'}"

    wording = _OF.sub(of_total, _EMPTY.sub("", _SHARE.sub(share, wording)))
    named = set(_NAME.findall(wording))
    # Both parts of a total tell it.
    both = any(tally.scored in near and {f"yes{of}", f"no{of}"} <= named for of, tally in by_name.items())
    if both or not unsaid.isdisjoint(named):
        return None
    return filled(wording, figures)
