/* The page of search: what is asked, what the results are narrowed by, and an address that says both. */
"use strict";

(() => {
  const root = document.getElementById("cb-search");
  const field = document.querySelector(".search input[name=q]");
  if (!root || !field || !globalThis.casebookSearch || !globalThis.casebookResults) return;
  const said = JSON.parse(root.dataset.said);
  const say = (key, values = {}) => said[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const folder = root.dataset.index.replace(/[^/]*$/, "");
  const search = globalThis.casebookSearch(async (name) => {
    const answer = await fetch(folder + name);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.text();
  }, new Set(said.little.split(" ")));
  const { draw, make } = globalThis.casebookResults(search, root.dataset.root, say);
  const [status, narrowing, results] = root.children;
  const filters = narrowing.querySelector(".filter");
  const browse = document.querySelector(".browse");
  // On a phone the choices would stand before what was looked for.
  narrowing.open = matchMedia("(min-width: 40rem)").matches;

  /* As in the address: the question, the kind, and the choices by facet. */
  const state = { q: "", in: "", by: new Map() };
  const readAddress = () => {
    const address = new URLSearchParams(location.search);
    state.q = address.get("q") ?? "";
    state.in = address.get("in") ?? "";
    state.by = new Map([...address].filter(([key]) => key.startsWith("by.")).map(([key, value]) => [key.slice(3), value]));
  };
  const title = document.title;
  const sayTitle = () => { document.title = state.q.trim() ? `${state.q.trim()} – ${title}` : title; };
  /* A question that was sent stays in the history; those of typing replace each other. */
  let sent = false;
  const writeAddress = () => {
    const address = new URLSearchParams();
    if (state.q) address.set("q", state.q);
    if (state.in) address.set("in", state.in);
    for (const [key, value] of state.by) address.set(`by.${key}`, value);
    const text = address.toString();
    if (location.search.slice(1) === text) return;
    history[sent ? "pushState" : "replaceState"](null, "", text ? `?${text}` : location.pathname);
    sent = false;
  };

  /* One choice: a label and the values there are, each with how many results it leaves. */
  const choose = (id, label, value, options, change) => {
    const select = make("select");
    select.append(make("option", { value: "", textContent: say("any") }));
    for (const [key, name, count] of options) select.append(make("option", { value: key, textContent: key === value ? name : `${name} (${count})`, selected: key === value }));
    select.addEventListener("change", () => {
      change(select.value);
      update(true);
    });
    const made = make("label", {}, label, select);
    made.dataset.id = id;
    return made;
  };

  /* The facets of all groups met, those of one id joined: values by key, each with a test. */
  const joined = async (groups) => {
    const all = new Map();
    for (const facet of (await Promise.all(groups.map((group) => search.facets(group).catch(() => [])))).flat()) {
      if (!all.has(facet.id)) all.set(facet.id, { ...facet, values: new Map() });
      const { values } = all.get(facet.id);
      for (const { key, label, holders } of facet.values) {
        const sets = [...(values.get(key)?.sets ?? []), holders];
        values.set(key, { label, sets, holds: (number) => sets.some((set) => set.has(number)) });
      }
    }
    return all;
  };

  /* Narrows what was found by the choices made, and draws the choices that are left; those made are shown whatever was found. */
  const narrow = async (found, groups, mine) => {
    const of = new Map(found.map(([number]) => [number, groups[search.group(groups, number)]]));
    const met = groups.filter((group) => [...of.values()].includes(group));
    const all = await joined(state.by.size ? groups : met);
    if (mine !== turn) return [];
    // An address may ask for what there is not.
    if (!groups.some((group) => group.id === state.in)) state.in = "";
    for (const [facet, key] of state.by) if (!all.get(facet)?.values.has(key)) state.by.delete(facet);
    const left = (but) => [...of.keys()].filter((number) => (but === "in" || !state.in || of.get(number).id === state.in)
      && [...state.by].every(([facet, key]) => facet === but || all.get(facet)?.values.get(key)?.holds(number)));
    const made = [];
    const add = (id, label, value, options, change) => {
      const useful = options.filter(([key, , count]) => count || key === value);
      if (useful.length > 1 || value) made.push(choose(id, label, value, useful, change));
    };
    const kinds = left("in");
    add("in", say("kind"), state.in, groups.filter((group) => met.includes(group) || group.id === state.in).map((group) => [group.id, group.many, kinds.filter((number) => of.get(number) === group).length]), (chosen) => {
      state.in = chosen;
      for (const facet of state.by.keys()) if (!all.get(facet)?.shared) state.by.delete(facet);
    });
    // What only one kind has is offered when only that kind is left; that one need not be chosen from itself.
    const alone = state.in || (met.length === 1 ? met[0].id : "");
    for (const facet of all.values()) {
      const useless = facet.shared ? facet.id === alone : !facet.id.startsWith(`${alone}.`);
      if (useless && !state.by.has(facet.id)) continue;
      const numbers = left(facet.id);
      const options = [...facet.values].map(([key, { label, holds }]) => [key, label, numbers.filter(holds).length]);
      add(facet.id, facet.label, state.by.get(facet.id) ?? "", options, (chosen) => (chosen ? state.by.set(facet.id, chosen) : state.by.delete(facet.id)));
    }
    if (state.in || state.by.size) {
      const reset = make("button", { type: "button", textContent: say("reset") });
      reset.addEventListener("click", () => {
        state.in = "";
        state.by.clear();
        update(true);
        field.focus();
      });
      made.push(reset);
    }
    const before = document.activeElement.closest(".filter label")?.dataset.id;
    filters.replaceChildren(...made);
    made.find((choice) => before && choice.dataset.id === before)?.querySelector("select").focus();
    return left("");
  };

  const sentence = ({ found, whole, instead }, numbers) => {
    const quotes = /["“”„«»]/g;
    const operators = /\b(?:AND|OR|NOT)\b|(?:^|\s)[-+](?=\S)/;
    const q = state.q.replace(quotes, "").trim(); // which the sentence sets itself
    const others = instead.length && found.length ? [say("instead", { words: [...new Set(instead)].join(", ") })] : [];
    if (found.length && quotes.test(state.q)) others.push(say("quotes"));
    if (found.length && operators.test(state.q)) others.push(say("operators"));
    // "The nearest:" is followed by the results.
    if (numbers.length && !whole) return [...others, say("nearest")].join(" ");
    const none = found.length ? "narrowed-away" : "none";
    const count = numbers.length ? say(numbers.length === 1 ? "one" : "many", { n: numbers.length, q }) : say(none, { q });
    return [count, ...others].join(" ");
  };

  /* Who comes with a question from elsewhere is next to the results, not a whole page of links before them. */
  let arriving = false;
  const arrive = () => {
    if (arriving && document.activeElement === document.body) results.focus({ preventScroll: true });
    arriving = false;
  };

  /* Only the last question asked is answered. */
  let turn = 0;
  const update = async (asked) => {
    turn += 1;
    const mine = turn;
    const asks = search.words(state.q).length > 0;
    root.hidden = !state.q.trim();
    if (asked) writeAddress();
    sayTitle();
    if (!asks) {
      browse.hidden = false;
      // What has neither letters nor digits stands nowhere.
      status.textContent = root.hidden ? "" : say("none", { q: state.q.trim() });
      results.replaceChildren();
      results.ariaBusy = "false";
      filters.replaceChildren();
      return;
    }
    try {
      if (!results.children.length) {
        status.textContent = say("searching");
        browse.hidden = true;
        results.ariaBusy = "true";
      }
      const { groups } = await search.first();
      const answer = await search.find(state.q);
      if (mine !== turn) return;
      // Choices that are in sight come before the results, so that these do not move when they have come.
      const first = narrowing.open || state.in || state.by.size;
      const numbers = first ? await narrow(answer.found, groups, mine) : answer.found.map(([number]) => number);
      if (mine !== turn) return;
      browse.hidden = numbers.length > 0;
      status.textContent = sentence(answer, numbers);
      if (!numbers.length) results.replaceChildren();
      results.ariaBusy = String(numbers.length > 0);
      for (const [index, section] of draw(numbers, groups, answer.marked, state.in || state.by.size ? [] : answer.near).entries()) {
        const made = await section();
        if (mine !== turn) return;
        if (index === 0) results.replaceChildren(made);
        else results.append(made);
      }
      results.ariaBusy = "false";
      arrive();
      if (!first) await narrow(answer.found, groups, mine);
    } catch {
      if (mine !== turn) return;
      status.textContent = say("failed");
      results.replaceChildren();
      results.ariaBusy = "false";
      browse.hidden = false;
    }
  };

  let waiting = 0;
  const ask = () => {
    clearTimeout(waiting);
    state.q = field.value;
    update(true);
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    // One letter begins nearly everything; it is asked for only when the form is sent.
    if (field.value.trim().length !== 1) waiting = setTimeout(ask, 150);
    else if (state.q) {
      state.q = "";
      update(true);
    }
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
    sent = true;
  });

  /* Arrows go from the field, or from where the results begin, through the titles and back; Escape returns to the field. */
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const titles = [...results.querySelectorAll(".title a")];
    const at = titles.indexOf(document.activeElement);
    // Who has scrolled on goes on scrolling.
    const starts = document.activeElement === field || (document.activeElement === results && results.getBoundingClientRect().top >= 0);
    if (event.key === "ArrowDown" && titles.length && (at >= 0 || starts)) {
      event.preventDefault();
      titles[Math.min(at + 1, titles.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (titles[at - 1] ?? field).focus();
    } else if (event.key === "Escape" && results.contains(document.activeElement)) {
      field.focus();
    }
  });

  const read = () => {
    readAddress();
    field.value = state.q;
    sent = state.q !== "";
    if (state.in || state.by.size) narrowing.open = true;
    update(false);
  };
  addEventListener("popstate", read);
  arriving = !location.hash;
  read();
  if (!state.q) field.focus();
})();
