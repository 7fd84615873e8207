// A process of its own that writes, for tests that kill it or run several at once: `node writer.mjs ROOT STATE...` applies the states of
// ROOT/states.json in turn, with `loop` as the last word for ever. It runs the built package, as users do, and asks again when another one
// has held the lock for longer than a write waits: on a busy machine that is no fault.
import { readFileSync } from "node:fs";
import { nodeHost } from "../../dist/host/node.js";
import { plannedFile } from "../../dist/write/planned-file.js";
import { write } from "../../dist/write/write.js";

const [root, ...names] = process.argv.slice(2);
const states = JSON.parse(readFileSync(`${root}/states.json`, "utf8"));
const host = nodeHost(root);
const turns = names.filter((name) => name !== "loop");

process.stdout.write("ready\n");
do {
  for (const name of turns) {
    let outcome;
    do
      outcome = await write(
        { host, out: "out" },
        { files: states[name].map((file) => plannedFile(file)), dexVersion: "1.0.0" },
      );
    while (outcome.result?.status === "locked");
    const { result, reports } = outcome;
    if (result?.status === "done") {
      process.stdout.write("written\n");
      continue;
    }
    console.error(JSON.stringify(reports));
    process.exit(1);
  }
} while (names.includes("loop"));
