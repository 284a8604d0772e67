import type { ClientForecast } from "../forecast/client-forecast.js";
import { timesFactor, type ValueStep, type Workings } from "./value-step.js";

/** What is known of the client, and how likely it is one still. */
export function givenSteps({ history, forecast, carried, inRounds }: Workings): ValueStep[] {
  const { orders, marginRate, marginRateByKind, ageDays, firstOn } = history;
  const given = (label: string, value: number, unit: ValueStep["unit"]): ValueStep[] => [
    { kind: "given", label, formula: "", value, unit },
  ];
  return [
    ...given(`Days as a client, since ${firstOn}`, ageDays, "days"),
    ...given("Repeat order days so far", orders.repeatDays, "count"),
    ...(inRounds === null
      ? []
      : [
          ...given("Rounds since that of its first order", inRounds.age, "count"),
          ...given("Rounds of these in which it ordered", inRounds.repeats, "count"),
          ...given("Rounds from its first order to its last", inRounds.recency, "count"),
        ]),
    ...(orders.meanRevenue === null
      ? []
      : given("Mean revenue of its repeat orders", orders.meanRevenue, "money")),
    ...given("Margin so far", marginRate, "share"),
    ...contestFactor(forecast).map((factor) => ({
      kind: "given" as const,
      label: "Factor of the way of predicting that did better than the contract model",
      formula:
        "on renewals and orders of the next 12 months; after that as all of these months differ, fading where it raises",
      value: factor,
      unit: "count" as const,
    })),
    ...forecast.renewals
      .filter(({ expansion }) => expansion.passing.share > 0)
      .flatMap(({ revenue }) =>
        given("Usual revenue of a contract’s term, by its latest twelve", revenue, "money"),
      ),
    ...(marginRateByKind !== null && forecast.renewals.length > 0
      ? given("Margin of renewals", marginRateByKind.renewal, "share")
      : []),
    {
      kind: "result",
      label: "Probability of being a client still",
      formula:
        forecast.model === "repeat orders"
          ? `from ${inRounds === null ? "how often it ordered, and how long ago last" : "the rounds that it took and missed"}${timesFactor(carried.activity)}`
          : "",
      value: forecast.pActive,
      unit: "share",
    },
  ];
}

/** One factor where another way of predicting is used, none elsewhere. */
function contestFactor({ renewals }: ClientForecast): number[] {
  return renewals.flatMap(({ factors }) => factors?.slice(0, 1) ?? []).slice(0, 1);
}
