const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Ends dex at Ctrl-C and the like: one line, and the exit code that shells use. A write may end at any moment: the next run completes it, or drops
 * it when it had not begun to replace files.
 */
export function endAtSignals(stderr: { write(text: string): unknown }): void {
  for (const [signal, code] of Object.entries(CODES))
    process.once(signal, () => {
      stderr.write(`dex: stopped by ${signal}; the next dex compile completes a write that had begun\n`);
      process.exit(code);
    });
}
