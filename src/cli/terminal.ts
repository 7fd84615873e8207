/** The environment variables of a run. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A stream that text is printed to. */
interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** The process as a command sees it; tests hand in one of their own. */
export interface ProcessView {
  readonly cwd: string;
  readonly env: Environment;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
}

/** Where a command prints. */
export interface Terminal {
  /** Prints the result of the command, on stdout. */
  out(text: string): void;
  /** Prints findings and usage errors, on stderr. */
  err(text: string): void;
  /** Prints progress, summaries and hints, on stderr; `--quiet` drops them. */
  note(text: string): void;
  /**
   * Shows the current work on one line, which the next output replaces. The line appears only on a terminal, and only after the command has run
   * for a second. An empty string removes it.
   */
  progress(text: string): void;
  /** The columns of stdout. Undefined if it is not a terminal. */
  readonly width?: number;
  /** Whether each stream shows colors. */
  readonly colour: { readonly out: boolean; readonly err: boolean };
  /** True inside GitHub Actions. */
  readonly github: boolean;
}

/** The options that control the output. */
export interface TerminalOptions {
  readonly quiet: boolean;
  readonly color: boolean;
  readonly "no-color": boolean;
}

/**
 * The terminal of a process. `--color` and `--no-color` come first, then FORCE_COLOR, then NO_COLOR and TERM=dumb;
 * without them, a stream has colors when it is a terminal.
 */
export function openTerminal({ stdout, stderr, env }: ProcessView, options: TerminalOptions): Terminal {
  const isForced = env["FORCE_COLOR"] !== undefined && env["FORCE_COLOR"] !== "0" && env["FORCE_COLOR"] !== "";
  const isRefused = Boolean(env["NO_COLOR"]) || env["TERM"] === "dumb";
  const hasColour = ({ isTTY }: TextStream) =>
    options.color || (!options["no-color"] && (isForced || (isTTY === true && !isRefused)));
  const progress = options.quiet || stderr.isTTY !== true ? () => {} : progressLine(stderr);
  const above = (stream: TextStream) => (text: string) => {
    progress("");
    stream.write(text);
  };
  return {
    out: above(stdout),
    err: above(stderr),
    note: options.quiet ? () => {} : above(stderr),
    progress,
    ...(stdout.isTTY === true && stdout.columns !== undefined && { width: stdout.columns }),
    colour: { out: hasColour(stdout), err: hasColour(stderr) },
    github: env["GITHUB_ACTIONS"] === "true",
  };
}

const BEFORE_FIRST = 1000;
const BETWEEN = 100;
const ERASE_LINE = "\r\u001b[2K";

/** Writes each line over the one before, at most ten times a second. */
function progressLine(stream: TextStream): (text: string) => void {
  let due = Date.now() + BEFORE_FIRST;
  let isShown = false;
  return (text) => {
    if (text === "") {
      if (isShown) stream.write(ERASE_LINE);
      isShown = false;
      return;
    }
    if (Date.now() < due) return;
    due = Date.now() + BETWEEN;
    isShown = true;
    stream.write(`${ERASE_LINE}${text.slice(0, (stream.columns ?? 80) - 1)}`);
  };
}
