// Search in a real browser, over the site in SITE: what is found first, how little is loaded, filters, keyboard, address.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, site } from "./browser.mjs";
import { serve } from "./serve.mjs";

const titles = (page) => page.locator(".found .title a").evaluateAll((links) => links.map((link) => link.getAttribute("href").replace("../", "")));
const answered = (page) => page.waitForFunction(() => /[^…]$/.test(document.getElementById("cb-found").textContent) && document.querySelector(".found .results[aria-busy=false] .title, .browse:not([hidden])"));
const ask = async (page, question) => {
  await page.goto(`${site.url}search/?q=${encodeURIComponent(question)}`);
  await answered(page);
};

/** Questions, and the pages of which one must be among the first three. */
const QUESTIONS = [
  ["SISA", "agencies/estonia-ria/"],
  ["memorandum facebook", "models/platform-memoranda/", "events/#mexico-2018-facebook"],
  ["moldva", "cases/moldova/"],
  ["electoral", "agencies/venezuela-cne/", "agencies/romania-pea/"],
  ["Riigi Infosusteemi", "agencies/estonia-ria/"],
  ["estonia", "cases/estonia/"],
  ["united states", "cases/usa/"],
  ["GCC", "forums/usa-gcc/"],
  ["government coordinating council", "forums/usa-gcc/"],
  ["party training", "models/party-training/"],
  ["party trainings", "models/party-training/"],
  ["public and industry councils", "models/public-industry-councils/"],
  ["internet voting estonia", "forums/estonia-internet-voting/"],
  ["national electoral institute", "agencies/mexico-ine/"],
  ["disinformation latvia", "forums/latvia-disinformation-task-force/"],
  ["ddos", "glossary/#ddos"],
  ["critical infrastructure", "background/critical-infrastructure/"],
  ["sources disagree", "about/disagreements/"],
  ["etsonia", "cases/estonia/"],
  ["decentralised", "models/decentralized/"],
  ["indonesia kpu task force", "forums/indonesia-kpu-cyber-task-force/"],
  ["danish", "cases/denmark/"],
  ["British", "cases/united-kingdom/"],
  ["Great Britain", "cases/united-kingdom/"],
  ["Holland", "cases/netherlands/"],
  ["U.S.", "cases/usa/"],
  ["Finnish police", "agencies/finland-criminal-police/", "cases/finland/"],
  ["mexican memorandum", "events/#mexico-2018-facebook", "events/#mexico-2018-twitter", "cases/mexico/"],
  ["german cyber office", "agencies/germany-bsi/"],
  ["latvian forums", "forums/latvia-disinformation-task-force/"],
  ["hybrid model", "models/hybrid/"],
  ["who runs elections in Mexico", "cases/mexico/"],
  ["who leads in Denmark", "cases/denmark/"],
  ["internet votting", "forums/estonia-internet-voting/"],
  ["North Makedonia", "cases/north-macedonia/"],
  ["1300000", "cases/estonia/"],
  ["October 2017", "forums/usa-gcc/", "events/#usa-2017-gcc"],
  ["phishing training for candidates", "models/party-training/"],
  ["UK electoral commission", "agencies/united-kingdom-electoral-commission/"],
  ["tabletop exercises", "glossary/#table-top-exercise", "forums/usa-tabletop/"],
  ["inter agency", "glossary/#interagency-collaboration"],
  ["web site breach", "glossary/#website-breach"],
  ["workinggroup", "forums/estonia-ict/"],
  ["who meets weekly", "forums/estonia-ict/", "forums/estonia-public-relations/"],
  ["Belfer playbook", "references/#belfer2018a", "references/#belfer2018b"],
];

test("what lost its vowel before a word is not asked for", async (t) => {
  const page = await open(t, "search/");
  const all = async (question) => {
    await ask(page, question);
    return (await page.locator("#cb-found").textContent()).replace(question, "");
  };
  const found = await all("ombudsman election");
  for (const question of ["l'ombudsman election", "ombudsman d’election", "qu'ombudsman dell’election"]) assert.equal(await all(question), found, question);
});

test("the right page is among the first three", async (t) => {
  const page = await open(t, "search/");
  const wrong = [];
  for (const [question, ...right] of QUESTIONS) {
    await ask(page, question);
    const first = (await titles(page)).slice(0, 3);
    if (!first.some((found) => right.includes(found))) wrong.push(`${question}: ${first.join(", ")}`);
  }
  assert.deepEqual(wrong, []);
});

test("little is loaded before the first result", async (t) => {
  const page = await open(t, "");
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(".found .title a")) return;
      observer.disconnect();
      const pieces = performance.getEntriesByType("resource").filter(({ name }) => /\/search\/\w+\//.test(name));
      globalThis.loaded = pieces.map(({ name, decodedBodySize }) => [name.split("/").pop(), decodedBodySize]);
    }).observe(document, { childList: true, subtree: true });
  });
  const all = [];
  for (const [question] of QUESTIONS) {
    await ask(page, question);
    const loaded = await page.evaluate(() => globalThis.loaded);
    const bytes = loaded.reduce((sum, [, size]) => sum + size, 0);
    all.push(bytes);
    assert.ok(bytes < 75000, `${question}: ${bytes} bytes: ${loaded.join("; ")}`);
  }
  all.sort((a, b) => a - b);
  t.diagnostic(`bytes of the index before the first result: ${all[0]} to ${all.at(-1)}, most often about ${all[all.length >> 1]}`);
});

test("results come as the reader types, in groups, with the sentence and the words marked", async (t) => {
  const page = await open(t, "search/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "cb-q");
  await page.keyboard.type("memorandum", { delay: 30 });
  await answered(page);
  assert.match(await page.textContent("#cb-found"), /^\d+ results for “memorandum”\.$/);
  assert.ok((await page.locator(".found section h2").count()) > 1);
  await page.waitForSelector(".found .excerpt mark");
  assert.match((await page.textContent(".found .excerpt mark")).toLowerCase(), /memorand/);
  assert.equal(new URL(page.url()).searchParams.get("q"), "memorandum");
  assert.equal(await page.locator(".browse").isVisible(), false);
  await page.fill("#cb-q", "");
  await page.waitForSelector(".browse:visible");
  assert.equal(new URL(page.url()).search, "");
});

test("results are narrowed, and the address says how", async (t) => {
  const page = await open(t, "search/?q=electoral");
  await page.selectOption('.filter [data-id="in"] select', "forums");
  await page.waitForURL(/in=forums/);
  await page.waitForFunction(() => document.querySelectorAll(".found section").length === 1);
  const before = (await page.textContent("#cb-found")).match(/\d+/)[0];
  const kind = page.locator('.filter [data-id="forums.kind"] select');
  await kind.focus();
  await kind.selectOption({ index: 1 });
  await page.waitForURL(/by\.forums\.kind=\w/);
  await page.waitForFunction((before) => document.getElementById("cb-found").textContent.match(/\d+/)?.[0] !== before, before);
  assert.equal(await page.evaluate(() => document.activeElement.closest("label")?.dataset.id), "forums.kind", "the focus stays at the choice");
  await answered(page);
  const narrowed = await titles(page);
  assert.ok(narrowed.length > 0 && narrowed.every((path) => path.startsWith("forums/")), narrowed.join());
  const again = await open(t, page.url().replace(site.url, ""));
  await answered(again);
  assert.deepEqual(await titles(again), narrowed);
  await again.click(".filter button");
  await again.waitForFunction(() => !/in=|by\./.test(location.search));
});

test("a shared choice holds across kinds: what belongs to an entry, and the entry", async (t) => {
  const page = await open(t, "search/?q=voting&by.cases=estonia");
  await answered(page);
  const found = await titles(page);
  assert.ok(found.includes("cases/estonia/"), found.join());
  assert.ok(found.every((path) => /estonia/.test(path)), found.join());
});

test("the keyboard does it all", async (t) => {
  const page = await open(t, "cases/estonia/");
  await page.keyboard.press("/");
  assert.notEqual(await page.evaluate(() => document.activeElement.name), "q", "a single character is no command");
  await page.evaluate(() => scrollTo({ top: 900, behavior: "instant" }));
  await page.keyboard.press("Control+/");
  assert.equal(await page.evaluate(() => document.activeElement.name), "q");
  await page.keyboard.press("Escape");
  assert.notEqual(await page.evaluate(() => document.activeElement.name), "q");
  assert.equal(await page.evaluate(() => scrollY), 900, "back at the place");
  await page.keyboard.press("Control+/");
  await page.keyboard.type("SISA");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\/\?q=SISA/);
  await answered(page);
  const at = () => page.evaluate(() => [...document.querySelectorAll(".found .title a")].indexOf(document.activeElement));
  await page.waitForFunction(() => document.activeElement.matches(".results"));
  await page.keyboard.press("Tab");
  assert.equal(await at(), 0, "who comes with a question is next to its results");
  await page.focus("#cb-q");
  await page.keyboard.press("ArrowDown");
  assert.equal(await at(), 0);
  await page.keyboard.press("ArrowDown");
  assert.equal(await at(), 1);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.evaluate(() => document.activeElement.id), "cb-q");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "cb-q");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/agencies\/estonia-ria\//);
  await page.goBack();
  await answered(page);
  assert.equal(await page.inputValue("#cb-q"), "SISA");
});

test("who has scrolled down in the results goes on with the arrow", async (t) => {
  const page = await open(t, "search/?q=election");
  await answered(page);
  await page.waitForFunction(() => document.activeElement.matches(".results"));
  await page.evaluate(() => scrollTo({ top: 900, behavior: "instant" }));
  await page.keyboard.press("ArrowDown");
  assert.ok(await page.evaluate(() => document.activeElement.matches(".results")));
  await page.waitForFunction(() => scrollY > 900);
});

test("a phone has the field behind the menu", async (t) => {
  const page = await open(t, "cases/estonia/", { viewport: { width: 320, height: 640 } });
  assert.equal(await page.locator("#cb-q").isVisible(), false);
  await page.click(".menu-toggle summary");
  await page.fill("#cb-q", "RIA");
  await page.keyboard.press("Enter");
  await answered(page);
  await page.waitForSelector(".found .excerpt mark");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
});

test("nothing found says so, and shows where else to look", async (t) => {
  const page = await open(t, "search/?q=qqqqzzzz");
  await answered(page);
  assert.equal(await page.textContent("#cb-found"), "Nothing was found for “qqqqzzzz”.");
  assert.ok(await page.locator(".browse").isVisible());
  await ask(page, "estonia qqqqzzzz");
  assert.match(await page.textContent("#cb-found"), /^No page has all of these words/);
  assert.equal((await titles(page))[0], "cases/estonia/");
  await ask(page, "etsonia qqqqzzzz");
  assert.equal(await page.textContent("#cb-found"), "Showing results for estonia. No page has all of these words. The nearest:");
  await ask(page, "etsonia");
  assert.match(await page.textContent("#cb-found"), /^\d+ results for “etsonia”\. Showing results for estonia\.$/);
  await ask(page, "workinggroup");
  assert.match(await page.textContent("#cb-found"), /^\d+ results for “workinggroup”\. Showing results for working, group\.$/);
});

test("a question is never taken for HTML", async (t) => {
  const page = await open(t, "search/?q=%3Cimg%20src=x%20onerror=alert(1)%3E");
  await page.waitForFunction(() => document.getElementById("cb-found").textContent.length > 12);
  assert.equal(await page.locator("#cb-search img").count(), 0);
});

test("without script the page leads everywhere", async (t) => {
  const page = await open(t, "cases/estonia/", { javaScriptEnabled: false });
  await page.fill("#cb-q", "SISA");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\/\?q=SISA/);
  assert.ok(await page.locator("noscript p").isVisible());
  await page.click(".names >> text=SISA");
  assert.match(page.url(), /agencies\/estonia-ria\//);
});

// `node tests/browser/large.mjs DIR && casebook build --root DIR -o SITE`, then LARGE=SITE.
test("of ten thousand pages, little is loaded too", { skip: !process.env.LARGE }, async (t) => {
  const page = await open(t, "");
  const large = await serve(process.env.LARGE);
  t.after(() => large.close());
  const home = await (await fetch(`${large.url}search/`)).text();
  const index = `${large.url}search/`;
  const names = (await (await fetch(`${index}${home.match(/data-index="(\w+)\//)[1]}/names.txt`)).text()).split(" ");
  const name = (index) => names[Math.floor((names.length * index) / 12)];
  const questions = [name(1), name(5), `${name(2)} ${name(3)}`, `${name(4)} ${name(6)} ${name(7)}`, `${name(8)}x`, name(9).slice(0, 2), name(10).slice(0, 3), name(11).slice(0, 5)];
  const all = [];
  for (const question of questions) {
    await page.goto(`${large.url}search/?q=${encodeURIComponent(question)}`);
    await page.waitForFunction(() => document.querySelector(".found .title a") || /[^…]$/.test(document.getElementById("cb-found").textContent));
    const bytes = await page.evaluate((index) => performance.getEntriesByType("resource").filter(({ name }) => name.startsWith(index)).reduce((sum, piece) => sum + piece.decodedBodySize, 0), index);
    all.push(`${question}: ${bytes}`);
    assert.ok(bytes < 150000, `${question}: ${bytes} bytes`);
  }
  t.diagnostic(`bytes of the index before the first result: ${all.join("; ")}`);
});

test("a choice made is shown whatever is asked next, and one that there is not is none", async (t) => {
  const page = await open(t, "search/?q=estonia&in=glossary");
  await answered(page);
  await page.fill(".search input[name=q]", "ddos attacks 2025");
  await page.waitForFunction(() => document.getElementById("cb-found").textContent.includes("choices"));
  const chosen = () => page.locator(".filter select").evaluateAll((all) => all.map((select) => select.value).filter(Boolean));
  await page.waitForFunction(() => document.querySelector(".filter select")?.value === "glossary");
  await page.goto(`${site.url}search/?q=estonia&by.cases=estonia`);
  await answered(page);
  await page.fill(".search input[name=q]", "wahl");
  await page.waitForFunction(() => /choices/.test(document.getElementById("cb-found").textContent));
  await page.waitForFunction(() => document.querySelector(".filter select"));
  assert.deepEqual(await chosen(), ["estonia"]);
  await page.goto(`${site.url}search/?q=estonia&in=nonsense&by.nonsense=x`);
  await answered(page);
  assert.ok((await titles(page)).length > 0);
  assert.deepEqual(await chosen(), []);
});

test("marks alone are answered, and a single letter left over asks for nothing", async (t) => {
  const page = await open(t, "search/?q=%E2%80%A1");
  await page.waitForFunction(() => document.getElementById("cb-found").textContent.includes("‡"));
  const field = page.locator(".search input[name=q]");
  await field.fill("ab");
  await page.waitForFunction(() => location.search === "?q=ab" && document.getElementById("cb-found").textContent.includes("ab"));
  await field.press("Backspace");
  await page.waitForFunction(() => location.search === "");
  assert.equal(await page.locator(".found .title").count(), 0);
});

test("a question that was sent stays in the history and in the title", async (t) => {
  const page = await open(t, "search/?q=mexico");
  await answered(page);
  assert.match(await page.title(), /^mexico – /);
  await page.fill("#cb-q", "estonia");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=estonia$/);
  await page.fill("#cb-q", "latv");
  await page.waitForURL(/q=latv$/);
  await page.fill("#cb-q", "latvia");
  await page.waitForURL(/q=latvia$/);
  await page.goBack();
  await page.waitForURL(/q=estonia$/);
  assert.equal(await page.inputValue("#cb-q"), "estonia");
  await page.waitForFunction(() => document.title.startsWith("estonia – "));
  await page.goBack();
  await page.waitForURL(/q=mexico$/);
  await page.locator('.found .title a[href="../cases/mexico/"]').waitFor();
});

test("that quotes do nothing is said", async (t) => {
  const page = await open(t, `search/?q=${encodeURIComponent('"joint working group"')}`);
  await answered(page);
  assert.match(await page.locator("#cb-found").innerText(), /^\d+ results? for “[^“”"]+”\. Quotes are not heeded/);
  await page.fill("#cb-q", "joint working group");
  await page.waitForFunction(() => !/Quotes/.test(document.getElementById("cb-found").textContent));
});

test("results stay where they appear: the choices that narrow them come before them, on a phone behind one line", async (t) => {
  for (const width of [360, 1280]) {
    const page = await open(t, "search/", { viewport: { width, height: 800 } });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", { offline: false, latency: 100, downloadThroughput: 200_000, uploadThroughput: 200_000 });
    await page.addInitScript(() => {
      globalThis.moved = 0;
      new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { globalThis.moved += value; })).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(`${site.url}search/?q=task+force`);
    const first = page.locator(".found .title").first();
    await first.waitFor();
    const before = (await first.boundingBox()).y;
    await page.waitForFunction(() => document.querySelector(".results[aria-busy=false]") && document.querySelector(".narrow select"));
    assert.equal((await first.boundingBox()).y, before, `${width} px`);
    const moved = await page.evaluate(() => globalThis.moved);
    assert.ok(moved < 0.1, `${width} px: ${moved}`);
    assert.equal(await page.locator(".narrow select").first().isVisible(), width > 640);
    if (width < 640) {
      await page.click(".narrow summary");
      assert.ok(await page.locator(".narrow select").first().isVisible());
    }
  }
});

test("a word is found by its small endings, never by halves that do not follow each other, and where few have all words, the nearest follow", async (t) => {
  const page = await open(t, "search/?q=memorandum+of+understanding");
  const many = async (question) => {
    await ask(page, question);
    return Number((await page.textContent("#cb-found")).match(/\d+/)[0]);
  };
  await answered(page);
  assert.equal(await page.textContent("#cb-found"), "No page has all of these words. The nearest:");
  assert.ok((await page.locator(".found .title", { hasText: /memorandum/i }).count()) > 3);
  assert.equal(await many("auditing"), await many("audits"));
  assert.ok((await many("testing")) > 10);
  await ask(page, "weekly meetings");
  const near = page.locator("section[aria-labelledby=cb-near]");
  assert.ok((await near.locator(".title").count()) > 3);
  assert.ok((await titles(page)).includes("forums/estonia-ict/"));
  assert.equal(await near.locator("h2").textContent(), "Some of these words, not all", "as one of two are");
  assert.equal(await many("memorandum of the"), await many("memorandum"), "nobody looks for the little words");
});

test("a word is found however it is spelt: as the English do or the Americans, as one word or as two", async (t) => {
  const page = await open(t, "search/");
  const many = async (question) => {
    await ask(page, question);
    const [, number] = (await page.textContent("#cb-found")).match(/^(\d+) results? for “[^”]+”\.$/) ?? assert.fail(question);
    return Number(number);
  };
  for (const [one, other] of [["organisation", "organization"], ["defense", "defence"], ["program", "programme"], ["center", "centre"]]) {
    assert.equal(await many(one), await many(other), one);
  }
  assert.equal(await many("cybersecurity"), await many("cyber security"));
  assert.ok((await many("taskforce")) > 90);
  assert.ok((await titles(page)).includes("forums/latvia-disinformation-task-force/"));
});

test("a star is an open beginning, and operators are neither words nor heeded, which is said", async (t) => {
  const page = await open(t, "search/?q=elect*");
  await answered(page);
  assert.ok(Number((await page.textContent("#cb-found")).match(/\d+/)[0]) > 100);
  await ask(page, "facebook OR twitter");
  const either = await titles(page);
  assert.match(await page.textContent("#cb-found"), /OR.* not heeded/);
  await ask(page, "facebook twitter");
  assert.deepEqual(await titles(page), either);
  assert.doesNotMatch(await page.textContent("#cb-found"), /heeded/);
  await ask(page, "elections -mexico");
  assert.match(await page.textContent("#cb-found"), /signs before words are not heeded/);
  await ask(page, "OR");
  assert.ok((await titles(page)).length > 0, "alone, they are words");
});

test("where there is no page, what was looked for is asked for", async (t) => {
  const page = await open(t, "", { viewport: { width: 360, height: 740 } });
  await page.route("**/cases/mexco/", (route) => route.fulfill({ path: `${process.env.SITE}/404.html`, contentType: "text/html" }));
  await page.goto(`${site.url}cases/mexco/`);
  assert.equal(await page.inputValue("#cb-lost"), "mexco");
  assert.ok(await page.locator("#cb-lost").isVisible());
  for (const [path, words] of [["cases/cura%C3%A7ao-2020/index.html", "curaçao 2020"], ["cases/north_mazedonia.html", "north mazedonia"], ["cases/%E0%A4%A", "%A"]]) {
    await page.route(`**/${path}`, (route) => route.fulfill({ path: `${process.env.SITE}/404.html`, contentType: "text/html" }));
    await page.goto(site.url + path);
    assert.equal(await page.inputValue("#cb-lost"), words);
  }
});
