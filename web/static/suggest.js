// Suggestions under the search box: a combobox as the ARIA Authoring Practices describe it, with
// a list that is chosen from by hand. Without this script the box is a plain search box.
"use strict";

{
  const DELAY_MS = 200;
  const box = document.getElementById("q");
  const list = document.getElementById("suggestions");
  let timer = 0;
  let asking = null;
  let active = -1;

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    list.replaceChildren();
    box.setAttribute("aria-expanded", "false");
    activate(-1);
  };

  const activate = (index) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = list.children[active];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", option.id);
    } else {
      box.removeAttribute("aria-activedescendant");
    }
  };

  const choose = (option) => {
    box.value = option.dataset.text;
    close();
    box.form.requestSubmit();
  };

  const makeOption = ({ text, kind }, index) => {
    const option = document.createElement("li");
    const words = document.createElement("span");
    option.id = `suggestion-${index}`;
    option.role = "option";
    option.ariaSelected = "false";
    option.dataset.text = text;
    words.dir = "auto";
    words.textContent = text;
    option.append(words);
    if (kind === "title") {
      const label = document.createElement("span");
      label.className = "kind";
      label.textContent = box.dataset.title;
      option.append(" ", label);
    }
    return option;
  };

  const show = (suggestions) => {
    if (!suggestions.length) {
      close();
      return;
    }
    activate(-1);
    list.replaceChildren(...suggestions.map(makeOption));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
  };

  const ask = async () => {
    const asked = box.value;
    asking?.abort();
    asking = new AbortController();
    try {
      const address = `${box.dataset.suggest}?q=${encodeURIComponent(asked)}`;
      const response = await fetch(address, { signal: asking.signal });
      const answer = response.ok ? await response.json() : { suggestions: [] };
      // An answer to what is no longer typed, or to a box that was left, comes too late.
      if (box.value === asked && document.activeElement === box) {
        show(answer.suggestions);
      }
    } catch (error) {
      // Given up for a newer text, or no connection: the box itself still works.
      if (error.name !== "AbortError") {
        close();
      }
    }
  };

  const typed = (event) => {
    // While an input method composes, the text is not what the person means yet.
    if (event.isComposing) {
      return;
    }
    clearTimeout(timer);
    asking?.abort();
    if (box.value.trim()) {
      timer = setTimeout(ask, DELAY_MS);
    } else {
      close();
    }
  };

  const move = (step) => {
    const places = list.children.length + 1;
    // One place more than options: the text as typed, between the last and the first.
    activate(((active + 1 + step + places) % places) - 1);
  };

  const pressed = (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!list.hidden) {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "ArrowDown" && box.value.trim()) {
        event.preventDefault();
        ask();
      }
    } else if (list.hidden) {
      return;
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(list.children[active]);
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      activate(-1);
    }
  };

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.addEventListener("input", typed);
  box.addEventListener("compositionend", typed);
  box.addEventListener("keydown", pressed);
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  // Pressing an option must not take the focus off the box, or it would close before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      choose(option);
    }
  });
}
