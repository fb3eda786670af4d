/* Writes assets/vendor/plotly-tv.min.js: `npm install && npm run build` in this folder, then commit the file. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { buildSync } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here("node_modules/plotly.js/package.json"), "utf8"));

const { outputFiles, metafile } = buildSync({
  entryPoints: [here("bundle.js")],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  define: { global: "window", "define.amd": "false", "process.env.NODE_DEBUG": "false" },
  alias: { stream: "stream-browserify" },
  loader: { ".css": "empty" }, // maps only
  banner: { js: `/*! plotly.js ${version}, a part of it. Licences: plotly-tv.LICENSES.txt */` },
  legalComments: "none",
  charset: "utf8",
  metafile: true,
  write: false,
});

/* Every package that ended up in the bundle, with its licence's own text. */
function licences() {
  const [{ inputs }] = Object.values(metafile.outputs);
  const used = Object.keys(inputs).filter((path) => inputs[path].bytesInOutput && path.endsWith(".js"));
  const folders = new Set(used.map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean));
  return [...folders].sort().map(licence).join("\n\n");
}

function licence(folder) {
  const { name, version, license } = JSON.parse(readFileSync(here(`${folder}/package.json`), "utf8"));
  const file = readdirSync(here(folder)).find((found) => /^licen[sc]e/i.test(found));
  const text = file ? readFileSync(here(`${folder}/${file}`), "utf8").trim() : "(the package holds no text of it)";
  return `== ${name} ${version}: ${license}\n\n${text.replace(/[ \t\r]+$/gm, "")}`;
}

const code = Buffer.from(outputFiles[0].contents);
writeFileSync(here("../../assets/vendor/plotly-tv.min.js"), code);
writeFileSync(here("../../assets/vendor/plotly-tv.LICENSES.txt"), `${licences()}\n`);
console.log(`plotly.js ${version}: ${code.length} bytes, ${brotliCompressSync(code).length} with brotli`);
