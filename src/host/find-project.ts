import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The names of a config file, in the order of preference. */
export const CONFIG_NAMES = ["dex.config.ts", "dex.config.mts", "dex.config.js", "dex.config.mjs"] as const;

/**
 * The folder of the project that a folder is in: the nearest folder, upwards, that has one of the config files. Without a config, the nearest folder
 * with a `contracts` folder, up to the root of the git repository. Without either, the folder itself.
 */
export function findProject(folder: string): string {
  const upwards = foldersUpwards(folder);
  const configured = upwards.find((one) => CONFIG_NAMES.some((name) => existsSync(join(one, name))));
  if (configured !== undefined) return configured;
  const top = upwards.findIndex((one) => existsSync(join(one, ".git")));
  const within = top < 0 ? [folder] : upwards.slice(0, top + 1);
  return within.find((one) => existsSync(join(one, "contracts"))) ?? folder;
}

function foldersUpwards(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersUpwards(parent)];
}
