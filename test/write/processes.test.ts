import { testProcesses } from "./writer-processes.ts";

// A sample that keeps the fast suite fast; test/real/write.test.ts tries more.
testProcesses({ kills: 12, rounds: 1, writers: 5, killedRounds: 2 });
