// Who meets whom: persons as circles, drawn together by side, lines between those who met. Names are written where there
// is room, the most met first; picking a person names all whom it met and lets the others step back. The same data gives
// the same picture.
"use strict";

{
  const STEPS = 320; // of the simulation: after some 300 it has come to rest (alpha below 0.001)
  const CHAR = 6.1; // pixels of a letter of a name
  const SURELY = 16; // persons named even where the name lies over smaller circles: those with most contacts

  const peopleOf = (rows) => {
    const people = new Map();
    for (const row of rows) {
      for (const end of ["a", "b"]) {
        const person = people.get(row[end]) ?? { id: row[end], name: row[`${end}_name`], side: row[`${end}_country`] ?? "–", contacts: 0, met: [] };
        person.contacts += row.contacts;
        people.set(row[end], person);
      }
      people.get(row.a).met.push([row.b, row.contacts]);
      people.get(row.b).met.push([row.a, row.contacts]);
    }
    return [...people.values()].sort((a, b) => b.contacts - a.contacts || a.id - b.id);
  };

  // Each side has a place on a spiral from the middle, the side with most persons first.
  const placeSides = (people, width, height) => {
    const counts = d3.rollup(people, (of) => of.length, (person) => person.side);
    const sides = [...counts].sort((a, b) => b[1] - a[1] || d3.ascending(a[0], b[0]));
    return new Map(sides.map(([side], number) => {
      const angle = number * 2.39996; // the golden angle: neighbours in the list stand apart
      const reach = Math.sqrt(number / Math.max(1, sides.length)) * 0.44;
      return [side, { x: width * (0.5 + reach * Math.cos(angle)), y: height * (0.5 + reach * Math.sin(angle)) }];
    }));
  };

  const settle = (people, links, width, height) => {
    const sides = placeSides(people, width, height);
    const room = Math.sqrt((width * height) / people.length);
    people.forEach((person, number) => {
      const at = sides.get(person.side);
      person.r = 3 + 1.6 * Math.sqrt(person.contacts);
      person.x = at.x + 6 * Math.cos(number * 2.4);
      person.y = at.y + 6 * Math.sin(number * 2.4);
    });
    d3.forceSimulation(people)
      .force("charge", d3.forceManyBody().strength(-room * 1.6).distanceMax(room * 6))
      .force("link", d3.forceLink(links).id((person) => person.id).distance(room * 0.9).strength(0.06))
      .force("x", d3.forceX((person) => sides.get(person.side).x).strength(0.22))
      .force("y", d3.forceY((person) => sides.get(person.side).y).strength(0.22))
      .force("apart", d3.forceCollide((person) => person.r + Math.min(9, room * 0.12)).iterations(2))
      .stop().tick(STEPS);
    for (const person of people) {
      person.x = Math.max(person.r + 3, Math.min(width - person.r - 3, person.x));
      person.y = Math.max(person.r + 16, Math.min(height - person.r - 3, person.y));
    }
  };

  // The places where a name may stand: above, below, right and left of its circle.
  const placesOf = (person, half) => [
    [person.x - half, person.y - person.r - 14], [person.x - half, person.y + person.r + 1],
    [person.x + person.r + 2, person.y - 7], [person.x - person.r - 2 - 2 * half, person.y - 7],
  ];

  const apart = (box, other) => box[0] >= other[1] || box[1] <= other[0] || box[2] >= other[3] || box[3] <= other[2];

  const write = (svg, people, width) => {
    const circles = people.map((person) => [person.x - person.r, person.x + person.r, person.y - person.r, person.y + person.r]);
    const names = [];
    const isFree = (box, own) => names.every((other) => apart(box, other))
      && circles.every((other, number) => number === own || (own < SURELY && number > own) || apart(box, other));
    people.forEach((person, number) => {
      const half = (person.name.length * CHAR) / 2;
      for (const [left, top] of placesOf(person, half)) {
        const box = [left, left + 2 * half, top, top + 13];
        if (left < 0 || box[1] > width || !isFree(box, number)) continue;
        names.push(box);
        svg.append("text").attr("class", "person-name").attr("x", left + half).attr("y", top + 10.5).text(person.name);
        return;
      }
    });
  };

  // Name a person and all whom it met, each clear of the names before it; one that finds no room stands above anyway.
  const writePicked = (group, people, width) => {
    group.selectAll("*").remove();
    const names = [];
    for (const person of people) {
      const half = (person.name.length * CHAR) / 2;
      const inside = placesOf(person, half).map(([left, top]) => [Math.max(0, Math.min(width - 2 * half, left)), top]);
      const boxes = inside.map(([left, top]) => [left, left + 2 * half, top, top + 13]);
      const box = boxes.find((one) => names.every((other) => apart(one, other))) ?? boxes[0];
      names.push(box);
      group.append("text").attr("class", "person-name").attr("x", box[0] + half).attr("y", box[2] + 10.5).text(person.name);
    }
  };

  const nameSides = (svg, people) => {
    for (const [side, of] of d3.group(people, (person) => person.side)) {
      svg.append("text").attr("class", "side-name").attr("x", d3.mean(of, (person) => person.x))
        .attr("y", d3.mean(of, (person) => person.y) + 9).text(side);
    }
  };

  const textOf = (person, byId) => {
    const met = person.met.toSorted((a, b) => b[1] - a[1]).map(([id, times]) => {
      const other = byId.get(id);
      return `${other.name} (${other.side}${times > 1 ? `, ${times} times` : ""})`;
    });
    const more = met.length > 8 ? ` and ${met.length - 8} more` : "";
    return `${person.name} (${person.side}) met ${met.slice(0, 8).join(", ")}${more}.`;
  };

  const draw = (figure, answer, width) => {
    const people = peopleOf(answer.rows);
    const byId = new Map(people.map((person) => [person.id, person]));
    const height = Math.round(Math.max(380, Math.min(980, Math.sqrt(people.length) * (width < 600 ? 74 : 62))));
    const links = answer.rows.map((row) => ({ source: row.a, target: row.b, contacts: row.contacts }));
    settle(people, links, width, height);
    const svg = Chart.svg(width, height);
    nameSides(svg, people);
    const lines = svg.append("g").selectAll("line").data(links).join("line").attr("class", "tie")
      .attr("x1", (link) => link.source.x).attr("y1", (link) => link.source.y)
      .attr("x2", (link) => link.target.x).attr("y2", (link) => link.target.y)
      .attr("stroke-width", (link) => Math.min(6, 0.6 + 0.7 * link.contacts));
    const circles = svg.append("g").selectAll("circle").data(people).join("circle").attr("class", "person")
      .attr("cx", (person) => person.x).attr("cy", (person) => person.y).attr("r", (person) => person.r);
    const named = svg.append("g").attr("class", "everybody");
    write(named, people, width);
    const near = svg.append("g").attr("class", "nearby");
    svg.on("pointerleave", () => { svg.classed("is-picking", false); near.selectAll("*").remove(); });
    const marks = people.map((person) => ({
      x: person.x, y: person.y, reach: person.r - 14, text: textOf(person, byId), href: `/people/${person.id}`,
      link: `About ${person.name}`,
      show: () => {
        const met = new Set(person.met.map(([id]) => id));
        lines.classed("is-near", (link) => link.source === person || link.target === person);
        circles.classed("is-near", (other) => other === person || met.has(other.id));
        svg.classed("is-picking", true);
        writePicked(near, [person, ...people.filter((other) => met.has(other.id))], width);
      },
    }));
    return { svg: svg.node(), marks };
  };

  Chart.each("network", draw);
}
