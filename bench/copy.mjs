// The physical limit: reads every input of a project and writes the outputs of a compile again, with nothing in between.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const [inputs, outputs, target] = process.argv.slice(2);
const files = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
for (const path of files(inputs)) readFileSync(path);
for (const path of files(outputs)) {
  const copy = join(target, path.slice(outputs.length + 1));
  mkdirSync(dirname(copy), { recursive: true });
  writeFileSync(copy, readFileSync(path));
}
