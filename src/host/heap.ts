import { setFlagsFromString } from "node:v8";

/**
 * Collects garbage when the heap is half as large again as the memory in use. V8's default is up to four times as large, which is half a
 * gigabyte of garbage in a project of ten thousand contracts. It costs a sixth of the time (bench/results.md).
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--heap-growing-percent=50");
}

/**
 * Makes V8 optimise only code that runs several times as long as by default. A compile of a thousand contracts takes a few seconds, and optimising its
 * code takes a good part of them. It saves an eighth of the time (bench/results.md).
 */
export function optimiseLate(): void {
  setFlagsFromString("--interrupt-budget=400000");
}
