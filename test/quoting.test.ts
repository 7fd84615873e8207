import { testShapeInvariance } from "./quoting/shape-invariance.ts";

// A sample that keeps the fast suite fast; test/real/quoting.test.ts tries more.
testShapeInvariance({ perSpot: 4, random: 120, tried: 900, compiled: 200 });
