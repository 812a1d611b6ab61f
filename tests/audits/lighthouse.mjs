// What Lighthouse says of pages in a browser that is running: node lighthouse.mjs PORT light|dark CATEGORIES URL ...
// Prints an object with the report of each URL. One process for all, as loading Lighthouse takes longer than a page.

import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const [port, scheme, categories, ...urls] = process.argv.slice(2);
const config = {
  extends: "lighthouse:default",
  settings: {
    onlyCategories: categories.split(","),
    // For the performance, which is not asked for, and for people who read the report.
    cpuQuietThresholdMs: 0,
    disableFullPageScreenshot: true,
  },
};
const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${port}`, defaultViewport: null });
const page = await browser.newPage();
await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
const reports = {};
for (const url of urls) reports[url] = (await lighthouse(url, undefined, config, page)).lhr;
await page.close();
await browser.disconnect();
process.stdout.write(JSON.stringify(reports));
