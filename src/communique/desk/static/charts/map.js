// Incidents on a map: a circle where a place is a town; a province is shaded by what was told of it, or of a district of
// it, without a town. What is larger is not on the map. The view is that of the places.
"use strict";

{
  const LEAST_DEGREES = 5; // a single town is shown with the land around it
  const LABELS = 10;
  const STEPS = 4; // shades; the darkest is that of the province with most incidents
  let borders, provinces;

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

  // Sum up what was told of each province without a town: name → rows.
  const findAreas = (rows) => d3.group(rows.filter((row) => row.province), (row) => `${row.country}:${row.province}`);

  const textOfArea = (name, rows) => {
    const count = d3.sum(rows, (row) => row.incidents);
    const places = rows.slice(0, 5).map((row) => `${row.place} ${row.incidents}`).join(", ");
    return `${name}: ${count} ${count === 1 ? "incident" : "incidents"} told without a town (${places}${rows.length > 5 ? ", …" : ""}).`;
  };

  // Shade the provinces that incidents were told of; return a mark for each, at the middle of its largest part.
  const shade = (svg, areas, path, width, height) => {
    const most = d3.max(areas.values(), (rows) => d3.sum(rows, (row) => row.incidents));
    const marks = [];
    for (const shape of topojson.feature(provinces, provinces.objects.provinces).features) {
      const rows = areas.get(shape.id);
      if (!rows) continue;
      const level = Math.ceil((STEPS * d3.sum(rows, (row) => row.incidents)) / most);
      svg.append("path").datum(shape).attr("class", `area area-${level}`).attr("d", path);
      const [x, y] = path.centroid(shape);
      if (!(x > 0 && x < width && y > 0 && y < height) || marks.some((mark) => mark.name === shape.id)) continue;
      const [{ country, province }] = rows;
      const mark = { x, y, reach: -8, name: shape.id, text: textOfArea(`${province}, ${country}`, rows) };
      if (rows.length === 1) marks.push({ ...mark, href: hrefOf(rows[0]), link: rows[0].cases.length === 1 ? "The incident" : "Its incidents" });
      else marks.push({ ...mark, href: `/incidents?country=${country}`, link: `Incidents in ${country}` });
    }
    return marks;
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
    const areas = findAreas(answer.rows.filter((row) => row.lat === null && (!select.value || row.country === select.value)));
    const shaded = shade(svg, areas, path, width, height);
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
    return { svg: svg.node(), marks: [...marks, ...shaded] };
  };

  const figure = document.querySelector('[data-chart="map"]');
  if (figure) {
    Promise.all([Chart.fetch(figure.dataset.borders), Chart.fetch(figure.dataset.provinces)]).then((values) => {
      [borders, provinces] = values;
      Chart.each("map", draw);
    });
  }
}
