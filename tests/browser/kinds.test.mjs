// A page of every kind: without a fault that axe knows, light and dark; readable without script; fit to print.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { open, sideways, site } from "./browser.mjs";
import { KINDS } from "./kinds.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FACES = [
  ["light", 1280],
  ["dark", 360],
];

for (const [kind, path] of Object.entries(KINDS)) {
  test(`${kind}: axe finds nothing, light and wide, dark and narrow`, async (t) => {
    for (const [colorScheme, width] of FACES) {
      const page = await open(t, path, { colorScheme, viewport: { width, height: 800 } });
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
      const said = violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, any }) => `${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ""}`));
      assert.deepEqual(said, [], `${colorScheme}, ${width} px`);
    }
  });

  test(`${kind}: read without script, on a phone`, async (t) => {
    const page = await open(t, path, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    assert.equal(await page.locator("h1:visible").count(), 1);
    assert.ok((await page.locator("main").innerText()).length > 100);
    assert.equal(await page.locator(".needs-script:visible, main button:visible:not([type=submit], form button)").count(), 0, "nothing that would do nothing");
    assert.equal(await sideways(page), 0);
    const menu = page.locator("nav.menu a").first();
    assert.equal(await menu.isVisible(), false);
    await page.locator(".menu-toggle summary").click();
    assert.equal(await menu.isVisible(), true);
  });

  test(`${kind}: words longer than the screen break`, async (t) => {
    for (const width of [320, 1024]) {
      const page = await open(t, "about/", { viewport: { width, height: 800 } });
      await page.route(`**/${path}`, async (route) => {
        const answer = await route.fetch();
        const long = (await answer.text()).replace(/(<(?!script|style|title|option|text|span class="not-stated")[^/!][^>]*>\s*)(\p{L}+)/gu, `$1${"Interagency".repeat(8)}$2`);
        await route.fulfill({ response: answer, body: long });
      });
      await page.goto(new URL(path, site.url).href);
      assert.ok((await page.locator("main").innerText()).includes("InteragencyInteragency"));
      assert.equal(await sideways(page), 0, `${width} px`);
    }
  });

  test(`${kind}: printed`, async (t) => {
    const page = await open(t, path, { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("nav:visible, form:visible, button:not(thead *):visible, select:visible, .screen:visible").count(), 0, "no menus and no controls");
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
    const wrong = await page.evaluate(() => {
      const style = (node, pseudo) => getComputedStyle(node, pseudo);
      const seen = (node) => node.checkVisibility();
      const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
      const says = (link) => link.getAttribute("href").endsWith(link.textContent);
      const spelled = all('main a[href^="http"]').filter((link) => !says(link) && !style(link, "::after").content.includes(link.getAttribute("href")));
      const twice = all('main a[href^="http"]').filter((link) => link.textContent === link.getAttribute("href") && style(link, "::after").content !== "none");
      const heads = all("main table > thead").filter((head) => style(head).display !== "table-header-group");
      // The first may be divided, so that a caption does not stand alone.
      const first = ".table:has(caption) tbody:first-of-type > tr:first-child";
      const rows = all(`main tbody tr:not(${first})`).filter((row) => style(row).breakInside !== "avoid");
      const cut = all("main .table-scroll").filter((part) => style(part).overflow !== "visible");
      const wide = all("main table").filter((table) => table.getBoundingClientRect().right > innerWidth);
      return { spelled, twice, heads, rows, cut, wide };
    });
    for (const [what, nodes] of Object.entries(wrong)) assert.equal(nodes.length, 0, what);
    assert.equal(await page.locator("h1:visible").count(), 1);
  });
}
