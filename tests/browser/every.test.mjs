// Every page: it is valid HTML, keeps to its policy, asks no other host, misses nothing, fits a phone of 320 px and is light.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import { browser, complaints, folder, sideways, site } from "./browser.mjs";

const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html")).sort();
const text = new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
const pages = names.filter((name) => !text.get(name).includes('http-equiv="refresh"') && name !== "404.html");

test("there are pages", () => assert.ok(pages.length > 1));

test("every file is valid HTML", () => {
  const validator = new HtmlValidate({ extends: ["html-validate:standard"] });
  const wrong = [];
  for (const name of names) {
    for (const { messages } of validator.validateStringSync(text.get(name), name).results) {
      wrong.push(...messages.map(({ line, column, message }) => `${name}:${line}:${column} ${message}`));
    }
  }
  assert.deepEqual(wrong, []);
});

test("every page states a policy that forbids what it does not need", () => {
  for (const name of [...pages, "404.html"]) {
    const [, policy] = text.get(name).match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/) ?? [];
    assert.ok(policy?.startsWith("default-src 'none';"), name);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/, name);
    assert.doesNotMatch(text.get(name), /<style|\sstyle=|\son\w+="/, `${name}: style and script stand in files of their own`);
  }
});

test("an entry's page weighs less than 40 kB on a first visit, and no page has 17 kB of script", () => {
  const zipped = new Map();
  const weigh = (path) => {
    if (!zipped.has(path)) zipped.set(path, gzipSync(readFileSync(path)).length);
    return zipped.get(path);
  };
  const entry = /^[^/]+\/[^/]+\/index\.html$/;
  const heavy = [];
  for (const name of pages) {
    const files = [...text.get(name).matchAll(/(?:href|src)="((?:\.\.\/)*assets\/[^"]+)"/g)].map(([, path]) => join(folder, dirname(name), path));
    assert.ok(files.length > 1, name);
    const sum = (paths) => paths.reduce((bytes, path) => bytes + weigh(path), 0);
    const all = sum([join(folder, name), ...files]);
    const script = sum(files.filter((path) => path.endsWith(".js")));
    if ((entry.test(name) && all > 40_000) || script > 17_000) heavy.push({ name, all, script });
  }
  assert.deepEqual(heavy, []);
});

test("no page complains, asks another host, misses a file or is wider than 320 px", async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const left = [...pages];
  const wrong = [];
  const visit = async () => {
    const page = await context.newPage();
    const found = complaints(page);
    for (let name = left.pop(); name; name = left.pop()) {
      await page.goto(new URL(name.replace(/index\.html$/, ""), site.url).href);
      const wider = await sideways(page);
      if (wider > 0) found.push(`${wider} px too wide`);
      wrong.push(...found.splice(0).map((what) => `${name}: ${what}`));
    }
  };
  await Promise.all([visit(), visit(), visit()]);
  await context.close();
  assert.deepEqual(wrong, []);
});
