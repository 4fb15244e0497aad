// Makes themes/default/data/outlines.txt from Natural Earth; run once, the result is committed.
//
//   npm install world-atlas@2.0.2 topojson-client@3 topojson-simplify@3     (anywhere; give that folder as the argument)
//   node .ci/outlines.mjs FOLDER > themes/default/data/outlines.txt
//
// Codes come from Debian's iso-codes (/usr/share/iso-codes/json/iso_3166-1.json).

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const load = createRequire(resolve(process.argv[2] ?? ".", "package.json"));
const { feature } = load("topojson-client");
const { presimplify, simplify } = load("topojson-simplify");
const atlas = (scale) => JSON.parse(readFileSync(load.resolve(`world-atlas/countries-${scale}.json`)));
const iso = JSON.parse(readFileSync("/usr/share/iso-codes/json/iso_3166-1.json"))["3166-1"];
const code = new Map(iso.map((country) => [country.numeric, country.alpha_2]));

const STEP = 20; // steps to a degree
const LEAST = 0.01; // corners that add less than this, in square degrees, go
const WITHOUT = ["AQ"]; // drawn on no map

const topology = simplify(presimplify(atlas("50m")), LEAST);
const grid = (value) => Math.round(value * STEP);

// Points on the grid, each different from the one before. An arc that jumps from 180 degrees east to west becomes two.
const arcs = [];
const pieces = topology.arcs.map((arc) => {
  const points = arc.map(([x, y]) => [grid(x), grid(y)]);
  const own = [[]];
  for (const [x, y] of points) {
    const before = own.at(-1).at(-1);
    if (before && x === before[0] && y === before[1]) continue;
    if (before && Math.abs(x - before[0]) > 180 * STEP) {
      const edge = 180 * STEP * Math.sign(before[0]);
      if (before[0] !== edge) own.at(-1).push([edge, before[1]]);
      own.push(x === -edge ? [] : [[-edge, y]]);
    }
    own.at(-1).push([x, y]);
  }
  return own.map((piece) => arcs.push(piece) - 1);
});
// A ring of arcs as rings of pieces: cut at each jump, every part lies on one side and closes along the edge.
const cut = (ring) => {
  const parts = [[]];
  for (const arc of ring) {
    const own = arc < 0 ? [...pieces[~arc]].reverse().map((piece) => ~piece) : pieces[arc];
    own.forEach((piece, at) => (at === 0 ? parts.at(-1).push(piece) : parts.push([piece])));
  }
  if (parts.length > 1) parts[0] = [...parts.pop(), ...parts[0]];
  return parts;
};
const along = (ring) => ring.flatMap((arc) => (arc < 0 ? [...arcs[~arc]].reverse() : arcs[arc]));
const area = (ring) => {
  const points = along(ring);
  return Math.abs(points.reduce((sum, [x, y], at) => {
    const [u, v] = points[(at + 1) % points.length];
    return sum + x * v - u * y;
  }, 0)) / 2;
};

const countries = new Map();
for (const { id, type, arcs: written } of topology.objects.countries.geometries) {
  const own = code.get(id) ?? "--"; // land without a code of ISO 3166-1
  if (WITHOUT.includes(own) || !type) continue;
  const rings = (type === "Polygon" ? [written] : written).flat().flatMap(cut).map((ring) => ({ ring, area: area(ring) }));
  countries.set(own, [...(countries.get(own) ?? []), ...rings]);
}

// Rings too small for the grid go; a country keeps its largest, or becomes a point.
const lines = [];
const used = new Map();
const named = (arc) => {
  const at = arc < 0 ? ~arc : arc;
  if (!used.has(at)) used.set(at, used.size);
  return arc < 0 ? ~used.get(at) : used.get(at);
};
const points = [];
for (const [own, rings] of [...countries].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const kept = rings.filter(({ area }) => area >= 12);
  const largest = rings.reduce((a, b) => (b.area > a.area ? b : a));
  if (kept.length === 0 && largest.area > 0) kept.push(largest);
  if (kept.length > 0) lines.push(`c ${own} ${kept.map(({ ring }) => ring.map(named).join(" ")).join(", ")}`);
  else points.push([own, along(largest.ring)[0]]);
}
// Countries that the coarse map leaves out are points.
const known = new Set([...countries.keys(), ...WITHOUT]);
for (const { id, geometry } of feature(atlas("10m"), "countries").features) {
  const own = code.get(id);
  if (!own || known.has(own)) continue;
  known.add(own);
  const [x, y] = geometry.coordinates.flat(geometry.type === "Polygon" ? 1 : 2)[0];
  points.push([own, [grid(x), grid(y)]]);
}
points.sort(([a], [b]) => (a < b ? -1 : 1));

console.log(`# Outlines of countries: Natural Earth 1:50 million, version 4.1 (public domain, naturalearthdata.com), by way of
# the npm package world-atlas 2.0.2; simplified by .ci/outlines.mjs. Borders are drawn as they are administered.
# a: an arc, in steps of 1/${STEP} degree: longitude and latitude of its first point, then the way to each next.
# c: a country by ISO 3166-1 code (-- has none) and its rings of arcs, by position; ~ reads an arc backwards.
# p: a country too small for an outline: longitude and latitude.`);
for (const at of used.keys()) {
  let [x, y] = [0, 0];
  console.log(`a ${arcs[at].map(([u, v]) => { const step = `${u - x} ${v - y}`; [x, y] = [u, v]; return step; }).join(" ")}`);
}
for (const line of lines) console.log(line.replace(/-\d+/g, (arc) => `~${~Number(arc)}`));
for (const [own, [x, y]] of points) console.log(`p ${own} ${x} ${y}`);
const missing = iso.map((country) => country.alpha_2).filter((own) => !known.has(own));
console.error(`${lines.length} countries, ${points.length} points, ${used.size} arcs; without any place: ${missing.join(" ")}`);
