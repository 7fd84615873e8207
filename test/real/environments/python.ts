import { spawnSync } from "node:child_process";

/** A Python that can make virtual environments. */
interface Python {
  readonly command: string;
  /** Full version and platform, as one line. */
  readonly version: string;
}

const CANDIDATES = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];

const PROBE = `
import platform, sys
try:
    import ensurepip
except ImportError:
    ensurepip = None
fit = "too old" if sys.version_info < (3, 10) else "fit" if ensurepip else "without venv"
print(fit, sys.version.split()[0], platform.system(), platform.machine())`;

type Verdict = { readonly python: Python } | { readonly missing: string };

let verdict: Verdict | undefined;

/** A Python of at least 3.10 with venv, or why there is none. */
export function findPython(): Verdict {
  verdict ??= probe();
  return verdict;
}

function probe(): Verdict {
  let missing = "Python 3.10 or newer is needed, and no python3 or python is on the PATH";
  for (const command of CANDIDATES) {
    const { stdout, status } = spawnSync(command, ["-I", "-c", PROBE], { encoding: "utf8" });
    if (status !== 0) continue;
    const version = stdout.trim();
    if (version.startsWith("fit ")) return { python: { command, version } };
    const [, number] = /(\d+\.\d+\.\d+)/.exec(version) ?? [];
    missing = version.startsWith("without venv")
      ? `${command} (${number}) cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv`
      : `Python 3.10 or newer is needed, ${command} is ${number}`;
  }
  return { missing };
}
