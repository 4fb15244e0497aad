// Light, dark, or as the system says: remembered for this site. Runs before the page is painted, so nothing flashes.
{
  const key = "casebook-scheme";
  const root = document.documentElement;
  const known = (scheme) => (scheme === "light" || scheme === "dark" ? scheme : "");
  const use = (scheme) => (scheme ? (root.dataset.theme = scheme) : delete root.dataset.theme);
  // A browser may forbid storage; the choice then lasts as long as the page.
  const read = () => { try { return known(localStorage.getItem(key)); } catch { return ""; } };
  const keep = (scheme) => { try { scheme ? localStorage.setItem(key, scheme) : localStorage.removeItem(key); } catch {} };
  root.dataset.script = "";
  // What a search finds takes the place of the lists that stand there without a question; should it not come, they do.
  if (new URLSearchParams(location.search).get("q")?.trim()) {
    root.dataset.asked = "";
    addEventListener("load", () => { delete root.dataset.asked; });
  }
  use(read());
  const show = () => {
    const select = document.getElementById("cb-scheme");
    if (select) select.value = root.dataset.theme ?? "";
    return select;
  };
  addEventListener("DOMContentLoaded", () => {
    show()?.addEventListener("change", ({ target }) => { use(known(target.value)); keep(known(target.value)); });
  });
  // Another tab chose, or the page comes back from the browser's memory.
  addEventListener("storage", (event) => { if (event.key === key || event.key === null) { use(read()); show(); } });
  addEventListener("pageshow", (event) => { if (event.persisted) { use(read()); show(); } });
}
