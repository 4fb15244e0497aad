// Writes a large site for measuring: `node tests/browser/large.mjs FOLDER [PAGES]`. The same site every time.
// Words follow Zipf's law over a vocabulary that grows as that of real text does; a page has about 4.8 kB of it.
import { mkdirSync, writeFileSync } from "node:fs";

const [folder, count = "10000"] = process.argv.slice(2);
const pages = Number(count);

let seed = 20191122;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const pick = (list) => list[Math.floor(random() * list.length)];

const STARTS = ["b", "br", "c", "ch", "d", "f", "g", "gr", "h", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w", "", "", ""];
const VOWELS = ["a", "e", "i", "o", "u", "ea", "ou", "io"];
const ENDS = ["", "", "n", "r", "s", "t", "l", "nd", "rt", "ct"];
const seen = new Set();
while (seen.size < 60000) {
  const syllables = 1 + Math.floor(Math.log2(2 + seen.size / 40) / 2.6) + Math.floor(random() * 2);
  let word = "";
  for (let index = 0; index < syllables; index += 1) word += pick(STARTS) + pick(VOWELS) + pick(ENDS);
  if (word.length > 1) seen.add(word);
}
const vocabulary = [...seen];
const word = () => vocabulary[Math.min(vocabulary.length - 1, Math.floor(vocabulary.length ** random()) - 1)];
const rare = () => vocabulary[200 + Math.floor((vocabulary.length - 200) * random() ** 3)];
const capital = (text) => text[0].toUpperCase() + text.slice(1);
const sentence = () => `${capital(Array.from({ length: 8 + Math.floor(random() * 16) }, word).join(" "))}.`;
const paragraph = () => Array.from({ length: 4 }, sentence).join(" ");

mkdirSync(`${folder}/content/reports`, { recursive: true });
const table = Math.round(pages / 10);
const rows = Array.from({ length: table }, (_, index) => `b${index},${capital(rare())} ${rare()} ${rare()},r${Math.floor(random() * 40)},${pick(["public", "private", "mixed"])}`);
const regions = Array.from({ length: 40 }, (_, index) => `r${index},${capital(rare())}`);
writeFileSync(`${folder}/content/site.yaml`, `title: A large site
collections:
  reports:
    label: {one: Report, many: Reports}
    files: reports/*.md
    fields:
      region: {type: regions, label: Region}
      kind: {type: choice, label: Kind, of: {survey: Survey, study: Study, note: Note}}
      bodies: {type: bodies, label: Bodies, many: true}
  bodies:
    label: {one: Body, many: Bodies}
    table: bodies.csv
    fields:
      region: {type: regions, label: Region}
      sphere: {type: choice, label: Sphere, of: {public: Public, private: Private, mixed: Mixed}}
  regions:
    label: {one: Region, many: Regions}
    table: regions.csv
`);
writeFileSync(`${folder}/content/bodies.csv`, `id,title,region,sphere\n${rows.join("\n")}\n`);
writeFileSync(`${folder}/content/regions.csv`, `id,title\n${regions.join("\n")}\n`);
for (let index = 0; index < pages - table - 40; index += 1) {
  const sections = Array.from({ length: 3 }, () => `## ${capital(rare())} ${rare()}\n\n${paragraph()}\n\n${paragraph()}\n\n${paragraph()}\n`);
  writeFileSync(`${folder}/content/reports/report-${index}.md`, `---
title: ${capital(rare())} ${rare()} ${rare()}
description: ${sentence()}
region: r${Math.floor(random() * 40)}
kind: ${pick(["survey", "study", "note"])}
bodies: [b${Math.floor(random() * table)}, b${Math.floor(random() * table)}]
---

${sections.join("\n")}`);
}
