import { testMutatedProjects } from "./mutated-projects/mutated-projects.ts";

// A sample that keeps the fast suite fast; test/real/mutated-projects.test.ts tries more.
testMutatedProjects(20, 20_261_130);
