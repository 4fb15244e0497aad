// What helps a reader on every page: the menu on a phone, previews of links, a link to copy, tables that know their choices.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, site } from "./browser.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

test("the menu on a phone opens, leads somewhere, and closes with Escape", async (t) => {
  const page = await open(t, "cases/estonia/", PHONE);
  const toggle = page.locator(".menu-toggle summary");
  const first = page.locator("nav.menu a").first();
  assert.equal(await first.isVisible(), false);
  await toggle.tap();
  assert.ok(await first.isVisible());
  for (const link of await page.locator("nav.menu > ul > li > :is(a, details)").all()) assert.ok((await link.boundingBox()).height >= 44);
  await first.focus();
  await page.keyboard.press("Escape");
  assert.equal(await first.isVisible(), false);
  assert.ok(await toggle.evaluate((summary) => summary === document.activeElement), "the focus goes back to what opened it");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  assert.equal(await first.isVisible(), false);
  await toggle.tap();
  const href = await first.getAttribute("href");
  await first.tap();
  await page.waitForURL(new URL(href, `${site.url}cases/estonia/`).href);
});

test("a list of the menu opens by keyboard, closes with Escape, and goes when the reader turns elsewhere", async (t) => {
  const page = await open(t, "cases/estonia/", { viewport: { width: 1280, height: 800 } });
  const summary = page.locator("nav.menu details > summary").first();
  const inner = page.locator("nav.menu details ul a").first();
  await summary.focus();
  await page.keyboard.press("Enter");
  assert.ok(await inner.isVisible());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  assert.equal(await inner.isVisible(), false);
  assert.ok(await summary.evaluate((part) => part === document.activeElement));
  await summary.click();
  assert.ok(await inner.isVisible());
  await page.mouse.click(1000, 600);
  assert.equal(await inner.isVisible(), false);
});

test("a link within the site is previewed under the mouse: it can be read, left and put away", async (t) => {
  const page = await open(t, "cases/estonia/", { viewport: { width: 1280, height: 800 } });
  const card = page.locator("#cb-preview");
  const link = page.locator('.page-body p a[href="../../models/focused-groups/"]').first();
  await link.hover();
  await card.waitFor();
  assert.match(await card.innerText(), /^Model\s+Several focused groups\s+\S[\s\S]{20,}/);
  assert.equal(await link.getAttribute("aria-describedby"), "cb-preview");
  const box = await card.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 1280);
  await card.hover();
  await page.waitForTimeout(400);
  assert.ok(await card.isVisible(), "it stays while the mouse is on it");
  await page.keyboard.press("Escape");
  assert.equal(await card.isVisible(), false);
  assert.equal(await link.getAttribute("aria-describedby"), null);
  await page.mouse.move(0, 0);
  await link.hover();
  await card.waitFor();
  await page.locator("h1").hover();
  await card.waitFor({ state: "hidden" });
});

test("a link that the mouse leaves and meets again at once is previewed", async (t) => {
  const page = await open(t, "cases/estonia/", { viewport: { width: 1280, height: 800 } });
  const link = page.locator('.page-body p a[href="../../models/focused-groups/"]').first();
  await link.scrollIntoViewIfNeeded();
  const [x, y] = await link.evaluate((link) => [link.getClientRects()[0].x + 5, link.getClientRects()[0].y + 8]);
  for (const [toX, toY] of [[x, y], [2, y], [x, y]]) await page.mouse.move(toX, toY);
  await page.locator("#cb-preview").waitFor();
});

test("a preview comes to the keyboard too, and not to a finger", async (t) => {
  const page = await open(t, "cases/estonia/", { viewport: { width: 1280, height: 800 } });
  const card = page.locator("#cb-preview");
  const work = page.locator('.page-body p a[href*="references/#"]').first();
  await work.evaluate((link) => { link.tabIndex = 0; [...document.querySelectorAll("a")].at([...document.querySelectorAll("a")].indexOf(link) - 1).focus(); });
  await page.keyboard.press("Tab");
  await card.waitFor();
  assert.ok((await card.innerText()).length > 30, "a work is said in full");
  await page.keyboard.press("Escape");
  assert.equal(await card.isVisible(), false);
  assert.ok(await work.evaluate((link) => link === document.activeElement), "the focus stays");

  const phone = await open(t, "cases/estonia/", PHONE);
  await phone.locator('.page-body p a[href="../../models/focused-groups/"]').first().tap();
  await phone.waitForURL(/models\/focused-groups\/$/);
});

test("nothing moves or fades for those who asked for stillness", async (t) => {
  const page = await open(t, "cases/estonia/", { reducedMotion: "reduce" });
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((node) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(node);
    return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior !== "auto";
  }).length);
  assert.equal(moving, 0);
});

test("the first two tab stops lead past the menu: to the text, and to citing and data", async (t) => {
  const page = await open(t, "forums/", { viewport: { width: 1280, height: 800 } });
  for (const key of ["Tab", "Tab", "Enter", "Tab"]) await page.keyboard.press(key);
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "Cite this page");
});

test("tables of many columns fit a tablet, and stay tables to those who hear them", async (t) => {
  for (const path of ["factors/forums/", "cases/", "events/"]) {
    const page = await open(t, path, { viewport: { width: 768, height: 1000 }, javaScriptEnabled: false });
    const wide = await page.locator(".table-scroll:has(.text)").evaluateAll((all) => all.filter((scroll) => scroll.scrollWidth > scroll.clientWidth + 1).length);
    assert.equal(wide, 0, path);
    const rows = await page.locator("table.text").first().locator("tbody tr").count();
    assert.equal(await page.locator("table.text").first().getByRole("rowheader").count(), rows, path);
  }
});

test("the mark of a value says why, beside it", async (t) => {
  const page = await open(t, "cases/", { viewport: { width: 1280, height: 800 } });
  await page.locator("main td a.basis").first().hover();
  await page.locator("#cb-preview").waitFor();
  assert.match(await page.locator("#cb-preview").innerText(), /^‡ our reading/);
});

test("the mark of a row without a page says why too, on any page", async (t) => {
  const page = await open(t, "cases/australia/", { viewport: { width: 1280, height: 800 } });
  const mark = page.locator("td a.basis[href*='cooperation/#cb-note-']").first();
  await mark.hover();
  await page.locator("#cb-preview").waitFor();
  assert.match(await page.locator("#cb-preview").innerText(), /^‡ Australia, Platforms, How firm: our reading\. Contact is continuing/);
  await mark.click();
  await page.waitForURL(/cooperation\/#cb-note-/);
  assert.ok(await page.locator(".why:target").evaluate((note) => note.getBoundingClientRect().bottom < innerHeight));
});

test("the link to a table is copied, and leads to the table", async (t) => {
  const page = await open(t, "factors/agencies/", { permissions: ["clipboard-read", "clipboard-write"], viewport: { width: 1280, height: 800 } });
  const link = page.locator('.table-tools a[href="#tbl-agencies"]');
  assert.equal(await link.locator("..").getAttribute("aria-live"), "polite", "it is announced");
  await link.click();
  await page.waitForFunction(() => /^Copied/.test(document.querySelector('.table-tools a[href="#tbl-agencies"]').textContent));
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, `${site.url}factors/agencies/#tbl-agencies`);
  await page.goto(copied);
  assert.ok(await page.locator("#tbl-agencies").evaluate((table) => Math.abs(table.getBoundingClientRect().top) < innerHeight));
});

test("a column of choices is sorted in the order in which they are declared", async (t) => {
  const page = await open(t, "forums/");
  const TABLE = "figure.table.sortable";
  const at = (await page.locator(`${TABLE} thead th`).allInnerTexts()).findIndex((head) => head.trim() === "Meets");
  await page.locator(`${TABLE} thead th button`).nth(at).click();
  const cells = await page.locator(`${TABLE} tbody tr > :nth-child(${at + 1})`).allInnerTexts();
  const order = [...new Set(cells.map((cell) => cell.replace(/[‡†≠]/gu, "").trim()))];
  const declared = ["Daily", "Weekly", "Twice a month", "Monthly", "Every two months", "Yearly", "Rising", "Irregular", "When needed", "not stated"];
  assert.deepEqual(order, declared.filter((choice) => order.includes(choice)));
  assert.ok(order.length > 4);
});

test("a list of the menu stays within the page, however narrow the window", async (t) => {
  for (const width of [770, 800, 850, 900, 1280]) {
    const page = await open(t, "cases/", { viewport: { width, height: 700 } });
    for (const list of await page.locator("nav.menu details").all()) {
      await list.locator("summary").click();
      const box = await list.locator("ul").boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width, `at ${width}: from ${box.x} to ${box.x + box.width}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    }
  }
});

test("an address whose anchor is no text takes no tools from tables", async (t) => {
  const all = await open(t, "cases/estonia/");
  const sortable = (page) => page.locator(".sortable").count();
  const odd = await open(t, "cases/estonia/#%");
  assert.ok(await sortable(all) > 1);
  assert.equal(await sortable(odd), await sortable(all));
});

test("a letter above a table leads to its row whatever was filtered or sorted, and again", async (t) => {
  const page = await open(t, "agencies/");
  const letter = page.locator(".letters a").nth(3);
  const row = page.locator(`[id="${(await letter.getAttribute("href")).slice(1)}"]`);
  const original = await page.locator("tbody tr").allInnerTexts();
  for (const turn of [1, 2]) {
    await page.locator(".table-filter input").fill("zzz");
    assert.equal(await row.isVisible(), false);
    await letter.click();
    assert.ok(await row.isVisible(), `time ${turn}`);
  }
  await page.locator("thead th button").nth(1).click();
  await letter.click();
  assert.deepEqual(await page.locator("tbody tr").allInnerTexts(), original);
});

test("rows that become stacks when the window narrows are told to be a table", async (t) => {
  const page = await open(t, "forums/", { viewport: { width: 1440, height: 900 } });
  assert.equal(await page.locator("table.text[role]").count(), 0);
  await page.setViewportSize({ width: 700, height: 900 });
  await page.locator("table.text[role=table]").first().waitFor();
});

test("the menu takes the same room on every page", async (t) => {
  const high = [];
  for (const path of ["cases/", "forums/", "about/"]) {
    const page = await open(t, path, { viewport: { width: 768, height: 600 } });
    high.push((await page.locator("nav.menu").boundingBox()).height);
  }
  assert.equal(new Set(high).size, 1, high.join());
});

test("whoever is led to the note of a value sees the value above it", async (t) => {
  const page = await open(t, "forums/austria-election-network/#cb-note-lasts", { viewport: { width: 360, height: 740 } });
  const { top, bottom } = await page.locator("#cb-note-lasts").evaluate((note) => note.getBoundingClientRect().toJSON());
  assert.ok(top > 150 && bottom < 740, `${top}`);
});

test("a source that was followed from the text leads back to where it was cited", async (t) => {
  const page = await open(t, "cases/mexico/", { viewport: { width: 1280, height: 800 } });
  const cited = page.locator(".page-body a[href^='#cb-work-']");
  for (const link of [cited.nth(3), cited.nth(8)]) {
    await link.click();
    await page.waitForURL(/#cb-work-/);
    await page.getByRole("link", { name: "Back to the text" }).click();
    await page.waitForFunction(() => !location.hash.startsWith("#cb-work-"));
    const { top, bottom } = await link.evaluate((link) => link.getBoundingClientRect().toJSON());
    assert.ok(top > 0 && bottom < 800, `${top}`);
  }
});

test("a letter of an index is no place in a text, and nothing leads back to it", async (t) => {
  const page = await open(t, "references/");
  await page.locator(".letters a").nth(2).click();
  await page.waitForURL(/#/);
  assert.equal(await page.locator("a.back").count(), 0);
});

test("links in rows that run on have 24 px from line to line", async (t) => {
  for (const path of ["events/", "agencies/"]) {
    const page = await open(t, path, { viewport: { width: 360, height: 740 } });
    const lines = await page.locator(".steady .text tbody td:has(a)").evaluateAll((cells) => cells.map((cell) => Number.parseFloat(getComputedStyle(cell).lineHeight)));
    assert.ok(lines.length > 10 && Math.min(...lines) >= 24, `${path}: ${Math.min(...lines)}`);
  }
});
