import { addMonths, epochDayOf, isoDateOf } from "../numerics/calendar.js";

/** Where an account is in its life with us. */
export type LifecycleStage = "beginning" | "up for renewal" | "growing" | "shrinking" | "steady";

/** What is known of an account that says what to do next. */
export interface AccountSituation {
  readonly asOf: string;
  readonly firstOn: string;
  /** Ends of live terms, with what they are for. */
  readonly renewals: readonly { readonly product: string | null; readonly endsOn: string }[];
  readonly goals: readonly { readonly goal: string; readonly dueOn: string | null }[];
  /** Best first. */
  readonly offers: readonly string[];
  /** Margin of the last 12 months and of the 12 before. */
  readonly margin: { readonly now: number; readonly before: number };
  /** The measure that leaving goes with on which it does poorly; null: none. */
  readonly poorOn: string | null;
}

/** Something to do, and when. */
export interface PlanItem {
  readonly on: string;
  readonly kind: "mend" | "goal" | "overdue goal" | "prepare renewal" | "renewal" | "offer" | "review";
  /** The goal, the product or the measure; null: none in particular. */
  readonly subject: string | null;
}

const MONTHS_TO_PREPARE = 3;
const MONTHS_AHEAD = 12;
const REVIEWS_EACH = 3;
const CLEAR_CHANGE = 0.1;

/**
 * Where an account is in its life: in its first year; with a term that ends within six months; else by whether the
 * margin of the last 12 months differs from that of the 12 before by more than 10 % of its size. Whoever brings no margin
 * is not growing, however much was lost on it before.
 */
export function lifecycleStage({ asOf, firstOn, renewals, margin }: AccountSituation): LifecycleStage {
  if (addMonths(epochDayOf(firstOn), 12) > epochDayOf(asOf)) return "beginning";
  const soon = isoDateOf(addMonths(epochDayOf(asOf), 6));
  if (renewals.some(({ endsOn }) => endsOn <= soon)) return "up for renewal";
  const change = margin.now - margin.before;
  if (Math.abs(change) <= CLEAR_CHANGE * Math.abs(margin.before)) return "steady";
  if (change < 0) return "shrinking";
  return margin.now > 0 ? "growing" : "steady";
}

/**
 * What to do in the 12 months after the as-of date, by day.
 *
 * What does poorly is looked into within a month. Goals fall on their day, and on the first review when they are
 * overdue or have none; a renewal on the day after its term ends, its preparation three months before, or at once. The
 * account is reviewed every three months; the first product is raised at the first review, the next at the second.
 */
export function lifecyclePlan(situation: AccountSituation): PlanItem[] {
  const { asOf, renewals, goals, offers, poorOn } = situation;
  const today = epochDayOf(asOf);
  const inMonths = (months: number) => isoDateOf(addMonths(today, months));
  const lastDay = inMonths(MONTHS_AHEAD);
  const reviews = Array.from({ length: MONTHS_AHEAD / REVIEWS_EACH }, (_, at) =>
    inMonths(REVIEWS_EACH * (at + 1)),
  );
  const [firstReview = lastDay] = reviews;
  const items: PlanItem[] = [
    ...(poorOn === null ? [] : [{ on: inMonths(1), kind: "mend" as const, subject: poorOn }]),
    ...goals.map(({ goal, dueOn }): PlanItem => {
      if (dueOn === null) return { on: firstReview, kind: "goal", subject: goal };
      return dueOn <= asOf
        ? { on: firstReview, kind: "overdue goal", subject: goal }
        : { on: dueOn, kind: "goal", subject: goal };
    }),
    ...renewals.flatMap(({ product, endsOn }): PlanItem[] => {
      const day = Math.max(today, epochDayOf(endsOn)) + 1;
      const prepareOn = isoDateOf(Math.max(today + 1, addMonths(day, -MONTHS_TO_PREPARE)));
      return [
        { on: prepareOn, kind: "prepare renewal", subject: product },
        { on: isoDateOf(day), kind: "renewal", subject: product },
      ];
    }),
    ...offers
      .slice(0, reviews.length)
      .map((product, at): PlanItem => ({ on: reviews[at] ?? lastDay, kind: "offer", subject: product })),
    ...reviews.map((on): PlanItem => ({ on, kind: "review", subject: null })),
  ];
  const order: readonly PlanItem["kind"][] = [
    "mend",
    "prepare renewal",
    "renewal",
    "overdue goal",
    "goal",
    "review",
    "offer",
  ];
  return items
    .filter(({ on }) => on <= lastDay)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : order.indexOf(a.kind) - order.indexOf(b.kind)));
}
