/* Finds: from a question to ranked documents, over an index that is loaded piece by piece.
   The index is made by src/render/search.rs; what a word is says search-words.js.
   `casebookSearch(load, little)` is given a function from a file's name to a promise of its text, and words that nobody looks for. */
"use strict";

globalThis.casebookSearch = (load, little) => {
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const { alike, distance, spellings, stem, words } = globalThis.casebookWords;
  const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));
  /* A beginning that more shards hold than this is looked up among names only. */
  const WIDE = 3;
  /* With fewer results than this, those that nearly have all words are shown too. */
  const FEW = 5;
  const OPERATOR = /^(?:AND|OR|NOT)$/;
  /* From so many letters on, a word may be two. */
  const LONG = 8;
  /* What counts a word that is spelt as others do, and one that is written as two. */
  const OTHER = 0.95;
  const HALF = 0.6;
  const NEAR = 10;

  /* Articles and the like that lost their vowel: who asks for `l'ombudsman` means every ombudsman. */
  const ELIDED = /(?<![\p{Alphabetic}\p{N}\p{M}'’])(?:[cdjlmnst]|qu|un|gl|all|dall|dell|nell|sull|coll|quell)['’](?=[\p{Alphabetic}]{2})/giu;

  const kept = new Map();
  const once = (name, read) => {
    if (!kept.has(name)) {
      const reading = load(name).then(read);
      reading.catch(() => kept.delete(name));
      kept.set(name, reading);
    }
    return kept.get(name);
  };
  const first = () => once("index.json", JSON.parse);
  const names = () => once("names.txt", (text) => text.split(" "));
  const shard = (number) => once(`words-${number}.txt`, (text) => {
    let before = "";
    return text.split("\n").slice(0, -1).map((line) => {
      const end = line.indexOf(" ");
      before = [...before].slice(0, parseInt(line[0], 36)).join("") + line.slice(1, end);
      return [before, line.slice(end + 1)];
    });
  });

  /* Numbers in digits of base 64, the lowest digit first. */
  const numbers = (digits, each) => {
    let value = 0;
    let shift = 0;
    for (const digit of digits) {
      const bits = VALUES.get(digit);
      value += (bits & 31) * 2 ** shift;
      shift += 5;
      if (bits < 32) {
        each(value);
        value = 0;
        shift = 0;
      }
    }
  };

  /* The shards that hold words which begin so. */
  const range = (starts, beginning) => {
    let low = 0;
    while (low + 1 < starts.length && starts[low + 1] <= beginning) low += 1;
    let high = low;
    while (high + 1 < starts.length && starts[high + 1].startsWith(beginning)) high += 1;
    return [low, high];
  };

  const lines = async (starts, beginning, most) => {
    const [low, high] = range(starts, beginning);
    if (high - low >= most) return null;
    return (await Promise.all(Array.from({ length: high - low + 1 }, (_, index) => shard(low + index)))).flat();
  };

  /* The words of the index that a word of the question may be, however it is spelt: [word, postings, how well, whether misspelt].
     The last word of a question may be still half typed. */
  const spelt = async (starts, word, last) => {
    const found = await Promise.all([word, ...spellings(word)].map((spelling) => written(starts, spelling, last)));
    const best = new Map();
    for (const [at, meanings] of found.entries()) {
      for (const [other, postings, how] of meanings) {
        const much = at ? OTHER * how : how;
        if (much > (best.get(other)?.[2] ?? 0)) best.set(other, [other, postings, much, false]);
      }
    }
    return [...best.values()];
  };

  /* The same of one spelling. */
  const written = async (starts, word, last) => {
    const known = (await lines(starts, stem(word), 2)) ?? (await lines(starts, word, WIDE));
    // So little begins nearly anything; it may still be typed on.
    const begins = (other) => (other.startsWith(word) && (last || word.length > 2) ? 0.75 * Math.max(0.3, word.length / other.length) : 0);
    const exactly = (other) => (other === word ? 1 : alike(word, other));
    const found = [];
    const add = (all, quality) => {
      for (const [other, postings] of all) {
        const how = quality(other);
        if (how > 0) found.push([other, postings, how]);
      }
    };
    if (known) {
      add(known, (other) => Math.max(exactly(other), last ? begins(other) : 0));
      const sure = found.some(([, , how]) => how >= 0.9);
      if (!sure && !last) add(known, (other) => (exactly(other) ? 0 : begins(other)));
    } else {
      // Very many words begin so: the word itself and those of names must do.
      add(await lines(starts, `${word} `, WIDE), exactly);
      const few = (await names()).filter((other) => other !== word && other.startsWith(word)).sort((a, b) => a.length - b.length);
      for (const name of few.slice(0, 3)) add(await lines(starts, `${name} `, WIDE), (other) => (other === name ? begins(other) : 0));
    }
    return found;
  };

  /* Whether a word of the question is one of the index, or begins one. */
  const right = (found, word) => found.some(([other, , how]) => how >= 0.65 || other.startsWith(word));

  /* The words that it may mean: those that it may be, else two that it was written of, else those that it may have been meant to be. */
  const meant = async (starts, word, last, levels) => {
    const [found, named] = await Promise.all([spelt(starts, word, last), word.length < LONG ? [] : names()]);
    const known = right(found, word);
    const halves = await apart(starts, word, levels, known ? new Set(named) : null);
    const meanings = known || halves ? found : found.concat(await misspelt(starts, word, last));
    return { meanings, halves, known, counts: documents(meanings, levels) };
  };

  /* A word as two that follow each other somewhere: `taskforce` as `task` and `force`, but `understanding` not as `under` and `standing`.
     Of one that stands somewhere itself, the halves must be words of names: to try all would take too much of the index. */
  const apart = async (starts, word, levels, among) => {
    if (word.length < LONG) return null;
    const stands = async (part) => (await lines(starts, `${part} `, WIDE)).find(([other]) => other === part);
    for (let at = word.length - 4; at >= 4; at -= 1) {
      const halves = [word.slice(0, at), word.slice(at)];
      if (among && !halves.every((half) => among.has(half))) continue;
      const [one, other] = await Promise.all(halves.map(stands));
      if (!one || !other) continue;
      const [a, b] = [one, other].map(([part, postings]) => documents([[part, postings, HALF]], levels));
      const both = new Map([...a].filter(([number]) => b.has(number)).map(([number, count]) => [number, Math.min(count, b.get(number))]));
      if (await follow(halves, both)) return { words: halves, counts: both };
    }
    return null;
  };

  /* Whether one word follows the other in the titles of those documents that have most of both, or in what the first of them say. */
  const follow = async ([one, other], counts) => {
    const likely = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 4);
    const shown = await Promise.all(likely.map(([number]) => page(number)));
    const says = (text) => words(text).some(({ word }, at, all) => word === other && all[at - 1]?.word === one);
    if (shown.some(({ title }) => says(title))) return true;
    const texts = await Promise.all(shown.slice(0, 2).map(parts));
    return texts.flat(2).some(says);
  };

  /* What a word that stands nowhere may have been meant to be: looked for among its neighbours and in all names. */
  const misspelt = async (starts, word, last) => {
    const most = word.length > 7 ? 2 : word.length > 3 ? 1 : 0;
    if (!most) return [];
    let around = null;
    for (let length = 2; !around && length < word.length; length += 1) around = await lines(starts, word.slice(0, length), WIDE);
    const wanted = new Map();
    for (const other of [...(around ?? []).map(([other]) => other), ...(await names())]) {
      let away = distance(word, other, most);
      if (away > most && last && other.length > word.length) away = distance(word, other.slice(0, word.length), 1) + 0.5;
      if (away <= most) wanted.set(other, away);
    }
    const best = Math.min(...wanted.values());
    const nearest = [...wanted].filter(([, away]) => away === best).slice(0, 4);
    const all = await Promise.all(nearest.map(async ([other]) => (await lines(starts, `${other} `, WIDE)).find(([known]) => known === other)));
    return all.filter(Boolean).map(([other, postings]) => [other, postings, 0.6 - 0.15 * best, true]);
  };

  /* The documents of one word of the question: document → how much. */
  const documents = (meanings, levels) => {
    const counts = new Map();
    for (const [, postings, how] of meanings) {
      let at = -1;
      numbers(postings, (value) => {
        at += Math.floor(value / 8) + 1;
        counts.set(at, Math.max(counts.get(at) ?? 0, levels[value % 8] * how));
      });
    }
    return counts;
  };

  /* The groups that a word is the name of: whoever asks for a kind of entry means those of its group. */
  const named = (groups, word) => {
    const says = (label) => words(label).length < 3 && words(label).some((said) => said.word === word);
    const all = groups.map(({ one, many, from }, at) => ({ one, many, from, to: groups[at + 1]?.from }));
    return all.slice(1).filter(({ one, many }) => says(one) || says(many));
  };

  /* The words of a question: each with whether it is the beginning of one, as the last may be and all before a `*`. Words that would be
     operators elsewhere are none, unless there are no others. */
  const ask = (question) => {
    const all = words(question);
    const others = all.filter(({ start, end }) => !OPERATOR.test(question.slice(start, end)));
    const asked = new Map((others.length ? others : all).map(({ word, end }) => [word, end === question.length || question[end] === "*"]));
    const wanted = [...asked].filter(([word]) => !little.has(word));
    return (wanted.length ? wanted : [...asked]).slice(0, 12).map(([word, open]) => ({ word, open }));
  };

  /* Answers a question: `found` is [number of a document, score] with the best first; `whole` says whether each has all words;
     `near` are those that have nearly all where few have all; `marked` are the words to mark in them, with how rare each is;
     `instead` those that were not asked for as they are. */
  const find = async (question) => {
    const { shards, levels, documents: total, groups } = await first();
    const asked = ask(question.replace(ELIDED, ""));
    const terms = await Promise.all(asked.map(async ({ word, open }) => {
      const { meanings, halves, known, counts } = await meant(shards, word, open, levels);
      const most = (number, count) => counts.set(number, Math.max(counts.get(number) ?? 0, count));
      for (const [number, count] of halves?.counts ?? []) most(number, count);
      for (const { from, to } of named(groups, word)) {
        for (let number = from; number < (to ?? total); number += 1) most(number, 1);
      }
      return { word, open, meanings, known, halves: halves?.words ?? [], counts, rarity: Math.log(1 + total / (1 + counts.size)) };
    }));
    // What is asked as two words may be written as one: `cyber security`, `cybersecurity`.
    await Promise.all(terms.slice(1).map(async (second, index) => {
      const word = terms[index].word + second.word;
      const joined = (await spelt(shards, word, second.open)).filter((meaning) => right([meaning], word));
      for (const term of [terms[index], second]) {
        for (const [number, count] of documents(joined, levels)) term.counts.set(number, Math.max(term.counts.get(number) ?? 0, count));
        term.meanings = term.meanings.concat(joined);
      }
    }));
    const scores = new Map();
    for (const { counts, rarity } of terms) {
      for (const [number, count] of counts) {
        const [score, met] = scores.get(number) ?? [0, 0];
        scores.set(number, [score + count * rarity, met + 1]);
      }
    }
    const meets = [...new Set([...scores.values()].map(([, met]) => met))].sort((a, b) => b - a);
    const ranked = (met) => [...scores].filter(([, [, has]]) => has === met)
      .map(([number, [score]]) => [number, score * groups[group(groups, number)].counts])
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const whole = meets[0] === terms.length;
    const found = ranked(meets[0]);
    const near = whole && found.length < FEW ? ranked(meets[1]).slice(0, NEAR).map(([number]) => number) : [];
    const marked = new Map();
    const mark = (word, much) => marked.set(word, Math.max(marked.get(word) ?? 0, much));
    for (const { meanings, halves, rarity } of terms) {
      for (const [word, , how] of meanings) mark(word, rarity * how);
      for (const word of halves) mark(word, rarity * HALF);
    }
    const instead = terms.flatMap(({ meanings, known, halves }) => {
      if (halves.length) return known ? [] : halves;
      return meanings.every(([, , , away]) => away) ? meanings.map(([word]) => word) : [];
    });
    return { found, whole, near, marked, instead };
  };

  /* The group that a document belongs to, by its position. */
  const group = (groups, number) => {
    let at = groups.length - 1;
    while (groups[at].from > number) at -= 1;
    return at;
  };

  /* Title and address of a document. */
  const page = async (number) => {
    const { pages, groups } = await first();
    const [title, id, file, row] = (await once(`pages-${Math.floor(number / pages)}.json`, JSON.parse))[number % pages];
    const { before, after } = groups[group(groups, number)];
    return { title, path: before + id + after, file, row };
  };

  /* Lines of a document by section: [anchor, heading, line, …]. */
  const parts = async ({ file, row }) => (await once(`../texts/${file}.json`, JSON.parse))[row];

  /* What a group can be narrowed by; each value with the set of its documents. */
  const facets = async (of) => {
    if (!of.facets) return [];
    return once(of.facets, (text) => JSON.parse(text).map((facet) => ({
      ...facet,
      values: facet.values.map(([key, label, digits]) => {
        const holders = new Set();
        let at = of.from - 1;
        numbers(digits, (value) => holders.add((at += value + 1)));
        return { key, label, holders };
      }),
    })));
  };

  return { first, find, group, page, parts, facets, words };
};
