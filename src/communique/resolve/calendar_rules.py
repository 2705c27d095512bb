"""Rules for dates that a calendar knows: days, months, quarters, seasons, years, with or without their year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from communique.resolve.stretch import Stretch, day, days, last_day, month, move_month, year
from communique.resolve.time_parts import (
    Now,
    Parts,
    Rule,
    day_number,
    in_given_year,
    is_list,
    month_number,
    nearest,
    third_of,
    which_of,
    words_of,
    year_of,
)

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
    number, in_month = day_number(parts["day"]), month_number(parts["month"])
    return in_given_year(year_of(parts, now), lambda y: day(date(y, in_month, number)), now)


def _span_days(parts: Parts, now: Now) -> Stretch | None:
    """Read "June 25-26" and "Feb 27 to March 2": one month or two."""
    month_1 = month_number(parts["month"])
    month_2 = month_number(parts.get("month2", parts["month"]))
    day_1, day_2 = day_number(parts["day"]), day_number(parts["day2"])

    def make(in_year: int) -> Stretch:
        first = date(year_of(parts, now) or in_year, month_1, day_1)
        last = date(in_year, month_2, day_2)
        return days(first, last) if first <= last else days(date(in_year - 1, month_1, day_1), last)

    if (month_1, day_1) > (month_2, day_2) and "month2" not in parts:
        return None
    written = year_of(parts, now, "year2") if "year2" in parts else year_of(parts, now)
    span = in_given_year(written, make, now)
    return None if span is None or is_list(parts, (span.last - span.first).days) else span


def _holiday(parts: Parts, now: Now) -> Stretch | None:
    in_month, number = words_of("holidays")[parts["holiday"]]
    return nearest(lambda y: day(date(y, in_month, number)), now)


def _ordinal_day(parts: Parts, now: Now) -> Stretch | None:
    if now.published is None:
        return None
    number = day_number(parts["ordinal_day"])
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


def _month(parts: Parts, now: Now) -> Stretch | None:
    in_month = month_number(parts["month"])
    found = in_given_year(year_of(parts, now), lambda y: month(y, in_month), now)
    return found and third_of(parts.get("third"), found)


def _which_month(parts: Parts, now: Now) -> Stretch | None:
    """Read "last June", "next March", "this May": the nearest on that side of the month of publication."""
    if now.published is None:
        return None
    in_month, which, at = month_number(parts["month"]), which_of(parts), now.published
    years = 0
    if which == -1 and in_month >= at.month:
        years = -1
    elif which == 1 and in_month <= at.month:
        years = 1
    return third_of(parts.get("third"), month(at.year + years, in_month))


def _month_last(parts: Parts, now: Now) -> Stretch | None:
    return _which_month({**parts, "which": "last"}, now)


def _span_months(parts: Parts, now: Now) -> Stretch | None:
    month_1, month_2 = month_number(parts["month"]), month_number(parts["month2"])

    def make(in_year: int) -> Stretch:
        begins = int(parts["year"]) if "year" in parts else in_year - (month_1 > month_2)
        return Stretch(date(begins, month_1, 1), last_day(in_year, month_2), "month")

    written = year_of(parts, now, "year2") if "year2" in parts else year_of(parts, now)
    span = in_given_year(written, make, now)
    if span is None or span.last < span.first or is_list(parts, (span.last - span.first).days - 31):
        return None
    return span


def _week_of_month(parts: Parts, now: Now) -> Stretch | None:
    in_month, number = month_number(parts["month"]), words_of("ordinals")[parts["ordinal"]]

    def make(in_year: int) -> Stretch:
        last = last_day(in_year, in_month)
        if number == -1:
            return days(last - timedelta(days=6), last)
        return days(date(in_year, in_month, 7 * number - 6), date(in_year, in_month, 7 * number))

    return in_given_year(year_of(parts, now), make, now)


def _year(parts: Parts, now: Now) -> Stretch | None:
    return year(int(parts["year"]))


def _span_years(parts: Parts, now: Now) -> Stretch | None:
    return year(int(parts["year"])).to(year(int(parts["year2"])))


def _span_years_short(parts: Parts, now: Now) -> Stretch | None:
    """Read "2023-24"; what ends before it begins ("2025-03") is no span of years."""
    in_year = int(parts["year"])
    return year(in_year).to(year(in_year // 100 * 100 + int(parts["short_year"])))


def _part_of_year(parts: Parts, now: Now) -> Stretch | None:
    in_year, number = year_of(parts, now), words_of("ordinals")[parts["ordinal"]]
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
    in_year = year_of(parts, now)
    if in_year is None and now.published:
        in_year = now.published.year + (which_of(parts, "which2") or 0)
    if in_year is None:
        return None
    code = words_of("seasons")[parts.get("season", parts.get("season2", ""))]
    whole = year(in_year)
    return Stretch(whole.first, whole.last, "season", code=f"{in_year}-{code}")


def _decade(parts: Parts, now: Now) -> Stretch | None:
    in_year = int(parts["decade"])
    return Stretch(date(in_year, 1, 1), date(in_year + 9, 12, 31), "decade", code=f"{in_year // 10}X")


CALENDAR_RULES: Mapping[str, Rule] = {
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
    "holiday": _holiday,
    "month": _month,
    "year": _year,
    "ordinal_day": _ordinal_day,
}
