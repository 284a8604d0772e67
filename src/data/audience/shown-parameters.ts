import { type Audience, mayShow } from "./audience.js";

/** What parameters of models are called that are of one level of a field, or of one pool of contracts. */
export interface ParameterNames {
  /** From "country: Germany", or a measure's own name. */
  readonly firmographic: (name: string) => string;
  /** From a product with a length of term. */
  readonly pool: (name: string, at: number) => string;
}

/** Names as output for the audience may carry them: no field, level or product that it may not see. */
export function shownParameters(audience: Audience | null): ParameterNames {
  return {
    firmographic: (name) => {
      const [field = name] = name.split(": ");
      return mayShow(audience, field) ? name : "a field that is not shown";
    },
    pool: (name, at) => (mayShow(audience, "product") ? name : `products ${at + 1}`),
  };
}
