import { defineDiagnostics } from "../diagnostics/define.ts";
import { didYouMean } from "../diagnostics/suggest.ts";

/** What can be wrong with a `dex.config.ts`. */
export const diagnostics = defineDiagnostics("config", {
  "not-loadable": {
    severity: "error",
    exit: "usage",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path} could not be loaded: ${why}. Fix the file: it must run under Node and export a config.`,
  },
  unreadable: {
    severity: "error",
    exit: "usage",
    message: ({ path, why, advice }: { path: string; why: string; advice: string }) =>
      `${path} cannot be read (${why}). ${advice}`,
  },
  "time-limit": {
    severity: "error",
    exit: "usage",
    message: ({ path, seconds }: { path: string; seconds: number }) =>
      `${path} did not end within ${seconds} s, so dex stopped it. Look for a loop or an await in it, or in its imports, that never ends.`,
  },
  "no-default-export": {
    severity: "error",
    exit: "usage",
    message: ({ path }: { path: string }) => `${path} exports no config. Write: export default defineConfig({});`,
  },
  "unknown-key": {
    severity: "error",
    exit: "usage",
    message: ({ key, keys }: { key: string; keys: readonly string[] }) =>
      `The config has no key "${key}".${didYouMean(key, keys)} Its keys are ${keys.join(", ")}.`,
  },
  "wrong-type": {
    severity: "error",
    exit: "usage",
    message: ({ key, wanted }: { key: string; wanted: string }) => `"${key}" in the config must be ${wanted}.`,
  },
  "unknown-code": {
    severity: "error",
    exit: "usage",
    message: ({ code, codes }: { code: string; codes: readonly string[] }) =>
      `"ignore" in the config names the code "${code}", which does not exist.${didYouMean(code, codes)} "dex explain" lists similar codes.`,
  },
  "bad-folder": {
    severity: "error",
    exit: "usage",
    message: ({ key, folder }: { key: string; folder: string }) =>
      `"${key}" is "${folder}", which is not a folder inside the project. Write ${key}: "${key === "out" ? "generated" : "templates"}".`,
  },
  "reserved-folder": {
    severity: "error",
    exit: "usage",
    message: ({ folder, why }: { folder: string; why: string }) =>
      `"out" is "${folder}", which ${why}. Write out: "generated".`,
  },
  "bad-glob": {
    severity: "error",
    exit: "usage",
    message: ({ glob, why }: { glob: string; why: string }) =>
      `"contracts" has the glob "${glob}", which ${why}. Write one below the project's folder, such as "contracts/**/*.yaml".`,
  },
  "duplicate-emitter": {
    severity: "error",
    exit: "usage",
    message: ({ name }: { name: string }) =>
      `"emitters" has the emitter "${name}" twice. Keep one of them: its options take all its targets.`,
  },
  "emitter-options": {
    severity: "error",
    exit: "usage",
    message: ({ emitter, option, problem }: { emitter: string; option: string; problem: string }) =>
      `The options of the emitter "${emitter}" are wrong${option === "" ? "" : ` at "${option}"`}: ${problem}`,
  },
});
