/* Shows what search.js finds: results by group as the reader types, what they can be narrowed by, an address to share. */
"use strict";

(() => {
  const root = document.getElementById("cb-search");
  const field = document.querySelector(".search input[name=q]");
  if (!root || !field || !globalThis.casebookSearch) return;
  const said = JSON.parse(root.dataset.said);
  const say = (key, values = {}) => said[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const folder = root.dataset.index.replace(/[^/]*$/, "");
  const search = globalThis.casebookSearch(async (name) => {
    const answer = await fetch(folder + name);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.text();
  });
  const [status, filters, results] = root.children;
  const browse = document.querySelector(".browse");

  /* How many results of a group are shown at first, and how many more at a time. */
  const FEW = 3;
  const MORE = 20;
  const LONGEST = 220;

  const make = (element, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(element), properties);
    made.append(...children);
    return made;
  };

  /* What is asked, as in the address: the question, the group, and the choices. */
  const state = { q: "", in: "", by: new Map() };
  const readAddress = () => {
    const address = new URLSearchParams(location.search);
    state.q = address.get("q") ?? "";
    state.in = address.get("in") ?? "";
    state.by = new Map([...address].filter(([key]) => key.startsWith("by.")).map(([key, value]) => [key.slice(3), value]));
  };
  const writeAddress = () => {
    const address = new URLSearchParams();
    if (state.q) address.set("q", state.q);
    if (state.in) address.set("in", state.in);
    for (const [key, value] of state.by) address.set(`by.${key}`, value);
    const text = address.toString();
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
  };

  /* A text with the words marked that were meant. */
  const marked = (text, words) => {
    const pieces = [];
    let at = 0;
    for (const { word, start, end } of search.words(text)) {
      if (!words.has(word)) continue;
      pieces.push(text.slice(at, start), make("mark", { textContent: text.slice(start, end) }));
      at = end;
    }
    return [...pieces, text.slice(at)].filter((piece) => piece !== "");
  };

  /* The sentences of a line. */
  const segmenter = globalThis.Intl?.Segmenter && new Intl.Segmenter(document.documentElement.lang, { granularity: "sentence" });
  const sentences = (line) => (segmenter ? [...segmenter.segment(line)].map(({ segment }) => segment.trim()) : line.split(/(?<=[.!?…])\s+/u));

  /* A long sentence is cut on both sides of the first word that is marked. */
  const short = (sentence, words) => {
    if (sentence.length <= LONGEST) return sentence;
    const first = search.words(sentence).find(({ word }) => words.has(word))?.start ?? 0;
    let from = Math.max(0, Math.min(first - LONGEST / 3, sentence.length - LONGEST));
    if (from > 0) from = sentence.indexOf(" ", from) + 1;
    let to = Math.min(sentence.length, from + LONGEST);
    if (to < sentence.length) to = sentence.lastIndexOf(" ", to);
    return `${from > 0 ? "… " : ""}${sentence.slice(from, to)}${to < sentence.length ? " …" : ""}`;
  };

  /* The sentence of a document that says most of what was asked; else its first. */
  const excerpt = (parts, words) => {
    let best = null;
    for (const [anchor, heading, ...lines] of parts) {
      for (const sentence of lines.flatMap(sentences)) {
        const met = new Set(search.words(sentence).map(({ word }) => word).filter((word) => words.has(word)));
        const worth = [...met].reduce((sum, word) => sum + words.get(word), 0);
        if (!best || worth > best.worth * 1.001) best = { anchor, heading, sentence, worth };
      }
    }
    return best;
  };

  const show = async (item, document, marks) => {
    const page = await search.page(document);
    const href = root.dataset.root + encodeURI(page.path);
    const link = make("a", { href });
    link.append(...marked(page.title, marks));
    item.append(make("p", { className: "title" }, link));
    search.parts(page).then((parts) => {
      const found = excerpt(parts, marks);
      if (!found) return;
      const text = make("p", { className: "excerpt" });
      if (found.anchor && found.worth > 0) text.append(make("a", { href: `${href}#${encodeURIComponent(found.anchor)}`, className: "section" }, found.heading), " ");
      text.append(...marked(short(found.sentence, marks), marks));
      item.append(text);
    }).catch(() => {});
  };

  const list = async (section, documents, marks) => {
    const shown = section.querySelectorAll("li").length;
    const items = documents.slice(shown, shown === 0 ? FEW_OF(section) : shown + MORE).map((document) => [make("li"), document]);
    await Promise.all(items.map(([item, document]) => show(item, document, marks)));
    section.querySelector("ol").append(...items.map(([item]) => item));
    section.querySelector("button")?.remove();
    const left = documents.length - shown - items.length;
    if (left > 0) {
      const more = make("button", { type: "button", textContent: say("more", { n: Math.min(left, MORE), all: documents.length }) });
      more.addEventListener("click", async () => {
        await list(section, documents, marks);
        section.querySelectorAll("li")[shown + items.length]?.querySelector("a")?.focus();
      });
      section.append(more);
    }
  };
  const FEW_OF = (section) => (section.dataset.alone ? MORE : FEW);

  /* The choices: what kind, then whatever the results can be narrowed by. */
  const choose = (label, value, options, change) => {
    const select = make("select");
    select.append(make("option", { value: "", textContent: say("any") }));
    for (const [key, name, count] of options) select.append(make("option", { value: key, textContent: `${name} (${count})`, selected: key === value }));
    select.addEventListener("change", () => {
      change(select.value);
      update(true);
    });
    return make("label", {}, make("span", { textContent: label }), select);
  };

  /* Narrows what was found by the choices made; draws the choices that are left. */
  const narrow = async (found, groups) => {
    const of = (document) => groups[search.group(groups, document)];
    const met = groups.filter((group) => found.some(([document]) => of(document) === group));
    const loaded = new Map(await Promise.all(met.map(async (group) => [group, await search.facets(group).catch(() => [])])));
    const all = new Map();
    for (const facet of [...loaded.values()].flat()) {
      const known = all.get(facet.id) ?? { ...facet, values: new Map() };
      for (const { key, label, holders } of facet.values) {
        const value = known.values.get(key) ?? { label, holders: [] };
        value.holders.push(holders);
        known.values.set(key, value);
      }
      all.set(facet.id, known);
    }
    const holds = (facet, key, document) => all.get(facet)?.values.get(key)?.holders.some((holders) => holders.has(document)) ?? false;
    const passes = (document, but) => (but === "in" || !state.in || of(document).id === state.in)
      && [...state.by].every(([facet, key]) => facet === but || holds(facet, key, document));
    const left = (but) => found.map(([document]) => document).filter((document) => passes(document, but));
    const before = document.activeElement?.closest?.(".filter label")?.dataset.id;
    filters.replaceChildren();
    const add = (id, label, value, options, change) => {
      if (options.length < 2 && !value) return;
      const made = choose(label, value, options, change);
      made.dataset.id = id;
      filters.append(made);
      if (before === id) made.querySelector("select").focus();
    };
    const kinds = left("in");
    add("in", say("kind"), state.in, met.map((group) => [group.id, group.many, kinds.filter((document) => of(document) === group).length]).filter(([id, , count]) => count || id === state.in), (value) => {
      state.in = value;
      for (const [facet] of state.by) if (!all.get(facet)?.shared) state.by.delete(facet);
    });
    const alone = state.in || met.length === 1;
    for (const facet of all.values()) {
      if (!facet.shared && (!alone || (state.in && !facet.id.startsWith(`${state.in}.`)))) continue;
      const documents = left(facet.id);
      const options = [...facet.values].map(([key, { label, holders }]) => [key, label, documents.filter((document) => holders.some((set) => set.has(document))).length]);
      const value = state.by.get(facet.id) ?? "";
      add(facet.id, facet.label, value, options.filter(([key, , count]) => count || key === value), (chosen) => (chosen ? state.by.set(facet.id, chosen) : state.by.delete(facet.id)));
    }
    if (state.in || state.by.size) {
      const reset = make("button", { type: "button", textContent: say("reset") });
      reset.addEventListener("click", () => {
        state.in = "";
        state.by.clear();
        update(true);
        field.focus();
      });
      filters.append(reset);
    }
    return left("");
  };

  const draw = async (documents, groups, marks) => {
    const by = new Map();
    for (const document of documents) {
      const group = groups[search.group(groups, document)];
      by.set(group, [...(by.get(group) ?? []), document]);
    }
    const sections = await Promise.all([...by].map(async ([group, members]) => {
      const id = `cb-group-${group.id}`;
      const heading = make("h2", { id }, group.many, " ", make("span", { className: "count", textContent: members.length }));
      const section = make("section", {}, heading, make("ol", { className: "data-list" }));
      section.setAttribute("aria-labelledby", id);
      if (by.size === 1) section.dataset.alone = "yes";
      await list(section, members, marks);
      return section;
    }));
    return sections;
  };

  let turn = 0;
  const update = async (now) => {
    turn += 1;
    const mine = turn;
    const asks = state.q.trim().length > 1;
    root.hidden = !asks;
    browse.hidden = asks;
    if (now) writeAddress();
    if (!asks) {
      status.textContent = "";
      results.replaceChildren();
      filters.replaceChildren();
      return;
    }
    try {
      if (!results.children.length) status.textContent = say("searching");
      const { groups } = await search.first();
      const { found, whole, marked: marks, instead } = await search.find(state.q);
      if (mine !== turn) return;
      const chosen = state.in || state.by.size;
      let documents = found.map(([document]) => document);
      let narrowing = null;
      if (chosen) documents = await narrow(found, groups);
      else narrowing = () => narrow(found, groups);
      if (mine !== turn) return;
      const sections = await draw(documents, groups, marks);
      if (mine !== turn) return;
      results.replaceChildren(...sections);
      const q = state.q.trim();
      const parts = [];
      if (!documents.length) parts.push(say(found.length ? "narrowed-away" : "none", { q }));
      else if (!whole) parts.push(say("nearest"));
      else parts.push(say(documents.length === 1 ? "one" : "many", { n: documents.length, q }));
      if (instead.length) parts.push(say("instead", { words: [...new Set(instead)].join(", ") }));
      status.textContent = parts.join(" ");
      browse.hidden = documents.length > 0;
      await narrowing?.();
    } catch {
      if (mine !== turn) return;
      status.textContent = say("failed");
      results.replaceChildren();
      browse.hidden = false;
    }
  };

  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      state.q = field.value;
      update(true);
    }, 150);
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    state.q = field.value;
    update(true);
  });

  /* Arrows go from the field through the titles of results and back; Escape returns to the field. */
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const titles = [...results.querySelectorAll(".title a")];
    const at = titles.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && (at >= 0 || document.activeElement === field) && titles.length) {
      event.preventDefault();
      titles[Math.min(at + 1, titles.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (titles[at - 1] ?? field).focus();
    } else if (event.key === "Escape" && results.contains(document.activeElement)) {
      field.focus();
    }
  });
  addEventListener("popstate", () => start());

  const start = () => {
    readAddress();
    field.value = state.q;
    if (!state.q) field.focus();
    update(false);
  };
  start();
})();
