import { testShapeInvariance } from "./quoting/shape-invariance.ts";

// A sample that keeps the fast suite fast; test/real/quoting.test.ts tries more.
testShapeInvariance({ perSpot: 2, random: 100, tried: 500, compiled: 100 });
