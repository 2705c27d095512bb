// Incidents on a map: a circle where a place is a town, nothing where it is larger. The view is that of the places.
"use strict";

{
  const LEAST_DEGREES = 5; // a single town is shown with the land around it
  const LABELS = 10;
  let borders;

  const nameOf = (row) => [row.place, row.country].filter(Boolean).join(", ");

  const fillViews = (select, points) => {
    if (select.options.length > 1) return;
    const counts = d3.rollup(points, (rows) => d3.sum(rows, (row) => row.incidents), (row) => row.country);
    for (const [country, count] of d3.sort(counts, (entry) => -entry[1])) {
      if (country) select.append(new Option(`${country} (${count})`, country));
    }
  };

  // Fit the projection to the points, with land around them.
  const project = (points, width, height) => {
    const [west, east] = d3.extent(points, (row) => row.lon);
    const [south, north] = d3.extent(points, (row) => row.lat);
    const padX = Math.max(LEAST_DEGREES, (east - west) * 0.08);
    const padY = Math.max(LEAST_DEGREES * 0.7, (north - south) * 0.08);
    const corners = [[west - padX, south - padY], [east + padX, north + padY]].map(([lon, lat]) => [
      Math.max(-180, Math.min(180, lon)), Math.max(-78, Math.min(80, lat)),
    ]);
    return d3.geoMercator().fitExtent([[4, 4], [width - 4, height - 4]], { type: "MultiPoint", coordinates: corners })
      .clipExtent([[0, 0], [width, height]]);
  };

  const nameCountries = (svg, countries, path, width, height, taken) => {
    for (const country of countries) {
      const [[left, top], [right, bottom]] = path.bounds(country);
      const name = country.properties.name;
      if (right - left < 7.5 * name.length || bottom - top < 26) continue;
      const [x, y] = path.centroid(country);
      if (x < 20 || x > width - 20 || y < 12 || y > height - 12) continue;
      const half = 4.2 * name.length;
      if (taken.some(([a, b, at]) => Math.abs(y - at) < 15 && x - half < b && a < x + half)) continue;
      svg.append("text").attr("class", "country-name").attr("x", x).attr("y", y).text(name);
    }
  };

  // Name the towns with most incidents where there is room; return the room they and their circles take.
  const nameTowns = (svg, marks, width) => {
    const taken = [];
    for (const mark of marks.slice(0, LABELS * 3)) {
      const half = mark.name.length * 6.3;
      const toLeft = mark.x + mark.reach + 4 + half > width;
      const box = toLeft ? [mark.x - mark.reach - 4 - half, mark.x - mark.reach] : [mark.x + mark.reach, mark.x + mark.reach + 4 + half];
      if (taken.length >= LABELS || taken.some(([a, b, y]) => Math.abs(y - mark.y) < 13 && box[0] < b && a < box[1])) continue;
      taken.push([...box, mark.y]);
      svg.append("text").attr("class", "town").attr("x", toLeft ? box[1] - 3 : box[0] + 3).attr("y", mark.y + 4)
        .attr("text-anchor", toLeft ? "end" : "start").text(mark.name);
    }
    return [...taken, ...marks.map((mark) => [mark.x - mark.reach, mark.x + mark.reach, mark.y])];
  };

  const textOf = (row) => {
    const killed = row.high ? `, ${row.best}${row.high > row.low ? ` (${row.low} to ${row.high})` : ""} killed` : "";
    return `${nameOf(row)}: ${row.incidents} ${row.incidents === 1 ? "incident" : "incidents"}${killed}.`;
  };

  const hrefOf = (row) => (row.cases.length === 1 ? `/incidents/${row.cases[0]}` : `/incidents?country=${row.country}&text=${encodeURIComponent(row.place)}`);

  const draw = (figure, answer, width) => {
    const control = figure.querySelector(".control");
    const select = control.querySelector("select");
    const all = answer.rows.filter((row) => row.lat !== null);
    fillViews(select, all);
    control.hidden = !all.length;
    const chosen = all.filter((row) => !select.value || row.country === select.value);
    const height = Math.round(Math.min(460, Math.max(260, width * 0.62)));
    const svg = Chart.svg(width, height);
    if (!all.length) {
      svg.attr("height", 24).append("text").attr("class", "lane-name").attr("y", 16).text("No town to show.");
      return { svg: svg.node(), marks: [] };
    }
    const projection = project(chosen, width, height);
    const path = d3.geoPath(projection);
    svg.append("rect").attr("class", "sea").attr("width", width).attr("height", height);
    const countries = topojson.feature(borders, borders.objects.countries).features;
    svg.append("g").selectAll("path").data(countries).join("path").attr("class", "land").attr("d", path);
    const names = svg.append("g");
    const marks = [];
    for (const row of d3.sort(all, (one) => -one.incidents)) {
      const [x, y] = projection([row.lon, row.lat]);
      if (x < 0 || x > width || y < 0 || y > height) continue;
      const reach = 2.5 + 2.2 * Math.sqrt(row.incidents);
      svg.append("circle").attr("class", "spot").attr("cx", x).attr("cy", y).attr("r", reach);
      marks.push({ x, y, reach, name: row.place, text: textOf(row), href: hrefOf(row), link: row.cases.length === 1 ? "The incident" : "Its incidents" });
    }
    nameCountries(names, countries, path, width, height, nameTowns(svg, marks, width));
    return { svg: svg.node(), marks };
  };

  const figure = document.querySelector('[data-chart="map"]');
  if (figure) Chart.fetch(figure.dataset.borders).then((value) => { borders = value; Chart.each("map", draw); });
}
