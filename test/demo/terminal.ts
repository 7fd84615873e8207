/** How the demo talks: steps with their time, and colour where it is wanted. */
export interface Terminal {
  readonly paint: (style: Style, text: string) => string;
  readonly coloured: boolean;
  /** True when lines can move, so that a step shows how far it is. */
  readonly moves: boolean;
  /** Prints lines. */
  print(...lines: readonly string[]): void;
  /** Shows that a step is going on while it runs, then what came of it. `say` shows how far it is. */
  step<T>(title: string, work: (say: (note: string) => void) => Promise<Done<T>>): Promise<T>;
}

/** What a step has to show. */
export interface Done<T> {
  readonly value: T;
  readonly note: string;
}

type Style = "bold" | "dim" | "green" | "red" | "cyan";

const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  green: [32, 39],
  red: [31, 39],
  cyan: [36, 39],
};
const FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const WIDTH = 26;

/** The terminal of a stream: colour and moving lines only for people who look at one and have not asked to be spared. */
export function terminalOf(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Terminal {
  const moves = stream.isTTY === true && env["TERM"] !== "dumb" && !env["CI"];
  const coloured = stream.isTTY === true && env["TERM"] !== "dumb" && !env["NO_COLOR"];
  const paint = (style: Style, text: string) => {
    const [on, off] = CODES[style];
    return coloured ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  };
  const print = (...lines: readonly string[]) => void stream.write(`${lines.join("\n")}\n`);
  return {
    paint,
    coloured,
    moves,
    print,
    step: async (title, work) => {
      const started = performance.now();
      const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
      const line = movingLine(stream, moves);
      let note = "";
      const draw = () =>
        line.draw(
          `${paint("cyan", line.frame())} ${title.padEnd(WIDTH)} ${paint("dim", note.slice(0, (stream.columns || 80) - WIDTH - 4))}`,
        );
      const timer = setInterval(draw, 100);
      draw();
      try {
        const { value, note: result } = await work((said) => {
          note = said;
        });
        line.clear();
        print(`${paint("green", "✓")} ${title.padEnd(WIDTH)} ${result} ${paint("dim", `(${seconds()})`)}`);
        return value;
      } catch (error) {
        line.clear();
        print(`${paint("red", "✗")} ${title}`);
        throw error;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

/** A line that is drawn over again; where lines cannot move, nothing. */
function movingLine(stream: NodeJS.WriteStream, moves: boolean) {
  let count = 0;
  return {
    frame: () => FRAMES[count++ % FRAMES.length] ?? "",
    draw: (text: string) => {
      if (moves) stream.write(`\r\u001b[2K${text}`);
    },
    clear: () => {
      if (moves) stream.write("\r\u001b[2K");
    },
  };
}
