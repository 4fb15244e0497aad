// One Chromium for the tests of a file, over the built site in SITE. What goes wrong on a page fails the test that opened it.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "./serve.mjs";

assert.ok(process.env.SITE, "SITE names the folder of a built site");
export const folder = process.env.SITE;
export let site, browser;
before(async () => {
  site = await serve(folder);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
});
after(async () => {
  await browser?.close();
  site?.close();
});

/** An address that leads nowhere: asked for on purpose, it may be missing. */
export const NOWHERE = "nowhere/";

/** What goes wrong on a page from now on: a message of error, a file that is missing, a request to another host. */
export function complaints(page) {
  const found = [];
  const missing = (url) => url === site.url + NOWHERE;
  page.on("pageerror", (error) => found.push(error.message));
  page.on("console", (said) => said.type() === "error" && !missing(said.location().url) && found.push(said.text()));
  page.on("response", (response) => response.status() >= 400 && !missing(response.url()) && found.push(`${response.status()} ${response.url()}`));
  page.on("request", (request) => /^(http:\/\/127\.0\.0\.1:|blob:)/.test(request.url()) || found.push(`asks ${request.url()}`));
  return found;
}

/** A page of a browser of its own. */
export async function open(t, path, options = {}) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const found = complaints(page);
  t.after(async () => {
    await context.close();
    assert.deepEqual(found, []);
  });
  await page.goto(site.url + path);
  return page;
}

/** How much wider than the window the page is. */
export const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
