// Comparing, tables that sort and filter, light and dark, citations to copy: in a real browser, over the site in SITE.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { open, sideways, site } from "./browser.mjs";

const FIRST = "figure.table.sortable:not(.picture *)";
const column = (page, number) => page.locator(`${FIRST} tbody tr:not([hidden], .group) > :nth-child(${number})`).allInnerTexts();

test("without script, the page that compares shows every entry, field by field, and no form", async (t) => {
  const page = await open(t, "compare/", { javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
  assert.equal(await page.locator("#cb-compare").isVisible(), false);
  assert.equal(await page.locator("#cb-scheme").isVisible(), false);
  const rows = page.locator("table.everything tbody tr");
  const entries = await rows.count();
  assert.ok(entries >= 2);
  const cells = await page.locator("table.everything thead tr:last-child th").count();
  assert.equal(await page.locator("table.everything tbody td").count(), entries * cells);
  assert.equal(await page.locator("table.everything tbody td:empty").count(), 0, "no blank cell");
  assert.ok(await page.locator("#cb-section-pages a").count() > 0);
  assert.equal(await sideways(page), 0);
});

test("on a phone, long names of those side by side have the room they need", async (t) => {
  const page = await open(t, "compare/?entries=estonia,mexico", { viewport: { width: 360, height: 800 } });
  const heads = page.locator(".beside thead th");
  await heads.first().locator("a").evaluate((link) => { link.textContent = "A name that takes more than three lines, whatever the type it is set in may be"; });
  const [row, head] = await heads.first().evaluate((head) => [head.parentElement, head.querySelector("a")].map((part) => part.getBoundingClientRect().bottom));
  assert.ok(head <= row, `${head} is above ${row}`);
});

test("two entries are chosen in the page, and the address leads back to them", async (t) => {
  const page = await open(t, "compare/");
  const selects = page.locator("#cb-compare select");
  const ids = await page.locator("table.everything tbody tr").evaluateAll((rows) => rows.map((row) => row.dataset.entry));
  await selects.nth(0).selectOption(ids[0]);
  assert.equal(await page.locator(".beside").count(), 0, "one alone is not compared");
  await selects.nth(1).selectOption(ids[1]);
  assert.ok(page.url().endsWith(`?entries=${ids[0]},${ids[1]}`), page.url());
  assert.equal(await page.locator(".beside thead th").count(), 2);
  assert.ok(await selects.nth(2).locator(`option[value="${ids[0]}"]`).evaluate((option) => option.disabled), "nothing is compared with itself");
  const status = await page.locator("#cb-compare [role=status]").innerText();
  const marked = await page.locator(".beside tr.unlike").count();
  assert.match(status, new RegExp(`^${marked} `), "the number of differing rows is said");
  const named = page.locator(".beside tr.unlike th .differs");
  assert.equal(await named.count(), marked, "each differing row says so in words");
  await page.getByRole("checkbox").check();
  assert.equal(await page.locator(".beside tbody tr:not(.group)").count(), await page.locator(".differs").count());

  const again = await open(t, `compare/?entries=${ids[0]},${ids[1]}`);
  assert.deepEqual(await again.locator(".beside thead th").allInnerTexts(), await page.locator(".beside thead th").allInnerTexts());
});

test("what the address asks for and does not exist is left out", async (t) => {
  const page = await open(t, "compare/?entries=nowhere,%3Cb%3E,,&section=None");
  assert.equal(await page.locator(".beside").count(), 0);
  assert.equal(await page.locator("#cb-compare-hint").isVisible(), true);
});

test("what the address asks for and is not shown is named", async (t) => {
  const page = await open(t, "compare/?entries=austria,nowhere,belgium,canada,denmark,estonia");
  const status = page.locator("#cb-compare [role=status]");
  assert.equal(await page.locator(".beside thead th").count(), 4);
  assert.match(await status.innerText(), /^\d+ of \d+ rows differ\. Not shown: nowhere, Estonia\.$/);
  await page.locator("#cb-compare select").nth(3).selectOption("estonia");
  assert.match(await status.innerText(), /^\d+ of \d+ rows differ\.$/);
});

test("the same section of each stands beside the others, and its links lead somewhere", async (t) => {
  const start = await open(t, "compare/");
  const link = start.locator("#cb-section-pages a").first();
  const section = await link.getAttribute("data-section");
  await link.click();
  await start.locator("section.of-all > h2").first().waitFor();
  const ids = await start.locator("section.of-all > h2").evaluateAll((heads) => heads.slice(0, 3).map((head) => head.id));
  const page = await open(t, `compare/?entries=${ids.join(",")}&section=${encodeURIComponent(section)}`);
  const parts = page.locator(".abreast > section");
  await parts.first().waitFor();
  assert.equal(await parts.count(), ids.length);
  assert.ok((await parts.first().innerText()).length > 200);
  const twice = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((node) => node.id).filter((id, at, all) => all.indexOf(id) !== at));
  assert.deepEqual(twice, []);
  for (const href of await parts.first().locator("a").evaluateAll((links) => links.map((each) => each.href))) {
    if (!href.startsWith(site.url)) continue;
    const answer = await page.request.get(href);
    assert.equal(answer.status(), 200, href);
    const anchor = decodeURIComponent(new URL(href).hash.slice(1));
    if (anchor) assert.ok((await answer.text()).includes(`id="${anchor}"`), href);
  }
});

test("a section that is taken back while it is loaded is not waited for", async (t) => {
  const page = await open(t, "compare/?entries=estonia,mexico");
  const said = page.locator("p[role=status]").first();
  const before = await said.innerText();
  let go;
  const held = new Promise((done) => { go = done; });
  await page.route("**/sections/**", async (route) => { await held; await route.continue(); });
  const choice = page.locator(".only select");
  await choice.selectOption({ index: 1 });
  await page.locator(".abreast[aria-busy=true]").waitFor({ state: "attached" });
  await choice.selectOption({ index: 0 });
  assert.equal(await page.locator("[aria-busy=true]").count(), 0);
  assert.equal(await said.innerText(), before);
  go();
});

test("a long comparison scrolls in its own box, also where it fits across", async (t) => {
  const page = await open(t, "compare/", { viewport: { width: 1400, height: 800 } });
  const box = page.locator(".tall").first();
  await box.evaluate((box) => box.classList.add("fits"));
  assert.equal(await box.evaluate((box) => getComputedStyle(box).overflowY), "auto");
});

test("with letters twice as large, nothing makes a page wider", async (t) => {
  const zoom = (page) => page.evaluate(() => {
    const large = new CSSStyleSheet();
    large.replaceSync(":root { font-size: 32px; }");
    document.adoptedStyleSheets = [large];
  });
  for (const [path, width] of [["compare/?entries=estonia,mexico", 360], ["events/", 1280]]) {
    const page = await open(t, path, { viewport: { width, height: 800 } });
    await zoom(page);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    assert.equal(await sideways(page), 0, path);
  }
});

test("beside each other on a phone, nothing makes the page wider", async (t) => {
  const start = await open(t, "compare/");
  const ids = await start.locator("table.everything tbody tr").evaluateAll((rows) => rows.slice(0, 4).map((row) => row.dataset.entry));
  const page = await open(t, `compare/?entries=${ids.join(",")}`, { viewport: { width: 320, height: 800 } });
  assert.equal(await page.locator(".beside thead th").count(), 4);
  assert.equal(await sideways(page), 0);
});

test("beside each other on a phone, the names of fields are in sight, however far the values are scrolled", async (t) => {
  const page = await open(t, "compare/?entries=mexico,usa,estonia,sweden", { viewport: { width: 360, height: 800 } });
  const hidden = () => page.locator(".beside tbody th").evaluateAll((heads) => heads.filter((head) => {
    const words = document.createRange();
    words.selectNodeContents(head);
    const { left, right } = words.getBoundingClientRect();
    return left < 0 || right > innerWidth;
  }).length);
  assert.equal(await hidden(), 0);
  await page.locator("#cb-beside .table-scroll").evaluate((scroll) => { scroll.scrollLeft = 150; });
  assert.equal(await hidden(), 0);
});

test("beside each other, names stay in sight however far one reads, and a name is no difference", async (t) => {
  for (const [width, entries] of [[360, "estonia,moldova"], [360, "estonia,moldova,mexico,canada"], [1280, "estonia,moldova,mexico"]]) {
    const page = await open(t, `compare/?entries=${entries}`, { viewport: { width, height: 740 } });
    const seen = await page.locator(".beside").evaluate(async (table) => {
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const box = table.closest(".table-scroll");
      box.scrollIntoView({ behavior: "instant" });
      const way = { top: 300, behavior: "instant" };
      if (box.scrollHeight > box.clientHeight + 1) box.scrollBy(way);
      else scrollBy(way);
      const { top, bottom } = table.tHead.getBoundingClientRect();
      return top > -2 && bottom < innerHeight && table.tBodies[0].getBoundingClientRect().top < top;
    });
    assert.ok(seen, `${width} px: ${entries}`);
    const country = page.locator(".beside tbody tr", { has: page.locator("th", { hasText: /^Country/ }) });
    assert.equal(await country.locator(".differs").count(), 0);
  }
});

test("a table is sorted by its heads, up, down and back, and says so", async (t) => {
  const page = await open(t, "cases/");
  const original = await column(page, 1);
  const button = page.locator(`${FIRST} thead th button`).first();
  const head = page.locator(`${FIRST} thead th`).first();
  await button.focus();
  await page.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  await page.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  assert.deepEqual(await column(page, 1), [...original].reverse());
  assert.match(await page.locator(`${FIRST} output`).innerText(), /descending/);
  await page.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), null);
  assert.deepEqual(await column(page, 1), original);
});

test("numbers sort as numbers, also where heads stand in two rows", async (t) => {
  const page = await open(t, "compare/");
  const heads = await page.locator("table.everything thead tr:last-child th").allInnerTexts();
  const at = heads.findIndex((head) => head.trim() === "Agencies");
  assert.ok(at >= 0, heads.join());
  const cells = () => page.locator(`table.everything tbody tr > :nth-child(${at + 2})`).allInnerTexts();
  const numbers = (await cells()).map(Number);
  assert.ok(numbers.some((number) => number > 9) && numbers.some((number) => number < 9));
  for (const down of [false, true]) {
    await page.locator("table.everything thead tr:last-child th button").nth(at).click();
    assert.deepEqual((await cells()).map(Number), [...numbers].sort((a, b) => (down ? b - a : a - b)));
  }
});

test("what is not stated comes last either way", async (t) => {
  const page = await open(t, "cases/");
  const at = (await page.locator(`${FIRST} thead th`).allInnerTexts()).findIndex((head) => head.trim() === "Population");
  for (const times of [1, 2]) {
    await page.locator(`${FIRST} thead th button`).nth(at).click();
    const silent = (await column(page, at + 1)).map((text) => text.trim() === "not stated");
    assert.ok(silent.includes(true) && silent.includes(false));
    assert.deepEqual(silent, [...silent].sort(), `${times}`);
  }
});

test("dates sort by the day, not by the words", async (t) => {
  const page = await open(t, "events/");
  const times = () => page.locator("table.text tbody tr").evaluateAll((rows) => rows.map((row) => row.querySelector("time").dateTime));
  const at = (await page.locator(`${FIRST} thead th`).allInnerTexts()).findIndex((head) => head.trim() === "Date");
  await page.locator(`${FIRST} thead th button`).nth(at).click();
  const sorted = await times();
  assert.deepEqual(sorted, [...sorted].sort());
});

test("a filter finds words without accents, survives a reload, and is taken back by its button", async (t) => {
  const page = await open(t, "agencies/");
  const input = page.locator(`${FIRST} .table-filter input`);
  const all = (await column(page, 1)).length;
  await input.fill("ÉSTONIA ministry");
  const found = await column(page, 1);
  assert.ok(found.length > 0 && found.length < all);
  assert.match(await page.locator(`${FIRST} output`).innerText(), new RegExp(`^${found.length} of ${all}`));
  await input.press("Escape");
  assert.deepEqual(await column(page, 1), found, "Escape does not lose the choice");
  await page.reload();
  assert.deepEqual(await column(page, 1), found);
  await page.locator("article a").first().click();
  await page.goBack();
  assert.deepEqual(await column(page, 1), found);
  const reset = page.locator(`${FIRST} .table-filter button`);
  await reset.click();
  assert.equal((await column(page, 1)).length, all);
  await reset.click();
  assert.deepEqual(await column(page, 1), found, "and that can be taken back too");
  await input.fill("zzzz no such row");
  assert.equal((await column(page, 1)).length, 0);
  assert.match(await page.locator(`${FIRST} output`).innerText(), /^0 /);
});

test("a filter finds beginnings of words and what names are short for, never what is not stated", async (t) => {
  const page = await open(t, "forums/");
  const input = page.locator(`${FIRST} .table-filter input`);
  const rows = async (wanted) => {
    await input.fill(wanted);
    return page.locator(`${FIRST} tbody tr:not(.group)`).evaluateAll((rows) => rows.filter((row) => row.checkVisibility()).map((row) => row.textContent));
  };
  for (const [short, name] of [["us", /United States/], ["uk", /United Kingdom/]]) {
    assert.ok((await rows(short)).some((text) => name.test(text)), short);
  }
  assert.ok((await rows("us")).every((text) => !/Austria|Indonesia/.test(text)));
  const once = await rows("task force one election");
  assert.ok(once.length > 0 && once.every((text) => /\bone election/i.test(text)), once.join("\n"));
  assert.ok((await rows("stated")).length < 5);
});

test("how a table is filtered and sorted stands in the address, and in the link to it", async (t) => {
  const page = await open(t, "factors/forums/", { permissions: ["clipboard-read", "clipboard-write"] });
  const figure = page.locator("#tbl-forums");
  await figure.locator(".table-filter input").fill("estonia");
  await figure.locator("thead button").first().click();
  await figure.locator("thead button").first().click();
  const shown = () => figure.locator("tbody tr:visible th").allInnerTexts();
  const before = await shown();
  assert.ok(before.length > 1 && before.length < 20);
  await figure.getByText("Copy the link to this table").click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /filter(\.\d)?=estonia&sort(\.\d)?=-\S+#tbl-forums$/);
  const other = await open(t, link.replace(site.url, ""));
  assert.deepEqual(await other.locator("#tbl-forums tbody tr:visible th").allInnerTexts(), before);
});

test("what is copied out of a table is a table without marks, whose numbers count, on a phone too", async (t) => {
  for (const width of [1280, 360]) {
    const page = await open(t, "cases/", { viewport: { width, height: 800 }, permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator(`${FIRST} .table-filter input`).fill("an");
    await page.evaluate((first) => getSelection().selectAllChildren(document.querySelector(`${first} table`)), FIRST);
    await page.keyboard.press("Control+c");
    const rows = (await page.evaluate(() => navigator.clipboard.readText())).split("\n").map((row) => row.split("\t"));
    const shown = await page.locator(`${FIRST} tbody tr:not(.group):visible`).count();
    const numbers = rows.flat().filter((cell) => /^\d[\d\s]{4,}$/.test(cell));
    assert.ok(numbers.length > 3 && numbers.every((number) => /^\d+$/.test(number)), numbers.join());
    assert.doesNotMatch(rows.flat().join(""), /[‡†≠\u202f]/);
    assert.equal(new Set(rows.slice(-shown).map((row) => row.length)).size, 1);
  }
});

test("what is copied out of a table with heads above each other has all of them over their columns", async (t) => {
  const page = await open(t, "factors/agencies/", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector(".matrix")));
  await page.keyboard.press("Control+c");
  const rows = (await page.evaluate(() => navigator.clipboard.readText())).split("\n").map((row) => row.split("\t"));
  assert.equal(new Set(rows.map((row) => row.length)).size, 1);
  assert.deepEqual(rows[1].slice(0, 2), ["", "Electoral management body"]);
  const groups = rows[0].filter(Boolean);
  assert.deepEqual([groups[0], groups.at(-1)], ["Case study", rows[0].at(-1)]);
  const estonia = rows.find(([name]) => name === "Estonia");
  assert.equal(estonia.at(-1), String(estonia.slice(1, -1).filter((cell) => /^\d/.test(cell)).length));
});

test("on the way back, the table is what the address says", async (t) => {
  const page = await open(t, "cases/");
  const shown = () => page.locator(`${FIRST} tbody tr:not(.group):visible`).count();
  const all = await shown();
  await page.locator(`${FIRST} .table-filter input`).fill("an");
  const some = await shown();
  assert.ok(some < all);
  await page.evaluate(() => { location.hash = "cb-content"; });
  await page.locator(`${FIRST} .table-filter input`).fill("");
  assert.equal(await shown(), all);
  await page.goBack();
  assert.match(page.url(), /\?filter=an$/);
  assert.equal(await shown(), some);
  assert.equal(await page.locator(`${FIRST} .table-filter input`).inputValue(), "an");
});

test("columns stay where they are while rows are filtered", async (t) => {
  const page = await open(t, "forums/", { viewport: { width: 1280, height: 800 } });
  const lefts = () => page.locator(`${FIRST} thead th`).evaluateAll((heads) => heads.map((head) => Math.round(head.getBoundingClientRect().left)));
  const before = await lefts();
  await page.locator(`${FIRST} .table-filter input`).fill("exercise");
  assert.deepEqual(await lefts(), before);
  await page.locator(`${FIRST} .table-filter button`).click();
  assert.deepEqual(await lefts(), before);
});

test("tools come only above tables of more than five rows, and nothing moves when they come", async (t) => {
  const page = await open(t, "cases/usa/");
  const tables = await page.locator("table.text").evaluateAll((all) => all.map((table) => [[...table.tBodies].flatMap((body) => [...body.rows].filter((row) => !row.matches(".group"))).length, table.closest("figure, .page-body").matches(".sortable")]));
  assert.ok(tables.length > 0);
  for (const [rows, tools] of tables) assert.equal(tools, rows > 5);
  // The script that makes them is held back until the page stands.
  for (const path of ["cases/", "forums/", "events/", "cooperation/", "agency-types/", "agency-types/academia/", "compare/"]) {
    for (const width of [360, 768, 1440]) {
      const page = await open(t, "", { viewport: { width, height: 800 } });
      let release;
      const held = new Promise((done) => { release = done; });
      await page.route(/\/tables-\w+\.js$/, (route) => held.then(() => route.continue()));
      await page.goto(site.url + path, { waitUntil: "commit" });
      const rows = page.locator("table:is(.text, .everything) tbody").first();
      await rows.waitFor();
      await page.waitForFunction(() => document.readyState === "interactive" && [...document.querySelectorAll("link[rel=stylesheet]")].every((link) => link.sheet));
      const top = () => rows.evaluate((body) => body.getBoundingClientRect().top);
      const before = await top();
      release();
      await page.locator(".sortable").first().waitFor();
      assert.equal(await top(), before, `${path} at ${width} px`);
    }
  }
});

test("a matrix, however long, has no place for tools that do not come", async (t) => {
  const page = await open(t, "factors/agencies/");
  const matrix = page.locator(".table-scroll:has(> .matrix)").first();
  assert.ok(await matrix.locator("tbody tr").count() > 12);
  assert.equal(await matrix.evaluate((scroll) => getComputedStyle(scroll).marginTop), "0px");
});

test("the head of a table stays in sight", async (t) => {
  const page = await open(t, "cases/", { viewport: { width: 1440, height: 500 } });
  await page.locator("table.text tbody tr").nth(15).evaluate((row) => row.scrollIntoView({ block: "center" }));
  const top = await page.locator("table.text thead th").first().evaluate((head) => head.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 5, `${top}`);
});

test("the heads of a matrix stay in sight, in the window or in a box of its own", async (t) => {
  for (const [width, height] of [[1280, 900], [768, 900], [360, 740]]) {
    const page = await open(t, "factors/agencies/", { viewport: { width, height } });
    const matrix = page.locator(".matrix").first();
    const seen = await matrix.evaluate((table) => {
      table.closest(".table-scroll").scrollIntoView({ behavior: "instant" });
      const box = table.closest(".table-scroll");
      if (box.scrollHeight > box.clientHeight + 1) box.scrollBy({ top: 500, behavior: "instant" });
      else scrollBy({ top: 500, behavior: "instant" });
      const { top, bottom } = table.tHead.getBoundingClientRect();
      return top > -2 && bottom < innerHeight && table.tBodies[0].getBoundingClientRect().top < top;
    });
    assert.ok(seen, `${width} px`);
  }
});

test("a number in a matrix leads to what it counts", async (t) => {
  const page = await open(t, "factors/agencies/");
  const cell = page.locator(".matrix tbody tr", { hasText: "Mexico" }).locator("td > a").first();
  const names = (await cell.getAttribute("title")).split("; ");
  assert.ok(names.length > 1);
  await cell.click();
  await page.waitForURL(/agency-types\/emb\/\?filter=Mexico$/);
  const found = await page.locator(`${FIRST} tbody tr:not(.group):visible th`).allInnerTexts();
  assert.deepEqual(found.map((name) => name.replace(" (Mexico)", "")).sort(), names.sort());
});

test("no number in a matrix leads to fewer rows than it counts", async (t) => {
  const page = await open(t, "factors/agencies/");
  const links = await page.locator(".matrix tbody td > a[href*='?']").evaluateAll((all) => all.map((link) => [link.href, Number(link.textContent)]));
  assert.ok(links.length > 20);
  const whole = [];
  for (const [href, counted] of links) {
    await page.goto(href);
    const table = page.locator("main table.text").first();
    if (await table.evaluate((table) => table.matches(".sorts"))) await page.locator(FIRST).first().waitFor();
    const shown = await table.locator("tbody tr:not(.group):visible").count();
    const filtered = /[?&]filter=/.test(page.url());
    if (filtered) assert.equal(shown, counted, href);
    // Where some are told apart by more than the row's name, all are shown, and neither the address nor the field says otherwise.
    else {
      whole.push(href);
      assert.ok(shown >= counted, href);
      assert.equal(await table.locator("tbody tr[hidden]").count(), 0, href);
    }
    assert.doesNotMatch(page.url(), /rows=/);
  }
  assert.ok(whole.length < links.length / 4, `${whole.length}`);
});

test("the row of a matrix that a link leads to is not hidden by its head, nor what the keyboard comes to", async (t) => {
  for (const [width, height] of [[1280, 900], [360, 740]]) {
    const page = await open(t, "factors/agencies/#tbl-agencies--estonia", { viewport: { width, height } });
    const seen = (part) => page.locator(part).evaluate((part) => {
      const { top, bottom } = part.getBoundingClientRect();
      return top >= part.closest("table").tHead.getBoundingClientRect().bottom - 1 && bottom <= innerHeight + 1;
    });
    await page.waitForFunction(() => scrollY > 0);
    assert.ok(await seen("[id='tbl-agencies--estonia']"), `${width} px`);
    await page.locator("[id='tbl-agencies--estonia'] td a").first().focus();
    for (let at = 0; at < 30; at += 1) {
      await page.keyboard.press("Shift+Tab");
      if (await page.evaluate(() => Boolean(document.activeElement.closest(".matrix tbody")))) assert.ok(await seen(":focus"), `${width} px, ${at}`);
    }
  }
});

test("a low window has no box that shows a few rows of a long table", async (t) => {
  const page = await open(t, "compare/", { viewport: { width: 740, height: 360 } });
  assert.ok(await page.locator(".tall").evaluate((box) => box.scrollHeight <= box.clientHeight + 1));
});

test("on a phone, tables stay stacks and can be sorted", async (t) => {
  const page = await open(t, "cases/", { viewport: { width: 360, height: 800 } });
  assert.equal(await sideways(page), 0);
  assert.equal(await page.locator("table.text").first().evaluate((table) => getComputedStyle(table).display), "block");
  const original = await column(page, 1);
  await page.locator(`${FIRST} thead th button`).first().click();
  await page.locator(`${FIRST} thead th button`).first().click();
  assert.deepEqual(await column(page, 1), [...original].reverse());
});

test("light or dark is chosen, remembered, and there before anything is painted", async (t) => {
  const page = await open(t, "", { colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.locator("#cb-scheme").selectOption("dark");
  const dark = await ground();
  assert.notEqual(dark, light);
  await page.goto(`${site.url}compare/`);
  assert.equal(await ground(), dark);
  assert.equal(await page.locator("#cb-scheme").inputValue(), "dark");
  const early = await page.locator("head script[src*=scheme]").evaluate((script) => !script.defer && !script.async);
  assert.ok(early);
  await page.goto(`${site.url}nowhere/`).catch(() => {});
  assert.equal(await ground(), dark, "also where nothing is found");
  await page.goto(site.url);
  await page.locator("#cb-scheme").selectOption("");
  assert.equal(await ground(), light);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

test("a page says how it is cited, to copy and as a file", async (t) => {
  const page = await open(t, "cases/estonia/");
  await page.locator("details.cite summary").click();
  const [bibtex, ris] = await page.locator("details.cite pre").allInnerTexts();
  assert.match(bibtex, /^@online\{cases-estonia,[\s\S]*\}\s*$/);
  assert.match(ris, /^TY {2}- ELEC[\s\S]*ER {2}-/);
  // Where the site was not told its address, that of the window.
  assert.match(bibtex, new RegExp(`^  url = \\{https?://.*/cases/estonia/\\},$`, "m"));
  assert.match(ris, /^UR {2}- https?:\S+\/cases\/estonia\/$/m);
  const [saved] = await Promise.all([page.waitForEvent("download"), page.locator(".cite-tools button").last().click()]);
  assert.equal(saved.suggestedFilename(), "cases-estonia.ris");
  assert.equal(await readFile(await saved.path(), "utf8"), ris.endsWith("\n") ? ris : `${ris}\n`);
});

test("what the keyboard comes to is not hidden behind the names of rows", async (t) => {
  const page = await open(t, "compare/", { viewport: { width: 800, height: 700 } });
  const links = page.locator("table.everything tbody td a");
  const hidden = [];
  await links.first().focus();
  for (let step = await links.count(); step > 0; step -= 1) {
    const at = await page.evaluate(() => {
      const link = document.activeElement;
      const head = link.closest("tr")?.querySelector("th");
      const past = head?.contains(link) ? Infinity : link.getBoundingClientRect().right - head?.getBoundingClientRect().right;
      return head && [link.textContent, past];
    });
    if (!at) break;
    if (at[1] !== null && at[1] < 10) hidden.push(at[0]);
    await page.keyboard.press("Tab");
  }
  assert.deepEqual(hidden, []);
});
