// The preview in a real browser: COMMAND names the built command. Pages follow what is saved, where they were scrolled to.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

let browser;
before(async () => {
  assert.ok(process.env.COMMAND, "COMMAND names the built command");
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
});
after(() => browser?.close());

const page = (title, text) => `---\ntitle: ${title}\n---\n${text}\n`;
const long = (word) => Array.from({ length: 80 }, (_, at) => `Paragraph ${at} says ${word}.\n`).join("\n");

/** The command over a new site of these files, and a page of a browser that must not complain. */
async function preview(t, files, expected = []) {
  const root = await mkdtemp(join(tmpdir(), "casebook-preview-"));
  const save = async (path, text) => {
    await mkdir(join(root, "content", path, ".."), { recursive: true });
    await writeFile(join(root, "content", path), text);
  };
  for (const [path, text] of Object.entries({ "site.yaml": "title: Example\n", ...files })) await save(path, text);
  const command = spawn(process.env.COMMAND, ["serve", "--root", root, "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(command, "exit");
  const url = await new Promise((found) => createInterface({ input: command.stderr }).on("line", (line) => line.startsWith("http://") && found(line)));
  const context = await browser.newContext({ viewport: { width: 900, height: 600 } });
  const tab = await context.newPage();
  const complaints = [];
  tab.on("pageerror", (error) => complaints.push(error.message));
  tab.on("console", (said) => said.type() === "error" && !/favicon\.ico$/.test(said.location().url) && complaints.push(said.text()));
  t.after(async () => {
    await context.close();
    command.kill("SIGINT");
    assert.deepEqual((await ended)[0], 0);
    await rm(root, { recursive: true });
    assert.deepEqual(complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint))), []);
  });
  return { root, save, url, tab, context };
}

const mistakes = (tab) => tab.locator("casebook-mistakes details");

test("a saved page shows at once, scrolled where it was", async (t) => {
  const { save, url, tab } = await preview(t, { "index.md": page("Welcome", long("one")) });
  await tab.goto(url);
  await tab.evaluate(() => scrollTo(0, 1500));
  await save("index.md", page("Welcome", long("two")));
  await tab.getByText("Paragraph 40 says two.").waitFor();
  await tab.waitForFunction(() => document.readyState === "complete" && scrollY === 1500);
  assert.equal(await mistakes(tab).count(), 0);
  // A later visit begins at the top, as ever.
  await tab.goto("about:blank");
  await tab.goto(url);
  assert.equal(await tab.evaluate(() => scrollY), 0);
});

test("mistakes lie over the last good page, in the words of the terminal, and go when they are mended", async (t) => {
  const { save, url, tab } = await preview(t, { "index.md": page("Welcome", "Hello.") });
  await tab.goto(url);
  await save("index.md", page("Welcome", "[[nowhere]] <&"));
  const panel = mistakes(tab);
  await panel.waitFor();
  assert.match(await panel.innerText(), /1 error, 0 warnings/);
  assert.match(await panel.innerText(), /error\[unknown-reference\]: nothing is called `nowhere`\n.*content\/index\.md:4:1/);
  assert.ok(await tab.getByText("Hello.").isVisible(), "the last good page stays");
  await tab.keyboard.press("Escape");
  assert.equal(await panel.locator("pre").isVisible(), false);
  await save("index.md", page("Welcome", "Mended."));
  await tab.getByText("Mended.").waitFor();
  assert.equal(await panel.count(), 0);
});

test("what only warns waits in a corner", async (t) => {
  const { url, tab } = await preview(t, { "index.md": page("Welcome", "See Table 3.") });
  await tab.goto(url);
  const panel = mistakes(tab);
  await panel.waitFor();
  assert.equal(await panel.locator("pre").isVisible(), false);
  await panel.locator("summary").click();
  assert.match(await panel.innerText(), /warning\[typed-reference\]/);
});

test("a site that begins with mistakes says them, and becomes a site", async (t) => {
  const { save, url, tab } = await preview(t, { "index.md": page("Welcome", "[[nowhere]]") }, [/status of 500/]);
  await tab.goto(url);
  assert.match(await tab.locator("pre").innerText(), /nothing is called `nowhere`/);
  await save("index.md", page("Welcome", "[[nothing]]"));
  await tab.getByText("nothing is called `nothing`").waitFor();
  await save("index.md", page("Welcome", "Hello."));
  await tab.getByText("Hello.").waitFor();
});

test("eight pages can be open, and one that was hidden is up to date when it is seen again", async (t) => {
  const { save, url, tab, context } = await preview(t, { "index.md": page("Welcome", "Hello.") });
  await tab.goto(url);
  for (let more = 0; more < 7; more++) {
    const other = await context.newPage();
    // Headless tabs all count as seen; this one says it is hidden.
    await other.addInitScript(() => Object.defineProperty(document, "hidden", { get: () => !window.seen }));
    await other.goto(url);
    if (more === 6) {
      await save("index.md", page("Welcome", "Changed."));
      await tab.getByText("Changed.").waitFor();
      assert.ok(await other.getByText("Hello.").isVisible());
      await other.evaluate(() => { window.seen = true; document.dispatchEvent(new Event("visibilitychange")); });
      await other.getByText("Changed.").waitFor();
    }
  }
});

test("a filter over a part of a long list says which part it is", async (t) => {
  const rows = Array.from({ length: 620 }, (_, at) => `r${at},Row ${at + 1}\n`).join("");
  const { url, tab } = await preview(t, { "site.yaml": "title: Example\ncollections:\n  rows: {table: rows.csv}\n", "rows.csv": `id,title\n${rows}` });
  await tab.goto(`${url}rows/`);
  await tab.locator(".table-filter input").fill("Row 619");
  assert.match(await tab.locator(".sortable output").innerText(), /^0 of 500 rows .*; 1 to 500 of 620$/);
});
