// From mark to mark with two buttons or the keys n and p. Without this script the numbered links
// lead to the same places.
"use strict";

{
  const nav = document.querySelector("[data-marks]");
  const count = Number(nav.dataset.marks);
  const output = nav.querySelector("output");
  const written = new Intl.NumberFormat(nav.dataset.numbers, { useGrouping: false });

  const current = () => Number(/^#m(\d+)$/.exec(location.hash)?.[1] ?? 0);

  const tell = () => {
    output.value = current()
      ? output.dataset.pattern
          .replace("{now}", written.format(current()))
          .replace("{all}", written.format(count))
      : output.dataset.all;
  };

  const step = (by) => {
    // From no mark, back leads to the last one.
    const next = current() ? ((current() - 1 + by + count) % count) + 1 : by > 0 ? 1 : count;
    // Replaced, so that the back button leads to the results and not through all the marks.
    location.replace(`#m${next}`);
  };

  nav.classList.add("stepping");
  nav.querySelector(".steps").hidden = false;
  for (const button of nav.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  addEventListener("hashchange", tell);
  tell();

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    if (event.target.closest("input, textarea, select, [contenteditable]")) {
      return;
    }
    // On an Arabic keyboard these keys type ى and ح: there the place of the key decides.
    const key = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code;
    if (key === "n" || key === "KeyN") {
      step(1);
    } else if (key === "p" || key === "KeyP") {
      step(-1);
    }
  });
}
