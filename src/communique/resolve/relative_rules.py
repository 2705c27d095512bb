"""Rules for words that count from publication ("last week", "on Monday") or from the last day told ("a day later")."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from communique.resolve.stretch import Stretch, day, days, move_month, week, year
from communique.resolve.time_parts import Now, Parts, Rule, is_list, is_rolling, number_of, third_of, which_of, words_of

# Weekdays and weeks


def _weekday(parts: Parts, now: Now) -> Stretch | None:
    if now.published is None:
        return None
    which, at = which_of(parts), now.published
    gap = words_of("weekdays")[parts["weekday"].rstrip(".")] - at.weekday()
    if which == 1 or (which != -1 and now.foreseen):
        ahead = gap % 7
        return day(at + timedelta(days=ahead or (7 if which == 1 else 0)))
    back = -gap % 7
    return day(at - timedelta(days=back or (7 if which == -1 else 0)))


def _weekday_of_week(parts: Parts, now: Now) -> Stretch | None:
    if now.published is None:
        return None
    monday = week(now.published, which_of(parts) or 0).first
    return day(monday + timedelta(days=words_of("weekdays")[parts["weekday"].rstrip(".")]))


def _span_weekdays(parts: Parts, now: Now) -> Stretch | None:
    first = _weekday({"weekday": parts["weekday"]}, now)
    if first is None:
        return None
    gap = (words_of("weekdays")[parts["weekday2"].rstrip(".")] - first.first.weekday()) % 7
    return None if is_list(parts, gap) else days(first.first, first.first + timedelta(days=gap))


def _weekend(parts: Parts, now: Now) -> Stretch | None:
    if now.published is None:
        return None
    which, saturday = which_of(parts), week(now.published).first + timedelta(days=5)
    if which == 1 or (which is None and now.foreseen):
        begins = saturday if which is None or now.published < saturday else saturday + timedelta(weeks=1)
    elif which == -1:
        begins = saturday - timedelta(weeks=1)
    else:
        begins = saturday if now.foreseen or saturday <= now.published else saturday - timedelta(weeks=1)
    return days(begins, begins + timedelta(days=1))


def _stretch(parts: Parts, now: Now) -> Stretch | None:
    """Read "last week", "late last month", "early next year"."""
    if now.published is None:
        return None
    which, unit = which_of(parts) or 0, parts["stretch"]
    if is_rolling(parts):
        if unit != "week":
            return None
        other = now.published + timedelta(days=6 * which)
        return days(min(other, now.published), max(other, now.published))
    return third_of(parts.get("third"), _unit(unit, which, now.published))


def _unit(unit: str, which: int, at: date) -> Stretch:
    if unit == "week":
        return week(at, which)
    if unit == "fortnight":
        return Stretch(week(at, 2 * which).first, week(at, 2 * which + 1).last)
    if unit == "month":
        return move_month(at, which)
    if unit == "quarter":
        first = move_month(date(at.year, at.month - (at.month - 1) % 3, 1), 3 * which).first
        return Stretch(first, move_month(first, 2).last, "month")
    return year(at.year + which)


def _side_of_now(parts: Parts, now: Now) -> Stretch | None:
    """Read "earlier this week" (ends with publication) and "later this month" (begins with it); a year stays whole."""
    if now.published is None:
        return None
    which, side = which_of(parts) or 0, words_of("sides_of_now")[parts["side"]]
    whole = _unit(parts["stretch"], which, now.published)
    if which != 0 or whole.grain == "year":
        return whole
    return days(whole.first, now.published) if side < 0 else days(now.published, whole.last)


# Days counted from publication or from the last day told


def _relative_day(parts: Parts, now: Now) -> Stretch | None:
    return day(now.published + timedelta(days=words_of("days")[parts["relative_day"]])) if now.published else None


def _told_day(parts: Parts, now: Now) -> Stretch | None:
    """Count from the last day told; where none was, a day "earlier" is the day before publication."""
    away = words_of("told_days")[parts["told_day"]]
    since = now.told or (now.published if away < 0 else None)
    return day(since + timedelta(days=away)) if since else None


def _night(parts: Parts, now: Now) -> Stretch | None:
    return days(now.published - timedelta(days=1), now.published) if now.published else None


def _ago(parts: Parts, now: Now) -> Stretch | None:
    return _away(parts, -1, now.published)


def _unit_earlier(parts: Parts, now: Now) -> Stretch | None:
    return _away(parts, -1 if parts["direction"] == "earlier" else 1, now.told)


def _away(parts: Parts, sign: int, since: date | None) -> Stretch | None:
    """Return the day, week, month or year that lies so many away: as coarse as the words."""
    if since is None:
        return None
    count, unit = sign * number_of(parts["number"]), words_of("units")[parts["unit"]]
    if unit == "day":
        return day(since + timedelta(days=count))
    if unit == "decade":
        return year(since.year + 10 * count)
    if unit in ("week", "month", "year"):
        return _unit(unit, count, since)
    return week(since, 2 * count) if unit == "fortnight" else None


def _past_span(parts: Parts, now: Now) -> Stretch | None:
    """Read "in the last 24 hours", "over the past three days", "in the next two weeks"; months and years are vague."""
    which, unit, count = which_of(parts), words_of("units")[parts["unit"]], number_of(parts["number"])
    length = {"hour": -(-count // 24), "day": count, "week": 7 * count, "fortnight": 14 * count}.get(unit)
    if now.published is None or length is None or not which:
        return None
    other = now.published + timedelta(days=which * length)
    return days(min(other, now.published), max(other, now.published))


RELATIVE_RULES: Mapping[str, Rule] = {
    "weekday_of_week": _weekday_of_week,
    "week_on_weekday": _weekday_of_week,
    "span_weekdays": _span_weekdays,
    "weekday": _weekday,
    "weekend": _weekend,
    "relative_day": _relative_day,
    "told_day": _told_day,
    "side_of_now": _side_of_now,
    "side_of_the": _side_of_now,
    "third_which": _stretch,
    "ago": _ago,
    "unit_earlier": _unit_earlier,
    "past_span": _past_span,
    "night": _night,
}
