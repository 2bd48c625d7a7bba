// The licence notices of every package whose code or data is shipped, as one text.
import { readdirSync, readFileSync } from "node:fs";

const ROOT = new URL("node_modules/", import.meta.url);
const MIT = (holder) => `Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

export function collectNotices() {
  const lock = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url), "utf8"));
  const parts = [
    "The files query/yasgui.js, query/yasgui.css and map/world.json are built from the packages\n" +
      "below, or from parts of them (see kg/serve/web). The outlines of countries are Natural Earth's\n" +
      "(https://www.naturalearthdata.com), which is in the public domain.\n",
  ];
  for (const path of Object.keys(lock.packages).sort()) {
    if (!path || lock.packages[path].dev || path.includes("/@types/")) continue;
    parts.push(notice(new URL(`${path.replace("node_modules/", "")}/`, ROOT)));
  }
  return parts.join("\n" + "-".repeat(80) + "\n\n");
}

function notice(folder) {
  const about = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
  const author = typeof about.author === "object" ? about.author.name : about.author;
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const usual = { MIT: MIT(author), "CC0-1.0": "Dedicated to the public domain by its author." }[about.license];
  if (!file && !usual) throw new Error(`${about.name}: no licence file`);
  const text = file ? readFileSync(new URL(file, folder), "utf8").replaceAll("\r\n", "\n") : usual;
  return `${about.name} ${about.version} (${about.license})\n\n${text.trim()}\n`;
}
