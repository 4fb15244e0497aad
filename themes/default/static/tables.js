// Sorting and a head that stays in sight, for tables of more than five rows; filtering for those of more than twelve.
// Without script they are whole.
//
// What was chosen stands in the address, `?filter=rome&sort=-since`, those of a page's second table as `filter.2`: it is there again
// after a reload or on the way back, and for whoever is sent the address.
{
  const words = document.currentScript.dataset;
  const FEW = 5;
  const SEEN = 12; // rows that are seen at once: nobody needs to filter them
  const collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true, sensitivity: "base" });
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  /** A text as it is searched: words in small letters without accents, each after a blank. */
  const plain = (text) => ` ${text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()}`;
  /** What some scripts write without blanks may begin anywhere. */
  const within = (text, word) => text.includes(/[^\u0000-\u07ff]/.test(word) ? word : ` ${word}`);
  const element = (name, properties, ...inside) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...inside);
    return made;
  };

  /** What a cell is sorted by: its place among declared choices, its date, else its words without the mark of their basis; null where there is nothing. */
  const key = (cell) => {
    if (cell.dataset.sort) return cell.dataset.sort;
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(".basis").forEach((mark) => mark.remove());
    if (copy.querySelector(".not-stated, .denied") || !copy.textContent.trim()) return null;
    return copy.querySelector("time")?.dateTime ?? copy.textContent.trim();
  };
  /** What a row says, without marks and what is not stated; names of several words also by their first letters: UK. */
  const says = (row) => {
    const copy = row.cloneNode(true);
    copy.querySelectorAll(".basis, .not-stated").forEach((part) => part.remove());
    const initials = [...copy.querySelectorAll("a")].map((link) => plain(link.textContent).match(/(?<= )./gu)?.join("") ?? "");
    return plain([...[...copy.cells].map((cell) => cell.textContent), ...initials.filter(({ length }) => length > 1)].join(" "));
  };
  const NUMBER = /^[+−-]?(?=[.,]?\d)[\d\s\u202f\u00a0]*[.,]?\d*(e[+-]?\d+)?\s*%?$/iu;
  const number = (text) => Number.parseFloat(text.replace("−", "-").replace(/\s/gu, "").replace(",", "."));

  /** Where nothing needs to scroll sideways, the head can stay at the top of the window. */
  const fit = (table, scroll) => new ResizeObserver(() => scroll.classList.toggle("fits", table.scrollWidth <= scroll.clientWidth)).observe(scroll);

  const enhance = (table, place) => {
    const bodies = [...table.tBodies].map((body) => ({ body, rows: [...body.rows].filter((row) => !row.matches(".group")) }));
    const rows = bodies.flatMap(({ rows }) => rows);
    if (rows.length <= FEW || table.matches(".grouped")) return;
    // What rows say is read when it is first asked for: most tables are only looked at.
    const texts = new Map();
    const text = (row) => texts.get(row) ?? texts.set(row, says(row)).get(row);
    const figure = table.closest("figure") ?? table.parentElement;
    const scroll = table.closest(".table-scroll") ?? table;

    // A column's head: the lowest that stands over it alone.
    const heads = [];
    [...table.tHead.rows].forEach((row, level) => {
      let column = level === 0 ? 0 : [...table.tHead.rows[0].cells].filter((cell) => cell.rowSpan > 1).length;
      for (const cell of row.cells) {
        if (cell.colSpan === 1 && cell.scope !== "colgroup") heads[column] = cell;
        column += cell.colSpan;
      }
    });

    const named = (key) => (place ? `${key}.${place + 1}` : key);
    let state = { column: null, down: false, filter: "" };
    let undone = null;
    let [isSorted, isFiltered] = [false, false];

    const input = element("input", { type: "text", autocomplete: "off", spellcheck: false });
    const said = element("output", {});
    const reset = element("button", { type: "button", hidden: true });
    const long = rows.length > SEEN;
    const tools = element("div", { className: "filter table-filter" }, ...(long ? [element("label", {}, words.filter, input)] : []), said, reset);

    const sort = () => {
      for (const { body, rows } of bodies) {
        let sorted = rows;
        if (state.column !== null) {
          const keys = new Map(rows.map((row) => [row, key(row.cells[state.column])]));
          const held = [...keys.values()].filter((value) => value !== null);
          const numbers = held.every((value) => NUMBER.test(value));
          const compare = numbers ? (a, b) => number(a) - number(b) : collator.compare;
          // What has no value comes last in either direction; equal rows keep their order.
          sorted = [...rows].sort((one, other) => {
            const [a, b] = [keys.get(one), keys.get(other)];
            if (a === null || b === null) return (a === null) - (b === null);
            return state.down ? compare(b, a) : compare(a, b);
          });
        }
        body.append(...sorted);
      }
      heads.forEach((head, column) => {
        if (column === state.column) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
    };

    // Columns stay where they are while rows go, until all are there again or the window changes.
    const hold = () => {
      if (table.style.tableLayout || !table.matches(".text") || getComputedStyle(table).display !== "table") return;
      const widths = heads.map((head) => head.getBoundingClientRect().width);
      heads.forEach((head, column) => { head.style.width = `${widths[column]}px`; });
      table.style.tableLayout = "fixed";
    };
    const loose = () => {
      table.style.tableLayout = "";
      for (const head of heads) head.style.width = "";
    };
    addEventListener("resize", loose);

    const filter = () => {
      if (state.filter) hold();
      else loose();
      const wanted = plain(state.filter).split(" ").filter(Boolean);
      for (const row of rows) row.hidden = !wanted.every((word) => within(text(row), word));
      for (const { body, rows } of bodies) body.hidden = rows.every((row) => row.hidden);
    };

    const show = (announce) => {
      if (isSorted || state.column !== null) sort();
      if (isFiltered || state.filter) filter();
      [isSorted, isFiltered] = [state.column !== null, state.filter !== ""];
      if (input.value !== state.filter) input.value = state.filter;
      const changed = state.column !== null || state.filter.trim() !== "";
      reset.hidden = !changed && !undone;
      reset.textContent = changed ? words.reset : words.undo;
      const shown = rows.filter((row) => !row.hidden).length;
      const parts = [fill(state.filter.trim() ? words.filtered : words.count, { shown, all: rows.length, q: state.filter.trim() })];
      if (state.column !== null) {
        parts.push(fill(words.sorted, { column: heads[state.column].textContent.trim(), way: state.down ? words.down : words.up }));
      }
      // What is filtered and sorted is this page of a long list.
      const sheets = document.querySelector(".sheets p");
      if (sheets) parts.push(sheets.textContent.trim());
      // The number of rows is said only when it was asked for.
      said.textContent = announce || changed ? parts.join("; ") : "";
    };

    const choose = (next) => {
      undone = null;
      state = { ...state, ...next };
      keep();
      show(true);
    };

    heads.forEach((head, column) => {
      if (head.querySelector("a, button")) return;
      const button = element("button", { type: "button" }, ...head.childNodes);
      // Up, down, and back to the original order.
      button.addEventListener("click", () => {
        if (state.column !== column) choose({ column, down: false });
        else if (!state.down) choose({ column, down: true });
        else choose({ column: null, down: false });
      });
      head.append(button);
    });
    input.addEventListener("input", () => choose({ filter: input.value }));
    reset.addEventListener("click", () => {
      const changed = state.column !== null || state.filter.trim() !== "";
      const before = state;
      state = changed ? { column: null, down: false, filter: "" } : undone;
      undone = changed ? before : null;
      keep();
      show(true);
    });
    // A link to a row that the filter hides shows it again.
    const reveal = () => {
      const row = rows.find((row) => row.matches(":target"));
      if (row?.hidden) { choose({ filter: "" }); row.scrollIntoView(); }
    };
    addEventListener("hashchange", reveal);
    // A letter leads to the first row of many: it needs all of them, in their order.
    document.addEventListener("click", ({ target }) => {
      const anchor = target.closest?.(".letters a")?.hash.slice(1);
      if (!anchor || (state.column === null && !state.filter)) return;
      if (rows.some((row) => row.id === decodeURIComponent(anchor))) choose({ column: null, down: false, filter: "" });
    });

    [...table.tHead.rows].at(-1).dataset.sort = words.sort;
    // What a short table says of its order stands below it, so that nothing moves beneath the pointer.
    if (long) scroll.before(tools);
    else scroll.after(tools);
    figure.classList.add("sortable");
    table.classList.add("sorts");
    fit(table, scroll);

    const names = heads.map((head) => plain(head.textContent).trim().replaceAll(" ", "-"));
    const keep = () => {
      const address = new URLSearchParams(location.search);
      const put = (key, value) => (value ? address.set(key, value) : address.delete(key));
      put(named("filter"), state.filter.trim());
      put(named("sort"), state.column === null ? "" : `${state.down ? "-" : ""}${names[state.column]}`);
      address.delete("rows");
      // A comma is legible in an address, and means nothing else there.
      const query = address.toString().replaceAll("%2C", ",");
      history.replaceState(history.state, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
    };
    const read = () => {
      const address = new URLSearchParams(location.search);
      const sorted = address.get(named("sort")) ?? "";
      const column = names.indexOf(sorted.replace(/^-/, ""));
      state = { column: heads[column] ? column : null, down: sorted.startsWith("-"), filter: (long && address.get(named("filter"))) || "" };
    };
    /** What came with the address: a filter that leaves nothing, or not as many rows as were counted where the link stood, is none. */
    const follow = () => {
      read();
      undone = null;
      show(false);
      const left = rows.filter((row) => !row.hidden).length;
      const counted = place ? 0 : Number(new URLSearchParams(location.search).get("rows"));
      if (state.filter && (!left || (counted && left !== counted))) {
        state.filter = "";
        show(false);
      }
      if (location.search) keep();
    };
    follow();
    reveal();
    addEventListener("popstate", follow);
  };

  // What is copied out of a table is one again elsewhere, also where it is set as stacks: without marks, and with numbers that can be
  // counted with.
  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    const ranges = Array.from({ length: selection.rangeCount }, (_, at) => selection.getRangeAt(at));
    const part = ranges[0]?.commonAncestorContainer;
    const table = (part?.nodeType === Node.ELEMENT_NODE ? part : part?.parentElement)?.closest("table:is(.text, .everything, .matrix)");
    if (!table) return;
    const meant = (part) => part.checkVisibility() && ranges.some((range) => range.intersectsNode(part));
    const said = (cell) => {
      const copy = cell.cloneNode(true);
      copy.querySelectorAll(".basis").forEach((mark) => mark.remove());
      const text = copy.textContent.replace(/\s+/gu, " ").trim();
      return NUMBER.test(text) ? text.replace("−", "-").replace(/\s/gu, "") : text;
    };
    const rows = [...table.rows].map((row) => [...row.cells].filter(meant)).filter(({ length }) => length);
    if (rows.flat().length < 2) return;
    // Below a cell of several rows, and beside one of several columns, is a gap.
    const taken = [];
    const cells = rows.map((row) => {
      const line = [];
      const gaps = () => { for (; taken[line.length] > 0; line.push("")) taken[line.length] -= 1; };
      for (const cell of row) {
        gaps();
        taken.splice(line.length, cell.colSpan, ...Array(cell.colSpan).fill(cell.rowSpan - 1));
        line.push(said(cell), ...Array(cell.colSpan - 1).fill(""));
      }
      gaps();
      return line;
    });
    const made = element("table", {}, ...cells.map((row) => element("tr", {}, ...row.map((text) => element("td", {}, text)))));
    event.clipboardData.setData("text/plain", cells.map((row) => row.join("\t")).join("\n"));
    event.clipboardData.setData("text/html", made.outerHTML);
    event.preventDefault();
  });

  // Rows set as stacks are no table any more to some browsers, unless they are told. In the HTML itself the words would be wrong:
  // there, a row of a table is one.
  const narrow = matchMedia("(max-width: 75rem)");
  const tell = () => {
    if (!narrow.matches) return;
    for (const [role, parts] of [["table", ""], ["rowgroup", ":is(thead, tbody)"], ["row", "tr"], ["columnheader", "thead th"], ["rowheader", "tbody th"], ["cell", "td"]]) {
      document.querySelectorAll(`table.text ${parts}`).forEach((part) => part.setAttribute("role", role));
    }
  };
  tell();
  narrow.addEventListener("change", tell);

  document.querySelectorAll("table.text, table.everything").forEach((table, place) => { if (table.tHead) enhance(table, place); });
  document.querySelectorAll("table.matrix").forEach((table) => {
    fit(table, table.closest(".table-scroll"));
    // What is several leads to the page of its column: to those of its row.
    const columns = new Set([...table.tHead.querySelectorAll("a")].map(({ href }) => href));
    for (const row of table.tBodies[0].rows) {
      for (const link of row.querySelectorAll("td > a")) {
        if (!columns.has(link.href) || link.textContent === "1") continue;
        // As an attribute, an address stays relative.
        const those = new URLSearchParams({ filter: row.cells[0].textContent.trim(), rows: link.textContent.trim() });
        link.setAttribute("href", `${link.getAttribute("href")}?${those}`);
      }
    }
  });
}
