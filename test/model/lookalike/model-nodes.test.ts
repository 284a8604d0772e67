import { randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import { tabulateAccounts } from "../../../src/model/lookalike/encoding/account-table.js";
import { encodeAccounts } from "../../../src/model/lookalike/encoding/encode-accounts.js";
import { fitDesign } from "../../../src/model/lookalike/encoding/fit-design.js";
import { placeAccounts, placedContributions } from "../../../src/model/lookalike/encoding/place-accounts.js";
import { addContributions, centreModel } from "../../../src/model/lookalike/value/additive-model.js";
import { modelNodes } from "../../../src/model/lookalike/value/model-nodes.js";
import {
  nodeQuadratic,
  predictionSpreads,
  unknownVariances,
} from "../../../src/model/lookalike/value/prediction-spreads.js";
import { rowQuadraticForm } from "../../../src/model/numerics/ridge-rows.js";
import { plantedWorld } from "./planted-world.js";

const world = plantedWorld({ clients: 120, prospects: 150, seed: 0.4 });
const strange = {
  firmographics: { industry: "space travel", employees: 9e8, foundedYear: 1200, technology: null },
};
const [clients, accounts] = tabulateAccounts(world.features, [world.clients, [...world.prospects, strange]]);
if (clients === undefined || accounts === undefined) throw new Error("two lists give two tables");
const weights = new Float64Array(clients.rowCount).fill(1);
// Industry with employees, and technology with the cloud: pairs of a category with a number and with a category.
const design = fitDesign(clients, weights, [
  [0, 1],
  [7, 8],
]);
const random = randomLcg(0.3);
const coefficients = Float64Array.from({ length: design.columnCount }, () => random() - 0.5);
const model = centreModel(design, coefficients, encodeAccounts(design, clients).rows, weights);
const nodes = modelNodes(model);
const placed = placeAccounts(nodes, accounts);
const encoded = encodeAccounts(design, accounts);

describe("a model at its nodes", () => {
  it("gives the contributions that the rows of the design give", () => {
    const { estimates, contributions } = placedContributions(nodes, placed);
    const own = new Float64Array(design.factors.length);
    for (let row = 0; row < accounts.rowCount; row++) {
      expect(estimates[row]).toBeCloseTo(addContributions(model, encoded.rows, row, own, 0), 11);
      for (const [at, contribution] of own.entries()) {
        expect(contributions[row * own.length + at], `${row} ${design.factors[at]?.name}`).toBeCloseTo(
          contribution,
          11,
        );
      }
    }
  });

  it("gives the widths that the rows of the design give, and widens for what is unknown", () => {
    const root = Array.from({ length: design.columnCount ** 2 }, () => random() - 0.5);
    const matrix = new Float64Array(design.columnCount ** 2);
    for (let i = 0; i < design.columnCount; i++) {
      for (let j = 0; j < design.columnCount; j++) {
        for (let k = 0; k < 5; k++) {
          const at = i * design.columnCount + j;
          matrix[at] =
            (matrix[at] ?? 0) +
            0.01 * (root[i * design.columnCount + k] ?? 0) * (root[j * design.columnCount + k] ?? 0);
        }
      }
    }
    const unknown = Float64Array.from(design.features, (_, field) => 1 + field);
    const unknowns = unknownVariances(design, unknown, accounts);
    const spreads = predictionSpreads(nodeQuadratic(nodes, matrix), placed, unknowns);
    for (let row = 0; row < accounts.rowCount; row++) {
      const gaps = unknown.reduce(
        (sum, one, field) => sum + (encoded.states[row * unknown.length + field] === 0 ? 0 : one),
        0,
      );
      expect(unknowns[row]).toBe(gaps);
      expect(spreads[row]).toBeCloseTo(Math.sqrt(1 + rowQuadraticForm(encoded.rows, row, matrix) + gaps), 11);
    }
  });
});
