import type { IcpPage } from "../../data/published/icp.js";
import type { HandBuiltRule } from "../../model/icp/hand-built-rule.js";
import { plural } from "../../model/words/plural.js";
import { element } from "../page/element.js";
import { stat, stats } from "../page/stat.js";
import type { Formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";

type Workbench = IcpPage["workbench"];

/** A rule by hand on the yardstick of the others, with the warning that it was picked by looking. */
export function workbenchResult(
  measured: HandBuiltRule,
  workbench: Workbench,
  f: Formatter,
  hasMultiples = true,
): HTMLElement {
  const { lift, clients, prospects, clvShare, clvTotal, expectedValue, priced } = measured;
  const ofClients = workbench.clients > 0 ? workbench.ofClients / workbench.clients : 1;
  const ofProspects = workbench.prospects > 0 ? workbench.ofProspects / workbench.prospects : 1;
  const about = (scale: number) => (scale > 1 ? "about " : "");
  const prospectStats = () => [
    stat({
      label: "Prospects",
      value: about(ofProspects) + f.count(prospects.matched * ofProspects),
      note: `${f.percent(prospects.share)} of all`,
    }),
    stat({
      label: "Expected value",
      value: expectedValue === null ? "–" : about(ofProspects) + f.moneyShort(expectedValue * ofProspects),
      note: expectedValueNote(workbench.hasExpectedValue, priced, prospects.matched),
    }),
  ];
  const numbers = stats(
    stat({
      label: "Clients",
      value: about(ofClients) + f.count(clients.matched * ofClients),
      note: `${f.percent(clients.share)} of all`,
    }),
    clvShare === null
      ? stat({ label: "Lifetime value", value: f.moneyTotal(clvTotal * ofClients) })
      : stat({ label: "Of lifetime value", value: f.percent(clvShare) }),
    ...(measured.rule.all.length === 0 ? [] : [againstAverage(lift, hasMultiples, f)]),
    ...(workbench.ofProspects === 0 ? [] : prospectStats()),
  );
  const unknown = clients.unknown + prospects.unknown;
  const notes = [
    ...measured.warnings.map((warning) => `${sentenceCase(warning)}.`),
    unknown > 0
      ? `${plural(f.count(clients.unknown), "client")} and ${plural(f.count(prospects.unknown), "prospect")} might fit as well: a field that the rule asks for is not known of them.`
      : "",
    ofClients > 1
      ? `Measured on ${f.count(workbench.clients)} of ${f.count(workbench.ofClients)} clients, drawn by chance.`
      : "",
    ofProspects > 1
      ? `Counted on ${f.count(workbench.prospects)} of ${f.count(workbench.ofProspects)} prospects, drawn by chance.`
      : "",
  ].filter((note) => note !== "");
  return element`<div>${numbers}${notes.map((note) => element`<p class="bw-note">${note}</p>`)}</div>`;
}

/** Lift over the average client, or what its clients are worth more in money; a rule that asks for nothing has none. */
function againstAverage(lift: HandBuiltRule["lift"], hasMultiples: boolean, f: Formatter): HTMLElement {
  const label = hasMultiples ? "Lift" : "Against the average client";
  if (lift === null) return stat({ label, value: "–", note: "no client fits" });
  const { value, low, high } = hasMultiples ? { ...lift, value: lift.estimate } : lift.difference;
  const words = hasMultiples ? f.multiple : (amount: number) => f.moneyShort(amount);
  return stat({ label, value: words(value), interval: `80% interval ${words(low)} to ${words(high)}` });
}

/** Why the lift of a rule by hand says too much, with what happened to the proposed one. */
export function workbenchWarning(icp: Pick<IcpPage, "proposed" | "hasMultiples">, f: Formatter): string {
  const proof =
    icp.proposed && icp.hasMultiples
      ? ` The proposed profile looked like ${f.multiple(icp.proposed.apparentLift)} in this way; on clients that had no say it is ${f.multiple(icp.proposed.lift.value)}.`
      : "";
  return `A rule picked by hand is not validated: whoever tries rules until one looks good finds one by luck, and its lift flatters.${proof}`;
}

function expectedValueNote(hasExpectedValue: boolean, priced: number, matched: number): string {
  if (!hasExpectedValue) return "needs a chance of winning: opportunities, or winRate in the settings";
  return priced === matched ? "of these prospects together" : `of ${priced} of them`;
}
