import { testMutatedProcesses, testMutatedProjects } from "../mutated-projects/mutated-projects.ts";

// These tests need no other program, but much time. DEX_MUTATED_PROJECTS sets the number of projects, and DEX_SEED which ones.
const seed = Number(process.env["DEX_SEED"] ?? 1);
testMutatedProjects(Number(process.env["DEX_MUTATED_PROJECTS"] ?? 150), seed);
testMutatedProcesses(Number(process.env["DEX_MUTATED_PROCESSES"] ?? 30), seed + 1);
