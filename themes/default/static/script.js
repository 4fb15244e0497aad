/* On every page: `/` goes to the field for searching, Escape goes back to where the reader was. */
(() => {
  "use strict";
  const field = document.querySelector(".search input[name=q]");
  if (!field) return;
  let before = null;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = document.activeElement;
    if (at && (at.isContentEditable || /^(input|textarea|select)$/i.test(at.tagName))) return;
    event.preventDefault();
    before = at === document.body ? null : at;
    // On a narrow screen the field is behind the menu's toggle.
    const toggle = document.querySelector(".menu-toggle");
    if (toggle && !field.offsetParent) toggle.open = true;
    field.focus();
    field.select();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    field.blur();
    before?.focus();
  });
})();
