/* Words: how a text is taken apart, as in src/render/search/words.rs, and which words are nearly the same. */
"use strict";

globalThis.casebookWords = (() => {
  const FOLDS = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", đ: "d", ð: "d", ł: "l", ħ: "h", ı: "i", ς: "σ" };
  const IDEOGRAPH = "[\\u3041-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{2fa1f}]";
  const IDEOGRAPHS = new RegExp(IDEOGRAPH, "gu");
  const ACCENT = "[\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u064b-\\u0655\\u0670\\u3099\\u309a]";
  const ACCENTS = new RegExp(ACCENT, "gu");
  /* Letters of Korean are several in one. */
  const INITIAL = `(?!\\p{Script=Hangul})\\p{Alphabetic}${ACCENT}*`;
  const PART = "[\\p{Alphabetic}\\p{N}\\p{M}]";
  const INITIALS = new RegExp(`(?<!(?!${IDEOGRAPH})${PART})(?:${INITIAL}\\.)+${INITIAL}(?!${PART})`, "gu");

  const bare = (text) => [...text.normalize("NFD").replace(ACCENTS, "")];
  const fold = (letters) => letters.slice(0, 32).join("").toLowerCase().replace(/[ßæœþøđðłħıς]/g, (letter) => FOLDS[letter]);

  /* The words of a text, each with where it stands there. */
  const words = (text) => {
    const found = [];
    const whole = text.replace(INITIALS, (initials) => initials.replaceAll(".", "\u0001"));
    for (const match of whole.matchAll(/[\p{Alphabetic}\p{N}\p{M}\u0001]+/gu)) {
      const spaced = match[0].replace(IDEOGRAPHS, " $& ");
      let at = match.index;
      for (const piece of spaced.split(" ").filter(Boolean)) {
        const letters = bare(piece.replaceAll("\u0001", ""));
        // A single letter after an apostrophe is an ending, not a word.
        const ending = letters.length === 1 && /['’]/.test(whole[at - 1] ?? "");
        if (letters.length > 0 && !ending) found.push({ word: fold(letters), start: at, end: at + piece.length });
        at += piece.length;
      }
    }
    return found;
  };

  const shared = (a, b) => {
    let length = 0;
    while (length < a.length && a[length] === b[length]) length += 1;
    return length;
  };

  /* How many letters must be changed, added, dropped or exchanged with a neighbour; anything above `most` is `most + 1`. */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let two = [];
    let one = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        row[j] = Math.min(one[j] + 1, row[j - 1] + 1, one[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], two[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      two = one;
      one = row;
    }
    return one[b.length];
  };

  /* What is left of a word without an ending of English: `meet` of `meetings`; `vot` of `voting` would be too little. */
  const root = (word) => {
    const cut = word.replace(/(?:ings?|(?<=.{5})ed|(?<=s|x|z|ch|sh)es|(?<!s)s)$/, "");
    return (cut.length > 3 ? cut : word).replace(/(?<=.{4})(?:e|(?<=(.))\1)$/, "");
  };

  /* Forms of a word that count nearly as much: plurals, other small endings, and what ends differently after a long common beginning. */
  const alike = (word, other) => {
    const plural = (a, b) => b === `${a}s` || b === `${a}es` || (a.endsWith("y") && b === `${a.slice(0, -1)}ies`);
    if (plural(word, other) || plural(other, word)) return 0.9;
    if (root(word) === root(other)) return 0.7;
    const common = shared(word, other);
    return common >= 7 && word.length - common <= 3 && other.length - common <= 3 ? 0.4 : 0;
  };

  /* English and American: `organise` and `organize`, `labour` and `labor`, `defence` and `defense`, `centre` and `center`, `programme` and `program`. */
  const SPELLINGS = [
    [/(?<=..[iy])s(?=[aei]|$)/, "z"],
    [/(?<=..[iy])z(?=[aei]|$)/, "s"],
    [/(?<=...)our/, "or"],
    [/(?<=...)or(?=$|s|ed|i|al|f)/, "our"],
    [/(?<=..en)c(?=e)/, "s"],
    [/(?<=..en)s(?=e)/, "c"],
    [/(?<=...t)re(?=s?$)/, "er"],
    [/(?<=...t)er(?=s?$)/, "re"],
    [/(?<=...m)me(?=s?$)/, ""],
    [/(?<=gram)(?=s?$)/, "me"],
    [/(?<=..og)ue(?=s?$)/, ""],
    [/(?<=..og)(?=s?$)/, "ue"],
  ];

  /* A word as others spell it. */
  const spellings = (word) => (word.length > 5 ? SPELLINGS.filter(([from]) => from.test(word)).map(([from, to]) => word.replace(from, to)) : []);

  /* The beginning that a word has in common with its other forms. */
  const stem = (word) => {
    const begins = word.length > 6 ? word.slice(0, Math.max(6, word.length - 3)) : /[sy]$/.test(word) ? word.slice(0, -1) : word;
    return [begins, root(word)].sort((a, b) => a.length - b.length)[0];
  };

  return { words, distance, alike, stem, spellings };
})();
