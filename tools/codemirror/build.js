// Bundle CodeMirror into one module with the licences of all that is in it:
//   npm ci && npm run build

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const TARGET = "../../plangen/web/assets/vendor";
const BUNDLE = `${TARGET}/codemirror.js`;

const made = await build({
  entryPoints: ["entry.js"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2021",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  outfile: BUNDLE,
  banner: { js: "/* CodeMirror 6, MIT; see codemirror.LICENSE.txt. Built by tools/codemirror. */" },
});

const packages = new Set();
for (const path of Object.keys(made.metafile.inputs)) {
  const match = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
  if (match) packages.add(match[1]);
}
const licences = [...packages].sort().map((name) => {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
});
writeFileSync(`${TARGET}/codemirror.LICENSE.txt`, licences.join(`\n${"-".repeat(72)}\n\n`));

const bundle = readFileSync(BUNDLE);
console.log(`${bundle.length} bytes, ${gzipSync(bundle, { level: 9 }).length} compressed`);
