import { logRisingFactorials } from "../../../numerics/log-rising-factorial.js";
import type { SampleLikelihood } from "../fit-repeat-model.js";
import { type GgompertzSlopes, ggompertzHistory } from "./ggompertz-history.js";

/**
 * The log-likelihood of many histories under GGompertz/NBD and its slopes by ln r, ln α, ln s, ln κ and b itself:
 *
 * ln (r)ₓ + r ln α + ln[ (α+T)^−(r+x) S(T) + ∫ from tₓ to T of (α+u)^−(r+x) f(u) du ], S(t) = (1 + E(t)/κ)^−s,
 * E(t) = (e^{bt} − 1)/b. Bemmaor and Glady's β is b·κ, so that b → 0 is Pareto/NBD with its own β = κ.
 */
export const ggompertzSample: SampleLikelihood =
  ({ counts, starts, clients, recency, age, weight }) =>
  (point) => {
    const [r = 0, alpha = 0, s = 0, kappa = 0] = point.slice(0, 4).map(Math.exp);
    const parameters = { alpha, s, kappa, b: point[4] ?? 0 };
    const rising = logRisingFactorials(r, counts);
    const logAlpha = Math.log(alpha);
    const one: GgompertzSlopes = { value: 0, r: 0, alpha: 0, s: 0, kappa: 0, b: 0 };
    const slopes = { r: 0, alpha: 0, s: 0, kappa: 0, b: 0 };
    let value = 0;
    for (let block = 0; block < counts.length; block += 1) {
      const shape = r + (counts[block] ?? 0);
      const ofBlock = clients[block] ?? 0;
      for (let row = starts[block] ?? 0; row < (starts[block + 1] ?? 0); row += 1) {
        const w = weight[row] ?? 0;
        ggompertzHistory(shape, parameters, recency[row] ?? 0, age[row] ?? 0, one);
        value += w * one.value;
        slopes.r += w * one.r;
        slopes.alpha += w * one.alpha;
        slopes.s += w * one.s;
        slopes.kappa += w * one.kappa;
        slopes.b += w * one.b;
      }
      value += ofBlock * ((rising.value[block] ?? 0) + r * logAlpha);
      slopes.r += ofBlock * ((rising.slope[block] ?? 0) + logAlpha);
      slopes.alpha += (ofBlock * r) / alpha;
    }
    return {
      value,
      slopes: [slopes.r * r, slopes.alpha * alpha, slopes.s * s, slopes.kappa * kappa, slopes.b],
    };
  };
