// What an unchanged check cannot avoid: a stat of every input and output.
import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

for (const folder of process.argv.slice(2)) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    lstatSync(join(entry.parentPath, entry.name));
}
