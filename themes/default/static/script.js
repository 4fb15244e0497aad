/* On every page: what was followed down to a source leads back up; Ctrl or Cmd with `/` goes to the field for searching, Escape goes back to where the reader was; Escape closes what is open of the menu. */
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const back = Object.assign(document.createElement("a"), { textContent: words.back, className: "back screen" });
  document.addEventListener("click", ({ target }) => {
    const link = target.closest?.("main a[href^='#']:not(.letters a)");
    const place = link && document.getElementById(link.hash.slice(1));
    if (!place?.matches(".work, .terms dt")) return;
    document.getElementById("cb-back")?.removeAttribute("id");
    link.id ||= "cb-back";
    back.href = `#${link.id}`;
    (place.matches("dt") ? place.nextElementSibling : place.lastElementChild).append(" ", back);
  });

  const menu = [...document.querySelectorAll(".menu-toggle, .menu details")];
  const close = (opened) => { opened.open = false; };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    // The innermost that is open, and only from within the menu: elsewhere Escape is for others.
    const within = document.activeElement?.closest(".site-header");
    const opened = within && menu.filter((part) => part.open && part.checkVisibility()).at(-1);
    if (!opened) return;
    close(opened);
    opened.querySelector("summary").focus();
  });
  // A list that hangs over the page goes when the reader turns elsewhere.
  const lists = menu.filter((part) => part.matches(".menu details"));
  for (const gone of ["click", "focusin"]) {
    document.addEventListener(gone, ({ target }) => {
      for (const list of lists) if (list.open && !list.contains(target) && getComputedStyle(list.lastElementChild).position === "absolute") close(list);
    });
  }

  // A list that would reach past the page's end moves back into it.
  for (const list of lists) {
    list.addEventListener("toggle", () => {
      const box = list.lastElementChild;
      box.style.translate = "";
      const { left, right } = box.getBoundingClientRect();
      const past = Math.max(0, right - document.documentElement.clientWidth) || Math.min(0, left);
      if (list.open && past) box.style.translate = `${-past}px`;
    });
  }

  // Where nothing is, what was looked for may be elsewhere.
  const lost = document.getElementById("cb-lost");
  if (lost) {
    const last = location.pathname.replace(/(?:\/?index)?\.html?$/i, "").split("/").filter(Boolean).at(-1) ?? "";
    const legible = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
    lost.value = legible(last).replace(/%[0-9a-f]{2}|[-_+\s]+/gi, " ").trim();
  }

  const field = document.querySelector(".search input[name=q]");
  if (!field) return;
  let before = null;
  let place = null;
  document.addEventListener("keydown", (event) => {
    // Not alone: who speaks to the machine, or touches keys by chance, would be led away by a single character.
    if (event.key !== "/" || !(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    const at = document.activeElement;
    if (at && (at.isContentEditable || /^(input|textarea|select)$/i.test(at.tagName))) return;
    event.preventDefault();
    before = at === document.body ? null : at;
    place = scrollY;
    // On a narrow screen the field is behind the menu's toggle.
    const toggle = document.querySelector(".menu-toggle");
    if (toggle && !field.offsetParent) toggle.open = true;
    field.focus();
    field.select();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    // Who opened the menu and came to the field by hand closes the menu.
    const toggle = document.querySelector(".menu-toggle");
    if (place === null && toggle?.open && toggle.checkVisibility()) return;
    event.preventDefault();
    field.blur();
    before?.focus({ preventScroll: true });
    if (place !== null) scrollTo({ top: place, behavior: "instant" });
    before = place = null;
  });
})();
