// Pictures drawn from records, as a browser lays them out: no label covers another or leaves the drawing, on any page.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { browser, folder, open, site } from "./browser.mjs";

const pages = readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(".html") && readFileSync(join(folder, name), "utf8").includes('class="drawn"'))
  .sort();

// What is wrong with the labels of the pictures on a page.
const faults = () => {
  const found = [];
  for (const svg of document.querySelectorAll(".drawn > svg")) {
    const { width, height } = svg.viewBox.baseVal;
    // The box of a line is taller than its letters: a little overlap of boxes is none of words.
    const boxes = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBBox()]);
    for (const [at, [words, a]] of boxes.entries()) {
      if (a.x < -1 || a.y < -4 || a.x + a.width > width + 1 || a.y + a.height > height + 4) found.push(`outside: ${words}`);
      for (const [others, b] of boxes.slice(0, at)) {
        const apart = a.x >= b.x + b.width || b.x >= a.x + a.width || a.y + 4 >= b.y + b.height || b.y + 4 >= a.y + a.height;
        if (!apart) found.push(`${others} × ${words}`);
      }
    }
  }
  return found;
};

test("there are pictures", () => assert.ok(pages.length > 0));

for (const font of ["system-ui", "DejaVu Sans", "Liberation Sans"]) {
  test(`labels stand apart in ${font}`, async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 }, bypassCSP: true });
    const page = await context.newPage();
    for (const name of pages) {
      await page.goto(new URL(name, site.url).href);
      await page.addStyleTag({ content: `.picture svg { font-family: "${font}" !important }`.replace('"system-ui"', "system-ui") });
      assert.deepEqual(await page.evaluate(faults), [], name);
    }
    await context.close();
  });
}

test("pictures need no script and fit a phone", async (t) => {
  const page = await open(t, "", { viewport: { width: 320, height: 800 }, javaScriptEnabled: false });
  for (const name of pages) {
    await page.goto(new URL(name, site.url).href);
    const drawn = await page.locator(".drawn > svg").all();
    assert.ok(drawn.length > 0, name);
    for (const svg of drawn) {
      const box = await svg.boundingBox();
      assert.ok(box.width > 200 && box.height > 50 && box.x >= 0 && box.x + box.width <= 320, `${name}: ${JSON.stringify(box)}`);
    }
  }
});

test("every link of a picture has a name, and leads somewhere", async (t) => {
  const page = await open(t, "");
  for (const name of pages) {
    await page.goto(new URL(name, site.url).href);
    const links = await page.evaluate(() => [...document.querySelectorAll(".drawn a")].map((link) => [link.getAttribute("href"), link.getAttribute("aria-label") ?? link.textContent]));
    for (const [href, words] of links) assert.ok(href && words.trim(), `${name}: ${href} ${words}`);
  }
});

test("where words go from right to left, so do those of drawings", async (t) => {
  const page = await open(t, pages[0].replace(/index\.html$/, ""));
  const [day, year] = await page.locator(".drawn > svg text").first().evaluate((text) => {
    document.documentElement.dir = "rtl";
    text.textContent = "17 مارس 2011";
    return [0, text.getNumberOfChars() - 1].map((at) => text.getExtentOfChar(at).x);
  });
  assert.ok(day > year, `the day is at ${day}, the year at ${year}`);
});
