// What Lighthouse says of pages in a browser that is running: node lighthouse.mjs PORT CATEGORIES URL ...
// Prints an object with the report of each URL. One process for all, as loading Lighthouse takes longer than a page.

import lighthouse from "lighthouse";

const [port, categories, ...urls] = process.argv.slice(2);
const config = {
  extends: "lighthouse:default",
  settings: {
    onlyCategories: categories.split(","),
    // For the performance, which is not asked for, and for people who read the report.
    cpuQuietThresholdMs: 0,
    disableFullPageScreenshot: true,
  },
};
const reports = {};
for (const url of urls) reports[url] = (await lighthouse(url, { port: Number(port) }, config)).lhr;
process.stdout.write(JSON.stringify(reports));
