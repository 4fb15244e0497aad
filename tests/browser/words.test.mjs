// Words: what is asked is taken apart in the browser as texts are for the index, whatever letters they have.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import "../../themes/default/static/search-words.js";

/** All words of an index, from its shards. */
const vocabulary = (folder) => {
  const all = new Set();
  for (const name of readdirSync(folder).filter((name) => name.startsWith("words-"))) {
    let before = "";
    for (const line of readFileSync(join(folder, name), "utf8").split("\n").slice(0, -1)) {
      before = [...before].slice(0, parseInt(line[0], 36)).join("") + line.slice(1, line.indexOf(" "));
      all.add(before);
    }
  }
  return all;
};

test("a text has the same words in the index and in the browser", (t) => {
  const letters = Array.from({ length: 0x110000 - 0x80 }, (_, index) => index + 0x80)
    .filter((number) => number < 0xd800 || number > 0xdfff)
    .map((number) => String.fromCodePoint(number))
    // Signs of music are taken apart to marks.
    .filter((letter) => /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(letter) && (letter.normalize("NFD") === letter || !/\p{S}/u.test(letter)));
  const parts = ["a", "B", "7", ".", ".", "'", "’", "U.S.", "é", "ß", "選", "が", "・", "한", "Й", "Σ", "क़", "\u093c", "\u094d", "ที่", "שׁ", "أ", "½", "ﬁ", "ⓐ"];
  let seed = 1;
  const part = () => parts[(seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % parts.length];
  const drawn = Array.from({ length: 5000 }, () => Array.from({ length: 6 }, part).join(""));
  const tokens = [...letters.flatMap((letter) => [letter, `x${letter}q`, `${letter}b`]), ...drawn.map((text) => `x${text}`), "ß".repeat(40), "é한".repeat(40)];
  const text = Array.from({ length: Math.ceil(tokens.length / 12) }, (_, index) => tokens.slice(index * 12, index * 12 + 12).join(" ")).join("\n\n");

  const root = mkdtempSync(join(tmpdir(), "casebook-"));
  t.after(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, "content/letters"), { recursive: true });
  writeFileSync(join(root, "content/site.yaml"), "title: Letters\ncollections:\n  letters: {files: letters/*.md, fields: {}}\n");
  writeFileSync(join(root, "content/index.md"), "---\ntitle: Letters\n---\n");
  writeFileSync(join(root, "content/letters/all.md"), `---\ntitle: All\n---\n${text}\n`);
  execFileSync(process.env.COMMAND, ["build", "--quiet", "--root", root]);

  const search = join(root, "public/search");
  const known = vocabulary(join(search, readdirSync(search).find((name) => /^[0-9a-f]+$/.test(name))));
  const asked = new Set(globalThis.casebookWords.words(text).map(({ word }) => word));
  assert.ok(known.size > 200_000, `${known.size} words`);
  assert.deepEqual([...asked].filter((word) => !known.has(word)).slice(0, 20), []);
  // Words in ASCII may be the site's own.
  assert.deepEqual([...known].filter((word) => !/^[ -~]+$/.test(word) && !asked.has(word)).slice(0, 20), []);
});
