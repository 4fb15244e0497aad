// Puts two to four entries side by side: rows of the table of all, turned round, and one section of each.
//
// The choice stands in the address, `?entries=risotto,lasagne&section=Method`; everything shown is taken from this page
// and from the pages that show one section of all.
{
  const form = document.getElementById("cb-compare");
  const words = form.dataset;
  const place = document.getElementById("cb-beside");
  const [hint, status] = [document.getElementById("cb-compare-hint"), form.querySelector("[role=status]")];
  const selects = [...form.querySelectorAll("select")];
  const table = document.querySelector("table.everything");
  const entries = new Map([...table.tBodies[0].rows].map((row) => [row.dataset.entry, row]));
  const sections = [...document.querySelectorAll("#cb-section-pages a")];
  const element = (name, properties = {}, ...inside) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...inside);
    return made;
  };
  const set = (made, attributes) => {
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };

  // Heads are read before the script of tables turns them into buttons, or after: their words are the same.
  const groups = [...table.tHead.rows[0].cells].slice(1).map((cell) => ({ label: cell.textContent.trim(), span: cell.colSpan }));
  const heads = [...table.tHead.rows[1].cells];

  /** What a cell answers, without the mark of its basis; the order of several does not count. */
  const said = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(".basis").forEach((mark) => mark.remove());
    return copy.textContent.split(/[,،、]/).map((part) => part.trim()).sort().join(",");
  };

  let only = false;
  let left = ""; // what the address asked for and is not shown
  let section = "";
  let asked = 0;
  const pages = new Map();

  const chosen = () => [...new Set(selects.map((select) => select.value))].filter((id) => entries.has(id));

  const address = () => {
    // What the table of all is filtered and sorted by stands there too.
    const parameters = new URLSearchParams(location.search);
    ["entries", "section"].forEach((key) => parameters.delete(key));
    if (chosen().length) parameters.set("entries", chosen().join(","));
    if (chosen().length > 1 && section) parameters.set("section", section);
    // A comma is legible in an address, and means nothing else there.
    const query = parameters.toString().replaceAll("%2C", ",");
    history.replaceState(history.state, "", query ? `?${query}` : location.pathname);
  };

  const heading = (id) => {
    const link = entries.get(id).cells[0].querySelector("a");
    return element("a", { href: link.getAttribute("href") }, entries.get(id).dataset.name);
  };

  /** The fields of the chosen entries, one row a field. */
  const fields = (ids) => {
    const body = [];
    let [column, differ] = [0, 0];
    for (const group of groups) {
      const rows = [];
      for (const end = column + group.span; column < end; column += 1) {
        const cells = ids.map((id) => entries.get(id).cells[column + 1]);
        // Silence is no answer: it differs from none.
        const silent = cells.map((cell) => cell.querySelector(".not-stated") !== null);
        const answers = new Set(cells.filter((_, index) => !silent[index]).map(said));
        // What only says the name again, as a country does, tells nothing of the two.
        const named = cells.every((cell, index) => silent[index] || said(cell) === entries.get(ids[index]).dataset.name);
        const differs = answers.size > 1 && !named;
        const partly = answers.size === 1 && silent.includes(true);
        differ += differs;
        if (only && !differs && !partly) continue;
        const words_of = (heads[column].querySelector("button") ?? heads[column]).cloneNode(true).childNodes;
        const head = set(element("th", {}, ...words_of), { scope: "row", role: "rowheader" });
        if (differs || partly) head.append(" ", element("span", { className: "differs" }, differs ? words.differs : words.partly));
        const row = set(element("tr", { className: differs ? "unlike" : "" }, head), { role: "row" });
        row.append(...cells.map((cell) => set(element("td", { className: cell.className }, ...cell.cloneNode(true).childNodes), { role: "cell" })));
        rows.push(row);
      }
      if (!rows.length) continue;
      const label = set(element("th", { colSpan: ids.length + 1 }, group.label), { scope: "rowgroup", role: "rowheader" });
      body.push(set(element("tbody", {}, set(element("tr", { className: "group" }, label), { role: "row" }), ...rows), { role: "rowgroup" }));
    }
    const names = ids.map((id) => set(element("th", {}, heading(id)), { scope: "col", role: "columnheader" }));
    const top = set(element("tr", {}, set(element("td"), { role: "cell" }), ...names), { role: "row" });
    const made = set(element("table", { className: "beside" }, set(element("thead", {}, top), { role: "rowgroup" }), ...body), { role: "table", "aria-labelledby": "cb-beside-title" });
    return { made, differ, all: heads.length };
  };

  /** An address found on another page, as one for this page. */
  const from = (url, address) => new URL(address, url).href;

  const load = (link) => {
    const url = link.href;
    if (!pages.has(url)) {
      const page = fetch(url).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)));
      pages.set(url, page.then((html) => ({ url, page: new DOMParser().parseFromString(html, "text/html") })));
      pages.get(url).catch(() => pages.delete(url));
    }
    return pages.get(url);
  };

  /** One section of an entry: links lead where they led on its own page, and anchors stay there. */
  const excerpt = ({ url, page }, id) => {
    const found = page.getElementById(id)?.closest("section");
    if (!found) return [element("p", { className: "not-stated" }, words.none)];
    const copy = document.importNode(found, true);
    const title = copy.querySelector("h2");
    const full = from(url, title.querySelector("a").getAttribute("href"));
    title.remove();
    copy.querySelectorAll("[id]").forEach((inner) => inner.removeAttribute("id"));
    copy.querySelectorAll("a[href]").forEach((link) => { link.setAttribute("href", from(url, link.getAttribute("href"))); });
    copy.querySelectorAll("img[src]").forEach((image) => { image.src = from(url, image.getAttribute("src")); });
    return [...copy.childNodes, element("p", { className: "note" }, element("a", { href: full }, `${entries.get(id).dataset.name}${words.colon ?? ": "}${words.full}`))];
  };

  const showSection = async (ids, into) => {
    const link = sections.find((link) => link.dataset.section === section);
    const turn = (asked += 1);
    if (!link) {
      into.removeAttribute("aria-busy");
      status.textContent = place.dataset.said;
      return into.replaceChildren();
    }
    into.setAttribute("aria-busy", "true");
    status.textContent = words.loading;
    try {
      const loaded = await load(link);
      if (turn !== asked) return;
      into.replaceChildren(...ids.map((id) => element("section", {}, element("h3", {}, heading(id)), ...excerpt(loaded, id))));
    } catch {
      if (turn !== asked) return;
      into.replaceChildren(element("p", {}, words.failed, " ", element("a", { href: link.href }, link.textContent)));
    }
    into.removeAttribute("aria-busy");
    status.textContent = place.dataset.said;
  };

  const show = () => {
    const ids = chosen();
    for (const select of selects) {
      for (const option of select.options) option.disabled = option.value !== "" && option.value !== select.value && ids.includes(option.value);
    }
    hint.hidden = ids.length > 1;
    if (ids.length < 2) {
      asked += 1;
      status.textContent = left;
      return place.replaceChildren();
    }
    const { made, differ, all } = fields(ids);
    place.dataset.said = `${words.alike.replace("{differ}", differ).replace("{all}", all)} ${left}`.trim();
    status.textContent = place.dataset.said;
    const box = element("input", { type: "checkbox", checked: only });
    box.addEventListener("change", () => {
      only = box.checked;
      show();
      place.querySelector("input")?.focus();
    });
    const scroll = set(element("div", { className: "table-scroll", tabIndex: 0 }, made), { role: "region", "aria-labelledby": "cb-beside-title" });
    const parts = [
      element("h2", { id: "cb-beside-title" }, words.caption),
      element("p", { className: "only" }, element("label", {}, box, " ", words.only)),
      element("figure", { className: "table" }, scroll),
    ];
    made.dataset.columns = ids.length;
    // Where nothing needs to scroll sideways, the names can stay at the top of the window.
    new ResizeObserver(() => scroll.classList.toggle("fits", made.scrollWidth <= scroll.clientWidth)).observe(scroll);
    if (sections.length) {
      const select = element("select", {}, element("option", { value: "" }, "–"), ...sections.map((link) => element("option", { value: link.dataset.section }, link.dataset.section)));
      select.value = section;
      const into = element("div", { className: "abreast" });
      select.addEventListener("change", () => {
        section = select.value;
        address();
        showSection(chosen(), into);
      });
      parts.push(element("p", { className: "only" }, element("label", {}, `${words.section} `, select)), into);
      showSection(ids, into);
    }
    place.replaceChildren(...parts);
  };

  for (const select of selects) {
    for (const [id, row] of entries) select.add(new Option(row.dataset.name, id));
    select.addEventListener("change", () => { left = ""; address(); show(); });
  }
  const read = () => {
    const parameters = new URLSearchParams(location.search);
    const wanted = [...new Set((parameters.get("entries") ?? "").split(",").filter(Boolean))];
    const shown = wanted.filter((id) => entries.has(id)).slice(0, selects.length);
    const others = wanted.filter((id) => !shown.includes(id)).map((id) => entries.get(id)?.dataset.name ?? id);
    left = others.length ? words.left.replace("{names}", others.join(words.comma ?? ", ")) : "";
    selects.forEach((select, index) => { select.value = shown[index] ?? ""; });
    section = sections.some((link) => link.dataset.section === parameters.get("section")) ? parameters.get("section") : "";
    show();
  };
  addEventListener("popstate", read);
  // A browser that fills forms again after a reload does so before this event.
  addEventListener("pageshow", read);
}
