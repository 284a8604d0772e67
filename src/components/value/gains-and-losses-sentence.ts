import type { GainsAndLosses } from "../../model/value/portfolio/gains-and-losses.js";
import { plural } from "../../model/words/plural.js";
import type { Formatter } from "../words/format.js";

/** What stands in place of shares where losses leave them without meaning: "76 clients bring £1.56M, 64 lose £1.45M". */
export function gainsAndLossesInWords(
  { gainers, gains, losers, losses }: GainsAndLosses,
  f: Formatter,
): string {
  const bring = `${plural(f.count(gainers), "client")} ${gainers === 1 ? "brings" : "bring"} ${f.moneyTotal(gains)}`;
  return losers === 0
    ? bring
    : `${bring}, ${f.count(losers)} ${losers === 1 ? "loses" : "lose"} ${f.moneyTotal(losses)}`;
}
