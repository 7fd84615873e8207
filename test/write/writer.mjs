// A process of its own that writes, for tests that kill it or run several at once: `node writer.mjs ROOT STATE...` applies the states of
// ROOT/states.json in turn, with `loop` as the last word for ever. It runs the built package, as users do.
import { readFileSync } from "node:fs";
import { nodeHost } from "../../dist/host/node.js";
import { write } from "../../dist/write/write.js";

const [root, ...names] = process.argv.slice(2);
const states = JSON.parse(readFileSync(`${root}/states.json`, "utf8"));
const host = nodeHost(root);
const turns = names.filter((name) => name !== "loop");

process.stdout.write("ready\n");
do {
  for (const name of turns) {
    const { result, reports } = await write({ host, out: "out" }, { files: states[name], dexVersion: "1.0.0" });
    if (result?.status === "done") continue;
    console.error(JSON.stringify(reports));
    process.exit(1);
  }
} while (names.includes("loop"));
