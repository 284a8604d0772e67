import { substream } from "../numerics/substream.js";
import type { Company } from "./company.js";
import { contractLife } from "./contract-life.js";
import type { ClientLife, LifeConditions } from "./life.js";
import { projectLife } from "./project-life.js";

/** The life of a company as a client: the same seed, company and conditions live the same life. */
export function liveAsClient(seed: number, company: Company, conditions: LifeConditions): ClientLife {
  const random = substream(seed, `life ${company.index}`);
  return conditions.deal.isProject
    ? projectLife(random, company, conditions)
    : contractLife(random, company, conditions);
}
