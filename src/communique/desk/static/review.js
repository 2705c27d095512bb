// One key a decision: each key presses the button or follows the link that names it. Off while something is typed, with
// a modifier, or when the visitor turned keys off (remembered in this browser).
"use strict";

const NAME = "communique-review-keys";
const on = document.getElementById("keys-on");
if (on) {
  on.checked = localStorage.getItem(NAME) !== "off";
  on.addEventListener("change", () => localStorage.setItem(NAME, on.checked ? "on" : "off"));
}

function isTyping(element) {
  return element?.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
  if (localStorage.getItem(NAME) === "off") return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.tagName === "DETAILS") {
    target.open = true;
    target.querySelector("form input:not([type=hidden]), form select, form textarea")?.focus();
  } else target.click();
});

document.querySelector(".review mark.run")?.scrollIntoView({ block: "nearest" });
