// npm ci && npm run build: writes the shipped files in ../static, and what they were made from.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { drawWorld } from "./world.js";
import { collectNotices } from "./notices.js";

const STATIC = new URL("../static/", import.meta.url);
const SOURCES = ["package.json", "package-lock.json", "build.js", "editor.js", "notices.js", "world.js"];
const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");
const here = (name) => new URL(name, import.meta.url);

// Our pages forbid style attributes; this one is in the text that explains a mistake in a query.
const ATTRIBUTE = "<strong style='text-decoration:underline'>";
const withoutAttributes = {
  name: "without-style-attributes",
  setup(bundler) {
    bundler.onLoad({ filter: /yasgui\.esm\.js$/ }, ({ path }) => {
      const written = readFileSync(path, "utf8");
      if (!written.includes(ATTRIBUTE)) throw new Error(`${path}: no longer has ${ATTRIBUTE}`);
      return { contents: written.replaceAll(ATTRIBUTE, "<strong>"), loader: "js" };
    });
  },
};

const script = await build({
  entryPoints: [here("editor.js").pathname],
  bundle: true, minify: true, write: false, format: "esm", target: "es2022", charset: "utf8",
  legalComments: "none", plugins: [withoutAttributes],
});
const css = await build({
  stdin: { contents: '@import "@zazuko/yasqe/build/yasqe.min.css";', loader: "css", resolveDir: here(".").pathname },
  bundle: true, minify: true, write: false, legalComments: "none", loader: { ".svg": "dataurl", ".woff": "dataurl" },
});
const built = {
  "query/yasgui.js": script.outputFiles[0].contents,
  "query/yasgui.css": css.outputFiles[0].contents,
  "map/world.json": drawWorld(),
  "NOTICES.txt": collectNotices(),
};
const record = { sources: {}, files: {} };
for (const name of SOURCES) record.sources[name] = digest(readFileSync(here(name)));
for (const [name, contents] of Object.entries(built)) {
  const target = new URL(name, STATIC);
  mkdirSync(new URL(".", target), { recursive: true });
  writeFileSync(target, contents);
  record.files[name] = digest(contents);
  console.log(`${name} ${contents.length}`);
}
writeFileSync(new URL("built.json", STATIC), JSON.stringify(record, null, 2) + "\n");
