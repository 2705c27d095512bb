"""What each shape of time words means, one rule a shape (the shapes are in `languages/<code>/dates.toml`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from communique.languages.when import TimeWords, grammar_of
from communique.resolve.stretch import Stretch, day, days, last_day, month, move_month, week, year

__all__ = ["CLOSE_DAYS", "Now", "read"]

CLOSE_DAYS = 21
"""A day without year that lies this near publication is meant, even when it is in the wrong direction and the next one
in the right direction is most of a year off: a coder errs on the tense oftener than a reporter writes "on June 3" of a
June long past. Chosen by hand; re-measure with `evaluation/measure_dates.py`."""
_FAR_DAYS = 300

Parts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Now:
    """What relative words count from: publication, the event's direction, the last day told."""

    published: date | None
    foreseen: bool = False
    told: date | None = None


def read(found: TimeWords, now: Now) -> Stretch | None:
    """Return the days that time words stand for, None where they fix none. Raise ValueError for no day at all."""
    rule = RULES.get(found.shape)
    return rule(found.parts, now) if rule else None


# Reading parts


@cache
def _list(name: str) -> dict[str, Any]:
    table = grammar_of("en").table[name]
    return {words.lower(): value for words, value in table.items()}


def _day_number(words: str) -> int:
    return int("".join(filter(str.isdigit, words)))


def _month_number(words: str) -> int:
    return int(_list("months")[words.rstrip(".")])


def _which(parts: Parts, name: str = "which") -> int | None:
    return _list("which")[parts[name]] if name in parts else None


def _is_rolling(parts: Parts) -> bool:
    return parts.get("which", "") in grammar_of("en").table["rolling"]["words"]


def _year_of(parts: Parts, now: Now, name: str = "year") -> int | None:
    """Return the year that is written, or counted from publication ("last year"), None where neither is."""
    if name in parts:
        return int(parts[name])
    which = _which(parts)
    return now.published.year + which if which is not None and now.published else None


def _number(words: str) -> int:
    return int(words) if words.isdigit() else int(_list("numbers")[words])


def _nearest(make: Callable[[int], Stretch], now: Now) -> Stretch | None:
    """Return the nearest of the years' stretches, in the event's direction (a day of Leap February may lack years)."""
    if now.published is None:
        return None
    published = now.published
    candidates = []
    for in_year in range(published.year - 1, published.year + 2):
        try:
            candidates.append(make(in_year))
        except ValueError:
            continue
    past = [c for c in candidates if c.first <= published]
    ahead = [c for c in candidates if c.last >= published]
    wanted, other = (ahead[:1], past[-1:]) if now.foreseen else (past[-1:], ahead[:1])
    if not wanted or not other:
        return next(iter(wanted + other), None)
    far, close = _distance(wanted[0], published), _distance(other[0], published)
    return other[0] if other[0].grain == "day" and close <= CLOSE_DAYS and far >= _FAR_DAYS else wanted[0]


def _distance(stretch: Stretch, at: date) -> int:
    return max(0, (stretch.first - at).days, (at - stretch.last).days)


def _in_year(in_year: int | None, make: Callable[[int], Stretch], now: Now) -> Stretch | None:
    return make(in_year) if in_year is not None else _nearest(make, now)


def _is_list(parts: Parts, gap_days: int) -> bool:
    """Tell whether "and" joins two single days, not the ends of a span: "May 9 and November 26"."""
    pairs = grammar_of("en").table["words"]["pairs"]
    return parts.get("joiner", "").strip() in pairs and parts.get("opener") != "between" and gap_days > 1


# Dates


def _iso(parts: Parts, now: Now) -> Stretch | None:
    return day(date.fromisoformat(parts["iso"]))


def _dotted(parts: Parts, now: Now) -> Stretch | None:
    """Read "26.06.2025" and "26/06/2025"; with slashes, two numbers up to 12 could be either way round: None."""
    first, second, in_year = (int(n) for n in parts["dotted"].replace("/", ".").split("."))
    if "/" in parts["dotted"] and first <= 12 and second <= 12 and first != second:
        return None
    return day(date(in_year, second, first) if second <= 12 else date(in_year, first, second))


def _date(parts: Parts, now: Now) -> Stretch | None:
    number, in_month = _day_number(parts["day"]), _month_number(parts["month"])
    return _in_year(_year_of(parts, now), lambda y: day(date(y, in_month, number)), now)


def _span_days(parts: Parts, now: Now) -> Stretch | None:
    """Read "June 25-26" and "Feb 27 to March 2": one month or two."""
    month_1 = _month_number(parts["month"])
    month_2 = _month_number(parts.get("month2", parts["month"]))
    day_1, day_2 = _day_number(parts["day"]), _day_number(parts["day2"])

    def make(in_year: int) -> Stretch:
        first = date(_year_of(parts, now) or in_year, month_1, day_1)
        last = date(in_year, month_2, day_2)
        return days(first, last) if first <= last else days(date(in_year - 1, month_1, day_1), last)

    if (month_1, day_1) > (month_2, day_2) and "month2" not in parts:
        return None
    written = _year_of(parts, now, "year2") if "year2" in parts else _year_of(parts, now)
    span = _in_year(written, make, now)
    return None if span is None or _is_list(parts, (span.last - span.first).days) else span


def _holiday(parts: Parts, now: Now) -> Stretch | None:
    in_month, number = _list("holidays")[parts["holiday"]]
    return _nearest(lambda y: day(date(y, in_month, number)), now)


def _ordinal_day(parts: Parts, now: Now) -> Stretch | None:
    if now.published is None:
        return None
    number = _day_number(parts["ordinal_day"])
    months = (-1, 0) if not now.foreseen else (1, 0)
    for months_away in reversed(months):
        at = date(*_month_at(now.published, months_away), number)
        if (at >= now.published) if now.foreseen else (at <= now.published):
            return day(at)
    return None


def _month_at(at: date, months_away: int) -> tuple[int, int]:
    first = move_month(at, months_away).first
    return first.year, first.month


# Months and years


def _third(third: str | None, stretch: Stretch) -> Stretch:
    """Return the third of a month; other stretches have no settled thirds and stay whole."""
    if third is None or stretch.grain != "month":
        return stretch
    number = _list("thirds")[third]
    first = stretch.first.replace(day=(1, 11, 21)[number - 1])
    return days(first, stretch.last if number == 3 else stretch.first.replace(day=10 * number))


def _month(parts: Parts, now: Now) -> Stretch | None:
    in_month = _month_number(parts["month"])
    found = _in_year(_year_of(parts, now), lambda y: month(y, in_month), now)
    return found and _third(parts.get("third"), found)


def _which_month(parts: Parts, now: Now) -> Stretch | None:
    """Read "last June", "next March", "this May": the nearest on that side of the month of publication."""
    if now.published is None:
        return None
    in_month, which, at = _month_number(parts["month"]), _which(parts), now.published
    years = 0
    if which == -1 and in_month >= at.month:
        years = -1
    elif which == 1 and in_month <= at.month:
        years = 1
    return _third(parts.get("third"), month(at.year + years, in_month))


def _month_last(parts: Parts, now: Now) -> Stretch | None:
    return _which_month({**parts, "which": "last"}, now)


def _span_months(parts: Parts, now: Now) -> Stretch | None:
    month_1, month_2 = _month_number(parts["month"]), _month_number(parts["month2"])

    def make(in_year: int) -> Stretch:
        begins = int(parts["year"]) if "year" in parts else in_year - (month_1 > month_2)
        return Stretch(date(begins, month_1, 1), last_day(in_year, month_2), "month")

    written = _year_of(parts, now, "year2") if "year2" in parts else _year_of(parts, now)
    span = _in_year(written, make, now)
    if span is None or span.last < span.first or _is_list(parts, (span.last - span.first).days - 31):
        return None
    return span


def _week_of_month(parts: Parts, now: Now) -> Stretch | None:
    in_month, number = _month_number(parts["month"]), _list("ordinals")[parts["ordinal"]]

    def make(in_year: int) -> Stretch:
        last = last_day(in_year, in_month)
        if number == -1:
            return days(last - timedelta(days=6), last)
        return days(date(in_year, in_month, 7 * number - 6), date(in_year, in_month, 7 * number))

    return _in_year(_year_of(parts, now), make, now)


def _year(parts: Parts, now: Now) -> Stretch | None:
    return year(int(parts["year"]))


def _span_years(parts: Parts, now: Now) -> Stretch | None:
    return year(int(parts["year"])).to(year(int(parts["year2"])))


def _span_years_short(parts: Parts, now: Now) -> Stretch | None:
    """Read "2023-24"; what ends before it begins ("2025-03") is no span of years."""
    in_year = int(parts["year"])
    return year(in_year).to(year(in_year // 100 * 100 + int(parts["short_year"])))


def _part_of_year(parts: Parts, now: Now) -> Stretch | None:
    in_year, number = _year_of(parts, now), _list("ordinals")[parts["ordinal"]]
    return None if in_year is None else _part(in_year, parts["part"] == "half", number)


def _quarter_code(parts: Parts, now: Now) -> Stretch | None:
    code = parts["quarter_code"]
    return _part(int(parts["year"]), code[0] == "h", int(code[1]))


def _part(in_year: int, is_half: bool, number: int) -> Stretch | None:
    months, count = (6, 2) if is_half else (3, 4)
    number = count if number == -1 else number
    if number > count:
        return None
    return Stretch(date(in_year, months * (number - 1) + 1, 1), last_day(in_year, months * number), "month")


def _season(parts: Parts, now: Now) -> Stretch | None:
    in_year = _year_of(parts, now)
    if in_year is None and now.published:
        in_year = now.published.year + (_which(parts, "which2") or 0)
    if in_year is None:
        return None
    code = _list("seasons")[parts.get("season", parts.get("season2", ""))]
    whole = year(in_year)
    return Stretch(whole.first, whole.last, "season", code=f"{in_year}-{code}")


def _decade(parts: Parts, now: Now) -> Stretch | None:
    in_year = int(parts["decade"])
    return Stretch(date(in_year, 1, 1), date(in_year + 9, 12, 31), "decade", code=f"{in_year // 10}X")


# Weekdays and weeks


def _weekday(parts: Parts, now: Now) -> Stretch | None:
    if now.published is None:
        return None
    which, at = _which(parts), now.published
    gap = _list("weekdays")[parts["weekday"].rstrip(".")] - at.weekday()
    if which == 1 or (which != -1 and now.foreseen):
        ahead = gap % 7
        return day(at + timedelta(days=ahead or (7 if which == 1 else 0)))
    back = -gap % 7
    return day(at - timedelta(days=back or (7 if which == -1 else 0)))


def _weekday_of_week(parts: Parts, now: Now) -> Stretch | None:
    if now.published is None:
        return None
    monday = week(now.published, _which(parts) or 0).first
    return day(monday + timedelta(days=_list("weekdays")[parts["weekday"].rstrip(".")]))


def _span_weekdays(parts: Parts, now: Now) -> Stretch | None:
    first = _weekday({"weekday": parts["weekday"]}, now)
    if first is None:
        return None
    gap = (_list("weekdays")[parts["weekday2"].rstrip(".")] - first.first.weekday()) % 7
    return None if _is_list(parts, gap) else days(first.first, first.first + timedelta(days=gap))


def _weekend(parts: Parts, now: Now) -> Stretch | None:
    if now.published is None:
        return None
    which, saturday = _which(parts), week(now.published).first + timedelta(days=5)
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
    which, unit = _which(parts) or 0, parts["stretch"]
    if _is_rolling(parts):
        if unit != "week":
            return None
        other = now.published + timedelta(days=6 * which)
        return days(min(other, now.published), max(other, now.published))
    return _third(parts.get("third"), _unit(unit, which, now.published))


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
    which, side = _which(parts) or 0, _list("sides_of_now")[parts["side"]]
    whole = _unit(parts["stretch"], which, now.published)
    if which != 0 or whole.grain == "year":
        return whole
    return days(whole.first, now.published) if side < 0 else days(now.published, whole.last)


# Days counted from publication or from the last day told


def _relative_day(parts: Parts, now: Now) -> Stretch | None:
    return day(now.published + timedelta(days=_list("days")[parts["relative_day"]])) if now.published else None


def _told_day(parts: Parts, now: Now) -> Stretch | None:
    """Count from the last day told; where none was, a day "earlier" is the day before publication."""
    away = _list("told_days")[parts["told_day"]]
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
    count, unit = sign * _number(parts["number"]), _list("units")[parts["unit"]]
    if unit == "day":
        return day(since + timedelta(days=count))
    if unit == "decade":
        return year(since.year + 10 * count)
    if unit in ("week", "month", "year"):
        return _unit(unit, count, since)
    return week(since, 2 * count) if unit == "fortnight" else None


def _past_span(parts: Parts, now: Now) -> Stretch | None:
    """Read "in the last 24 hours", "over the past three days", "in the next two weeks"; months and years are vague."""
    which, unit, count = _which(parts), _list("units")[parts["unit"]], _number(parts["number"])
    length = {"hour": -(-count // 24), "day": count, "week": 7 * count, "fortnight": 14 * count}.get(unit)
    if now.published is None or length is None or not which:
        return None
    other = now.published + timedelta(days=which * length)
    return days(min(other, now.published), max(other, now.published))


RULES: Mapping[str, Callable[[Parts, Now], Stretch | None]] = {
    "iso": _iso,
    "dotted": _dotted,
    "span_month_day_month_day": _span_days,
    "span_day_month_day_month": _span_days,
    "between_month_day_month_day": _span_days,
    "between_day_month_day_month": _span_days,
    "span_month_days": _span_days,
    "span_days_month": _span_days,
    "date_month_day": _date,
    "date_day_month": _date,
    "span_months": _span_months,
    "span_months_open": _span_months,
    "week_of_month": _week_of_month,
    "month_of_year": _month,
    "month_last": _month_last,
    "which_month": _which_month,
    "third_of_month": _month,
    "lead_month": _month,
    "part_of_year": _part_of_year,
    "quarter_code": _quarter_code,
    "span_years": _span_years,
    "span_years_short": _span_years_short,
    "season": _season,
    "decade": _decade,
    "part_year": _year,
    "lead_year": _year,
    "weekday_of_week": _weekday_of_week,
    "week_on_weekday": _weekday_of_week,
    "span_weekdays": _span_weekdays,
    "weekday": _weekday,
    "weekend": _weekend,
    "relative_day": _relative_day,
    "told_day": _told_day,
    "holiday": _holiday,
    "side_of_now": _side_of_now,
    "side_of_the": _side_of_now,
    "third_which": _stretch,
    "ago": _ago,
    "unit_earlier": _unit_earlier,
    "past_span": _past_span,
    "night": _night,
    "month": _month,
    "year": _year,
    "ordinal_day": _ordinal_day,
}
