import { testShapeInvariance } from "./quoting/shape-invariance.ts";

// A sample that keeps the fast suite fast; test/real/quoting.test.ts tries more.
testShapeInvariance({ perSpot: 1, random: 60, tried: 350, compiled: 60 });
