// What all charts share: data from the API, drawing anew when the width changes, one mark picked by pointer or keys and
// told in words under the chart. A chart is one stop of the Tab key; arrows go from mark to mark, Enter opens it.
"use strict";

const Chart = {
  // Draw every figure of a kind: `draw(figure, rows, width)` returns {svg, marks}; a mark has x, y, text and href.
  async each(name, draw) {
    for (const figure of document.querySelectorAll(`[data-chart="${name}"]`)) {
      const canvas = figure.querySelector(".canvas");
      let answer;
      try {
        answer = await Chart.fetch(figure.dataset.from);
      } catch (error) {
        canvas.replaceChildren(Chart.say(`The chart could not be drawn: ${error.message}`));
        continue;
      }
      const picked = figure.insertBefore(Chart.say(""), canvas.nextSibling);
      picked.className = "picked";
      picked.setAttribute("role", "status");
      let width = 0;
      figure.redraw = () => {
        const drawn = draw(figure, answer, width);
        canvas.replaceChildren(drawn.svg);
        const turn = Chart.pick(canvas, picked, drawn.svg, drawn.marks);
        Chart.follow(figure.parentElement.querySelectorAll("[data-mark]"), drawn.marks, turn);
      };
      figure.querySelector(".control select")?.addEventListener("change", figure.redraw);
      new ResizeObserver(() => {
        const now = Math.floor(canvas.clientWidth);
        if (!now || now === width) return;
        width = now;
        figure.redraw();
      }).observe(canvas);
    }
  },

  async fetch(address) {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    const value = await response.json();
    if (!response.ok) throw new Error(value.error?.message ?? response.statusText);
    return value;
  },

  say(text) {
    const line = document.createElement("p");
    line.textContent = text;
    return line;
  },

  svg(width, height) {
    return d3.create("svg").attr("viewBox", [0, 0, width, height]).attr("width", width).attr("height", height)
      .attr("aria-hidden", "true").attr("focusable", "false");
  },

  // Let links beside a chart pick their marks.
  follow(links, marks, turn) {
    for (const link of links) {
      const number = marks.findIndex((mark) => mark.href === link.getAttribute("href"));
      if (number >= 0) link.onpointerenter = link.onfocus = () => turn(number);
    }
  },

  // Let pointer and keys go from mark to mark; what is picked is told in words with a link. Returns what picks a mark.
  pick(canvas, told, svg, marks) {
    if (!canvas.dataset.label) canvas.dataset.label = canvas.getAttribute("aria-label") ?? "Chart";
    canvas.setAttribute("role", "group");
    canvas.setAttribute("aria-label", `${canvas.dataset.label}. Arrow keys go from mark to mark, Enter opens one.`);
    canvas.tabIndex = marks.length ? 0 : -1;
    told.textContent = marks.length ? "Point at a mark, or press an arrow key in the chart, to read it." : "";
    let at = -1;
    const ring = d3.select(svg).append("circle").attr("class", "ring").attr("r", 9).attr("visibility", "hidden");
    const turn = (number) => {
      if (number === at) return;
      at = number;
      const mark = marks[number];
      ring.attr("visibility", "visible").attr("cx", mark.x).attr("cy", mark.y).raise();
      told.replaceChildren(...Chart.words(mark));
      mark.show?.();
    };
    canvas.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) turn(at < 0 ? 0 : (at + step + marks.length) % marks.length);
      else if (event.key === "Home") turn(0);
      else if (event.key === "End") turn(marks.length - 1);
      else if (event.key === "Enter" && at >= 0 && event.target === canvas) location.assign(marks[at].href);
      else return;
      event.preventDefault();
    };
    const find = (event) => {
      const [x, y] = d3.pointer(event, svg);
      const near = d3.least(marks.keys(), (number) => Math.hypot(marks[number].x - x, marks[number].y - y));
      const reach = (marks[near]?.reach ?? 0) + 22;
      return near !== undefined && Math.hypot(marks[near].x - x, marks[near].y - y) < reach ? near : -1;
    };
    svg.onpointermove = svg.onclick = (event) => {
      const near = find(event);
      if (near >= 0) turn(near);
    };
    return turn;
  },

  words(mark) {
    const link = document.createElement("a");
    link.href = mark.href;
    link.textContent = mark.link ?? "Open";
    return [`${mark.text} `, link];
  },

  // "5 Feb 2025" for a day, or its month or year; what is no date as it is.
  date(edtf) {
    const day = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(edtf ?? "");
    if (!day) return edtf ?? "";
    const form = d3.utcFormat(day[3] ? "%-d %b %Y" : day[2] ? "%b %Y" : "%Y");
    const said = form(new Date(Date.UTC(+day[1], (day[2] ?? 1) - 1, +(day[3] ?? 1))));
    const end = edtf.split("/")[1];
    return end && end !== ".." && end !== edtf.split("/")[0] ? `${said} to ${Chart.date(end)}` : said;
  },
};
