// "/" moves to the search box, as in most search pages. Everything else works without a script.
"use strict";

document.addEventListener("keydown", (event) => {
  // On an Arabic keyboard that key types ظ: there the place of the key decides.
  const slash = event.key === "/" || (event.code === "Slash" && event.key === "ظ");
  if (!slash || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return;
  }
  if (event.target.closest("input, textarea, select, [contenteditable]")) {
    return;
  }
  const box = document.getElementById("q");
  if (box) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});
