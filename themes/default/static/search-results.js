/* Draws results: by group, each with its title and the sentence that says most of what was asked.
   `casebookResults(search, root, say)` is given what search.js made, the way to the site's root, and the words to say. */
"use strict";

globalThis.casebookResults = (search, root, say) => {
  /* How many results of a group are shown at first, of the only group, and how many more at a time. */
  const FEW = 3;
  const ALONE = 10;
  const MORE = 20;
  const LONGEST = 220;

  const make = (element, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(element), properties);
    made.append(...children);
    return made;
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

  const segmenter = globalThis.Intl?.Segmenter && new Intl.Segmenter(document.documentElement.lang, { granularity: "sentence" });
  const sentences = (line) => (segmenter ? [...segmenter.segment(line)].map(({ segment }) => segment.trim()) : line.split(/(?<=[.!?…])\s+/u));

  /* A long sentence is cut on both sides of the first word that is marked. */
  const short = (sentence, words) => {
    if (sentence.length <= LONGEST) return sentence;
    const first = search.words(sentence).find(({ word }) => words.has(word))?.start ?? 0;
    // Some languages have no blanks: they are cut where it is, but for halves of letters.
    const whole = (at) => at - /[\udc00-\udfff]/.test(sentence[at] ?? "");
    let from = whole(Math.max(0, Math.floor(Math.min(first - LONGEST / 3, sentence.length - LONGEST))));
    const begin = sentence.indexOf(" ", from) + 1;
    if (from > 0 && begin > 0 && begin <= first) from = begin;
    let to = whole(Math.min(sentence.length, from + LONGEST));
    const end = sentence.lastIndexOf(" ", to);
    if (to < sentence.length && end > from + LONGEST / 2) to = end;
    return `${from > 0 ? "… " : ""}${sentence.slice(from, to)}${to < sentence.length ? " …" : ""}`;
  };

  /* The sentence that says most of what was asked; else the first. */
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

  /* Excerpts are loaded when they come into sight, the others a moment after the last question: paper does not wait for them. */
  const MOMENT = 1000; // milliseconds
  const waiting = new Map();
  const come = (target) => {
    watch.unobserve(target);
    waiting.get(target)?.();
    waiting.delete(target);
  };
  const watch = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) if (isIntersecting) come(target);
  }, { rootMargin: "100px" });
  let others = 0;

  const item = async (number, words) => {
    const page = await search.page(number);
    const href = root + encodeURI(page.path);
    const said = make("p", { className: "excerpt" });
    waiting.set(said, async () => {
      const found = excerpt(await search.parts(page).catch(() => []), words);
      if (!found) return;
      if (found.anchor && found.worth > 0) said.append(make("a", { href: `${href}#${encodeURIComponent(found.anchor)}` }, found.heading), " ");
      said.append(...marked(short(found.sentence, words), words));
    });
    watch.observe(said);
    return make("li", {}, make("p", { className: "title" }, make("a", { href }, ...marked(page.title, words))), said);
  };

  /* Adds the next results of a group to its section. */
  const fill = async (section, numbers, words, most) => {
    const list = section.querySelector("ol");
    const shown = list.children.length;
    const items = await Promise.all(numbers.slice(shown, shown + most).map((number) => item(number, words)));
    list.append(...items);
    clearTimeout(others);
    others = setTimeout(() => [...waiting.keys()].forEach(come), MOMENT);
    section.querySelector("button")?.remove();
    const left = numbers.length - list.children.length;
    if (left > 0) {
      const more = make("button", { type: "button", textContent: say("more", { n: Math.min(left, MORE), all: numbers.length }) });
      more.addEventListener("click", async () => {
        await fill(section, numbers, words, MORE);
        list.children[shown + items.length]?.querySelector("a")?.focus();
      });
      section.append(more);
    }
    return section;
  };

  /* Sections with the results of each group, in the order of their best, and one of those that are near: promises, so that the first
     can be shown first. */
  const draw = (numbers, groups, words, near) => {
    watch.disconnect();
    waiting.clear();
    const by = new Map();
    for (const number of numbers) {
      const group = groups[search.group(groups, number)];
      if (!by.has(group)) by.set(group, []);
      by.get(group).push(number);
    }
    const part = (id, members, most, ...title) => {
      const section = make("section", {}, make("h2", { id }, ...title), make("ol", { className: "data-list" }));
      section.setAttribute("aria-labelledby", id);
      return () => fill(section, members, words, most);
    };
    const sections = [...by].map(([group, members]) => {
      const count = make("span", { className: "count", textContent: members.length });
      return part(`cb-group-${group.id}`, members, by.size === 1 ? ALONE : FEW, group.many, " ", count);
    });
    return near.length ? [...sections, part("cb-near", near, ALONE, say("near"))] : sections;
  };

  return { draw, make };
};
