// The timeline of two sides (a lane for contacts, undertakings each way, deeds, incidents) or of a person (a lane an
// office, and contacts). Marks of one lane that would cover each other are stacked. What lies far outside the months
// reported stands at the edge.
"use strict";

{
  const DAY = 86400000;
  const SHAPES = {
    engagements: d3.symbolCircle, undertakings: d3.symbolSquare, actions: d3.symbolDiamond, incidents: d3.symbolTriangle,
    offices: d3.symbolSquare,
  };
  const MOST_OFFICES = 8; // lanes of a person, those given by most reports
  const AHEAD = new Set(["planned", "invited", "possible"]);
  const RADIUS = 4.5;
  const STEP = 2 * RADIUS + 2;
  const TALLEST = 108; // pixels of a lane's stack; marks of fuller ones overlap

  const officeLanes = (rows) => {
    const most = d3.sort(rows.filter((row) => row.kind === "offices"), (row) => -row.reports).slice(0, MOST_OFFICES);
    const lanes = d3.sort(most, (row) => row.first).map((office) => ({ name: office.word, has: (row) => row === office }));
    return [...lanes, { name: "Engagements", has: (row) => row.kind === "engagements" }];
  };

  const lanesOf = (figure, rows) => {
    if (!figure.dataset.a) return officeLanes(rows);
    const { a, b, aName, bName } = figure.dataset;
    const isBy = (row, side) => row.by.length === 1 && row.by[0] === side;
    return [
      { name: "Engagements", has: (row) => row.kind === "engagements" },
      { name: `${aName} undertook`, has: (row) => row.kind === "undertakings" && isBy(row, a) },
      { name: `${bName} undertook`, has: (row) => row.kind === "undertakings" && isBy(row, b) },
      { name: "Undertaken together", has: (row) => row.kind === "undertakings" && row.by.length > 1 },
      { name: "Other deeds", has: (row) => row.kind === "actions" },
      { name: "Incidents", has: (row) => row.kind === "incidents" },
    ];
  };

  // The span shown: of what happened within half a year before the first and after the last publication told.
  const spanOf = (rows) => {
    const published = d3.extent(rows, (row) => row.published && Date.parse(row.published));
    const days = rows.map((row) => Date.parse(row.first)).filter((day) => !Number.isNaN(day));
    const least = published[0] ? published[0] - 180 * DAY : -Infinity;
    const most = published[1] ? published[1] + 180 * DAY : Infinity;
    const inside = days.filter((day) => day >= least && day <= most);
    const [first, last] = d3.extent(inside.length ? inside : days);
    return [first - 5 * DAY, last + 5 * DAY];
  };

  const textOf = (row) => {
    const when = row.date ? Chart.date(row.date) : `reported ${Chart.date(row.published)}`;
    if (row.kind === "offices") return `${row.word}: given by ${row.reports} reports from ${Chart.date(row.first)} to ${Chart.date(row.last)}.`;
    const whom = row.to.length ? `${row.by.join(", ")} to ${row.to.join(", ")}` : row.by.join(", ");
    const what = [row.word, row.status, row.says && `“${row.says}”`, row.place && `in ${row.place}`];
    const told = row.reports > 1 ? `${row.reports} reports` : row.outlet;
    return `${when}: ${whom}: ${what.filter(Boolean).join(", ")} (${told}).`;
  };

  const hrefOf = (row) => ({
    engagements: `/engagements/${row.case}`, incidents: `/incidents/${row.case}`,
  }[row.kind] ?? `/reports/${encodeURIComponent(row.report)}?record=${encodeURIComponent(row.record)}`);

  const draw = (figure, answer, width) => {
    const rows = answer.rows.filter((row) => row.first);
    const lanes = lanesOf(figure, rows).map((lane) => ({ ...lane, rows: rows.filter(lane.has) })).filter((l) => l.rows.length);
    const [first, last] = spanOf(rows);
    const x = d3.scaleUtc([first, last], [RADIUS + 2, width - 20]).clamp(true);
    const marks = [];
    let top = 0;
    const svg = Chart.svg(width, 10);
    for (const lane of lanes) {
      const stacks = new Map();
      for (const row of lane.rows) {
        const at = x(Date.parse(row.first));
        const bin = Math.round(at / STEP);
        const height = stacks.get(bin) ?? 0;
        stacks.set(bin, height + 1);
        row.mark = { at: Math.min(Math.max(bin * STEP, RADIUS + 2), width - RADIUS - 2), height };
      }
      const most = Math.max(...stacks.values());
      const step = Math.min(STEP, TALLEST / most);
      const base = top + 20 + RADIUS + Math.max(0, most - 1) * step + RADIUS;
      svg.append("line").attr("class", "lane").attr("x1", 0).attr("x2", width).attr("y1", base + 7.5).attr("y2", base + 7.5);
      svg.append("text").attr("class", "lane-name").attr("y", top + 13).text(lane.rows[0].kind === "offices" ? lane.name : `${lane.name} (${lane.rows.length})`);
      for (const row of lane.rows) {
        const y = base - row.mark.height * step;
        const end = x(Date.parse(row.last));
        if (end - row.mark.at > STEP) {
          svg.append("line").attr("class", `stretch k-${row.kind}`).attr("x1", row.mark.at).attr("x2", end).attr("y1", y).attr("y2", y);
        }
        svg.append("path").attr("d", d3.symbol(SHAPES[row.kind], 62)())
          .attr("class", `mark k-${row.kind}${AHEAD.has(row.status) ? " is-hollow" : ""}`)
          .attr("transform", `translate(${row.mark.at},${y})`);
        marks.push({ x: row.mark.at, y, text: textOf(row), href: hrefOf(row) });
      }
      top = base + 16;
    }
    const axis = d3.axisBottom(x).ticks(Math.max(2, Math.floor(width / 110))).tickSizeOuter(0);
    svg.append("g").attr("class", "axis").attr("transform", `translate(0,${top})`).call(axis);
    svg.attr("height", top + 24).attr("viewBox", [0, 0, width, top + 24]);
    return { svg: svg.node(), marks };
  };

  Chart.each("timeline", draw);
}
