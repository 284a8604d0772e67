import { epochDayOf } from "../../numerics/calendar.js";
import { renewalProbabilities } from "../beta-discrete-weibull/survival.js";
import type { ContractLine } from "../client-history.js";
import { type BillDays, instalmentDays } from "../contracts/billing.js";
import { onceAhead, renewalCaseOf, signedRenewalsOf, termClassOf } from "../contracts/contract-line.js";
import { expansionWeight } from "../expansion/fit-expansion.js";
import { swingsTogether } from "../expansion/swings.js";
import { usualRevenue } from "../expansion/usual-revenue.js";
import type { ClientForecast, RenewalSchedule } from "../forecast/client-forecast.js";
import type { ValueFit } from "../value-fit.js";
import { overdueChance } from "./late-renewals.js";
import { renewalDays } from "./renewal-days.js";
import { curveOf } from "./renewal-fit.js";

/** What renewals are forecast from. */
export type ContractModels = Pick<ValueFit, "renewals" | "lateRenewals" | "expansion" | "contractSize">;

/**
 * The renewals to come of a live contract line of a client, up to `lastDay` days after the as-of day.
 *
 * They fall on the days of `renewalDays`, from the end of what is signed, at what its last term brings, by as
 * large a share of the amount as finished terms were billed. A line that is known not to be renewed comes up with no
 * chance, and one that is overdue with that of so late a renewal. A credit
 * renews at nothing. Terms to come are billed in as many instalments as the latest. `z` as `curveOf` has it.
 */
export function renewalSchedule(
  line: ContractLine,
  clientId: string,
  models: ContractModels,
  asOfDay: number,
  lastDay: number,
  z: number,
): RenewalSchedule {
  const termClass = termClassOf(line.termMonths);
  const curve = curveOf(models.renewals[termClass], renewalCaseOf(line, models.contractSize, clientId), z);
  const days = renewalDays(line, asOfDay, lastDay);
  const expansion = models.expansion[termClass];
  const { revenue, swings: ofTerms } = usualRevenue(onceAhead(line), expansion);
  const { instalments = 1, share = 1, swings: ofBills } = line.billing ?? {};
  const swings = swingsTogether(ofTerms, ofBills);
  const daysLate = asOfDay - epochDayOf(line.endsOn) - 1;
  const late = models.lateRenewals?.[termClass] ?? null;
  const billDaysFrom = (day: number): BillDays =>
    instalmentDays(asOfDay + day, line.termMonths, instalments, instalments).map((bill) => bill - asOfDay);
  return {
    days,
    ...(instalments > 1 ? { billDays: days.map(billDaysFrom) } : {}),
    probabilities: line.noticeGiven
      ? days.map(() => 0)
      : renewalProbabilities(curve, signedRenewalsOf(line), days.length).map((chance, index) =>
          index === 0 && daysLate >= 0 ? overdueChance(chance, daysLate, late) : chance,
        ),
    revenue: share * revenue,
    ...(swings === null ? {} : { swings }),
    expansion,
    expansionWeights: days.map((day) => expansionWeight(day, expansion.halfLifeDays)),
    overdue: daysLate >= 0,
  };
}

/** When a renewal of a schedule, by index, is billed. */
export function billDaysOf({ days, billDays }: RenewalSchedule, index: number): BillDays {
  return billDays?.[index] ?? [days[index] ?? 0];
}

/** Probability of each renewal of a schedule, those before it included. */
export function cumulativeRenewals({ probabilities }: RenewalSchedule): number[] {
  let reached = 1;
  return Array.from(probabilities, (probability) => {
    reached *= probability;
    return reached;
  });
}

/** Probability that at least one contract of the client still lives on a day after the as-of date; 0 without any. */
export function underContract({
  renewals,
  outlooks = [{ weight: 1, renewals }],
}: Pick<ClientForecast, "renewals" | "outlooks">): (day: number) => number {
  const known = outlooks.map(({ weight, renewals: schedules }) => ({
    weight,
    lines: schedules.map((schedule) => ({ days: schedule.days, reached: cumulativeRenewals(schedule) })),
  }));
  return (day) =>
    known.reduce((live, { weight, lines }) => {
      const allEnded = lines.reduce((ended, { days, reached }) => {
        const due = days.findLastIndex((one) => one <= day);
        return ended * (1 - (due < 0 ? 1 : (reached[due] ?? 0)));
      }, 1);
      return live + weight * (1 - allEnded);
    }, 0);
}

/** Revenue expected of each renewed term if all renewals up to it happen: the latest or usual term's, grown or shrunk. */
export function renewedRevenue({ revenue, expansion, expansionWeights, factors }: RenewalSchedule): number[] {
  let expected = revenue;
  return expansionWeights.map((weight, index) => {
    expected *= 1 + weight * (expansion.expectedRatio - 1);
    return expected * (factors?.[index] ?? 1);
  });
}
