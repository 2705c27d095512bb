// The reader without page loads: hovering shows which words and records belong together; where a link would only move
// the mark, the part of the page is exchanged and the address kept. Without this file every link works as it is.
"use strict";

const runsOf = (record) => document.querySelectorAll(`.run[data-records~="${CSS.escape(record)}"]`);
const cardOf = (record) => document.getElementById(`record-${record}`);

document.addEventListener("pointerover", (event) => {
  document.querySelectorAll(".is-near").forEach((run) => run.classList.remove("is-near"));
  const card = event.target.closest?.(".card");
  if (card) runsOf(card.dataset.record).forEach((run) => run.classList.add("is-near"));
});

async function turnTo(href, focus) {
  const answer = await fetch(href, { headers: { Accept: "text/html" } });
  if (!answer.ok) { location.assign(href); return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.querySelector(".reader");
  const now = document.querySelector(".reader");
  if (!next || !now) { location.assign(href); return; }
  const open = new Map([...now.querySelectorAll("details.kind")].map((fold) => [fold.textContent.trim().split(/\s/)[0], fold.open]));
  next.querySelectorAll("details.kind").forEach((fold) => { if (open.get(fold.textContent.trim().split(/\s/)[0])) fold.open = true; });
  const scrolled = now.querySelector(".coded").scrollTop;
  now.replaceWith(next);
  const coded = next.querySelector(".coded");
  coded.scrollTop = scrolled;
  const card = next.querySelector(".card.is-selected");
  const words = next.querySelector("mark.run");
  if (focus === "words") words?.scrollIntoView({ block: "center" });
  else card?.scrollIntoView({ block: "nearest" });
  card?.querySelector(".show")?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.run, a.show");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  turnTo(link.href, link.classList.contains("show") ? "words" : "card");
});

addEventListener("popstate", () => turnTo(location.href, "words"));
document.querySelector("mark.run")?.scrollIntoView({ block: "center" });
