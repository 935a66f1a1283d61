// Seconds a draft of word filters from npm. Reads {"words", "texts"} from standard input, writes {name: seconds}.
// usage: node peers.mjs NODE_MODULES < said.json
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const require = createRequire(resolve(process.argv[2], "peers.js"));
const { words, texts } = JSON.parse(readFileSync(0, "utf8"));
const lowered = texts.map((text) => text.toLowerCase());

function seconds(run) {
  for (const text of lowered) run(text);
  const times = [];
  for (let repeat = 0; repeat < 5; repeat++) {
    const start = process.hrtime.bigint();
    for (const text of lowered) run(text);
    times.push(Number(process.hrtime.bigint() - start) / 1e9 / lowered.length);
  }
  return times.sort((a, b) => a - b)[2];
}

const answers = {};
const filters = {
  "mint-filter": (Mint) => {
    const filter = new (Mint.default ?? Mint.Mint ?? Mint)(words);
    return (text) => filter.filter(text);
  },
  fastscan: (module) => {
    const scanner = new (module.default ?? module)(words);
    return (text) => scanner.search(text);
  },
};
for (const [name, build] of Object.entries(filters)) {
  let module;
  try {
    module = require(name);
  } catch {
    continue;
  }
  answers[name] = seconds(build(module));
}
process.stdout.write(JSON.stringify(answers));
