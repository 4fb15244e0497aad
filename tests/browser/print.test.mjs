// What a page says on paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, site } from "./browser.mjs";

const print = async (t, path) => {
  const page = await open(t, path);
  return [page, () => page.emulateMedia({ media: "print" })];
};

test("the heads of tables that sort are mere words on paper: with buttons in them, no sheet but the first has them", async (t) => {
  const [page, paper] = await print(t, "forums/");
  const buttons = page.locator("thead th > button");
  assert.ok(await buttons.count() > 2);
  await paper();
  for (const button of await buttons.all()) assert.equal(await button.evaluate((made) => getComputedStyle(made).display), "contents");
});

test("a table that is filtered, and rows that are left out, say so on paper", async (t) => {
  const [page, paper] = await print(t, "forums/");
  const said = page.locator(".table-filter output").first();
  await page.locator(".table-filter input").first().fill("estonia");
  await paper();
  assert.match(await said.innerText(), /^\d+ of \d+ rows with “estonia”$/);
  assert.equal(await page.locator(".table-filter :is(label, button):visible").count(), 0);

  const [compared, onPaper] = await print(t, "compare/?entries=mexico,estonia");
  await compared.locator(".only input").check();
  await onPaper();
  assert.deepEqual((await compared.locator(".only:visible").allInnerTexts()).map((text) => text.trim()), ["Only rows that differ"]);
});

test("on paper, a table of everything lies across, and its numbers and words stay whole", async (t) => {
  const [page, paper] = await print(t, "compare/");
  await page.setViewportSize({ width: 1002, height: 700 }); // A4 across, less its margins
  await paper();
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).page), "wide");
  const table = page.locator("table.everything");
  assert.ok(await table.evaluate((made) => made.getBoundingClientRect().right <= innerWidth));
  const lines = await table.locator("td.num").evaluateAll((cells) => cells.map((cell) => {
    const words = document.createRange();
    words.selectNodeContents(cell);
    return new Set([...words.getClientRects()].map((box) => box.top)).size;
  }));
  assert.deepEqual([...new Set(lines)], [1]);
});

test("a printed page says how it is cited, whether or not that was open", async (t) => {
  const [page, paper] = await print(t, "cases/estonia/");
  await paper();
  const [line] = await page.locator(".cite > p:visible").allInnerTexts();
  assert.match(line, /^“Estonia.” Models of/);
  assert.equal(await page.locator(".cite :is(pre, button):visible").count(), 0);
});

test("results of a search are printed with what they say, and without buttons", async (t) => {
  const [page, paper] = await print(t, "search/?q=election");
  await page.waitForFunction(() => document.querySelectorAll(".results .excerpt").length > 12 && !document.querySelector(".results .excerpt:empty"));
  await paper();
  assert.equal(await page.locator("main button:visible").count(), 0);
});

test("where little was found, paper is not half empty", async (t) => {
  const [page, paper] = await print(t, "search/?q=SISA");
  await page.waitForFunction(() => document.querySelector(".results[aria-busy=false] .title"));
  await paper();
  const { height, last } = await page.locator(".results").evaluate((results) => ({ height: results.getBoundingClientRect().bottom, last: results.lastElementChild.getBoundingClientRect().bottom }));
  assert.ok(height - last < 40, `${height - last}`);
});

test("what was chosen to stand side by side is printed without all the others, and a picture without the table behind it", async (t) => {
  const [page, paper] = await print(t, "compare/?entries=estonia,mexico");
  await page.locator(".beside").waitFor();
  await paper();
  assert.ok(await page.locator(".beside").isVisible());
  assert.equal(await page.locator(".everything").isVisible(), false);
  const [other, again] = await print(t, "cases/mexico/");
  await again();
  assert.equal(await other.locator(".picture > details table:visible, .sources .rests:visible").count(), 0);
  assert.ok((await other.locator(".cite > p").first().innerText()).endsWith(`${site.url}cases/mexico/`), "the address is on paper too");
});
