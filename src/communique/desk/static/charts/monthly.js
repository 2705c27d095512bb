// Killed or injured by month: a row of bars for each class, with the reports read below. Each row has a scale of its
// own: one catastrophe would else flatten all others. No colour tells a class: each has a row with its name.
"use strict";

{
  const CLASSES = ["civilian", "security", "militant", "foreign", "official", "unspecified"];
  const ROW = 58;
  const GAP = 12;
  const HEAD = 22;
  const READ = 30;
  const LEFT = 34;
  const WIDEST = 44; // pixels of a bar

  const monthsBetween = (first, last) => {
    const start = new Date(`${first}-01T00:00:00Z`);
    const end = new Date(`${last}-01T00:00:00Z`);
    return d3.utcMonth.range(start, d3.utcMonth.offset(end, 1)).map(d3.utcFormat("%Y-%m"));
  };

  // The months in which reports were read; where none was, all that have a number.
  const spanOf = (rows) => {
    const dated = rows.filter((row) => row.month !== "undated");
    const read = dated.filter((row) => row.reports);
    return d3.extent(read.length ? read : dated, (row) => row.month);
  };

  const drawRow = (svg, x, y, top, name, rows, marks) => {
    const g = svg.append("g");
    g.append("text").attr("class", "lane-name").attr("y", top + 12).text(name);
    const axis = d3.axisLeft(y).tickValues(y.ticks(2).filter(Number.isInteger)).tickFormat(d3.format("~s")).tickSize(0).tickPadding(4);
    g.append("g").attr("class", "axis").attr("transform", `translate(${LEFT},${top + HEAD})`).call(axis).select(".domain").remove();
    g.append("line").attr("class", "lane").attr("x1", LEFT).attr("x2", x.range()[1]).attr("y1", top + HEAD + y(0)).attr("y2", top + HEAD + y(0));
    for (const row of rows) {
      const left = x(row.month);
      if (left === undefined) continue;
      const middle = left + x.bandwidth() / 2;
      const bar = Math.min(WIDEST, x.bandwidth());
      g.append("rect").attr("class", "bar-best").attr("x", middle - bar / 2).attr("width", bar)
        .attr("y", top + HEAD + y(row.best)).attr("height", y(0) - y(row.best));
      if (row.high > row.low) {
        const [low, high, cap] = [top + HEAD + y(row.low), top + HEAD + y(row.high), Math.min(4, x.bandwidth() / 2)];
        g.append("path").attr("class", "whisker")
          .attr("d", `M${middle - cap},${high}h${2 * cap}M${middle},${high}V${low}M${middle - cap},${low}h${2 * cap}`);
      }
      const range = row.high > row.low ? ` (${row.low} to ${row.high})` : "";
      const text = `${Chart.date(row.month)}: ${row.best}${range} ${row.class} ${row.outcome}, by ${row.sources} ${row.sources === 1 ? "outlet" : "outlets"}; ${row.reports ?? 0} reports read.`;
      marks.push({ x: middle, y: top + HEAD + y(row.best), text, href: `${location.pathname}?${queryOf(row.month)}`, link: "Its incidents" });
    }
  };

  const queryOf = (month) => {
    const query = new URLSearchParams(location.search);
    for (const name of ["page", "month", "since", "until"]) query.delete(name);
    query.set("month", month);
    return query.toString();
  };

  const drawRead = (svg, x, top, months, rows) => {
    const read = new Map(rows.map((row) => [row.month, row.reports ?? 0]));
    const most = d3.max(months, (month) => read.get(month) ?? 0) || 1;
    svg.append("text").attr("class", "lane-name").attr("y", top + 12).text(`Reports read (most in a month: ${most.toLocaleString("en")})`);
    const points = months.map((month) => [x(month) + x.bandwidth() / 2, top + HEAD + READ - (READ * (read.get(month) ?? 0)) / most]);
    for (const number of months.keys()) {
      svg.append("rect").attr("class", "bar-read").attr("x", points[number][0] - 1.5).attr("width", 3)
        .attr("y", points[number][1]).attr("height", top + HEAD + READ - points[number][1]);
    }
    svg.append("path").attr("class", "whisker").attr("d", d3.line()(points));
  };

  const draw = (figure, answer, width) => {
    const control = figure.querySelector(".control");
    control.hidden = false;
    const outcome = control.querySelector("select").value;
    const [first, last] = spanOf(answer.rows);
    const marks = [];
    const svg = Chart.svg(width, 10);
    if (!first) return { svg: svg.node(), marks };
    const months = monthsBetween(first, last);
    const x = d3.scaleBand(months, [LEFT + 4, width - 4]).paddingInner(0.25);
    const shown = answer.rows.filter((row) => row.outcome === outcome && x(row.month) !== undefined);
    let top = 0;
    for (const name of CLASSES) {
      const rows = shown.filter((row) => row.class === name);
      if (!rows.length) continue;
      const y = d3.scaleLinear([0, d3.max(rows, (row) => row.high) || 1], [ROW - 6, 0]).nice(2);
      drawRow(svg, x, y, top, name, rows, marks);
      top += HEAD + ROW + GAP;
    }
    if (!shown.length) {
      svg.append("text").attr("class", "lane-name").attr("y", 14).text(`No number of ${outcome} in these months.`);
      top += HEAD;
    }
    drawRead(svg, x, top, months, answer.rows);
    top += HEAD + READ;
    const every = Math.ceil((months.length * 46) / width);
    const axis = d3.axisBottom(x).tickValues(months.filter((_, number) => number % every === 0)).tickSizeOuter(0)
      .tickFormat((month) => d3.utcFormat("%b %y")(new Date(`${month}-01T00:00:00Z`)));
    svg.append("g").attr("class", "axis").attr("transform", `translate(0,${top})`).call(axis);
    svg.attr("height", top + 24).attr("viewBox", [0, 0, width, top + 24]);
    return { svg: svg.node(), marks };
  };

  Chart.each("monthly", draw);
}
