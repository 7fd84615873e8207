import { testProcesses } from "../write/writer-processes.ts";

testProcesses({ kills: 100, rounds: 3, writers: 8, killedRounds: 5 });
