import type { OwnerRow, PerformancePage } from "../../data/published/performance.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { plural } from "../../model/words/plural.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { counted } from "../words/wording.js";

type LeavingTest = PerformancePage["productTests"][number];

/** Reps who hit quota with clients that leave more than like clients do, beyond what chance does among so many reps. */
export function namedReps({ repTests }: Pick<PerformancePage, "repTests">): PerformancePage["repTests"] {
  return repTests.filter(({ claimed }) => claimed);
}

/** The answer of the page, what is sure first: who sells to clients that leave, and which first product churns. */
export function performanceHeadline(page: PerformancePage, report: MoneyFacts): string {
  const reps = namedReps(page);
  const products = page.productTests.filter(({ claimed }) => claimed);
  const about = ({ label, ...test }: Omit<LeavingTest, "products">) => `${label} (${stays(test, report)})`;
  const churning =
    products.length === 0
      ? null
      : `Clients that begin with ${listInWords(products.map(about))} leave more than others.`;
  if (reps.length > 0) {
    const hitting = `${listInWords(reps.map(about))} ${reps.length === 1 ? "hits" : "hit"} quota with clients that do not stay.`;
    return churning === null ? hitting : `${hitting} ${churning}`;
  }
  const nobody =
    page.quotas === null
      ? "Without quotas nobody can be said to hit them with clients that leave"
      : "Nobody can be said to hit quota with clients that leave";
  if (churning !== null) return `${churning} ${nobody}.`;
  const product =
    page.productTests.length === 0
      ? "first products cannot be compared"
      : "no first product can be said to churn";
  return `${nobody}; ${product}.`;
}

/** What the claims rest on. */
export function claimsSentence(page: PerformancePage, report: MoneyFacts): string {
  const f = formatter(report);
  const looked = [
    page.quotas === null
      ? ""
      : plural(f.count(page.repTests.length), "rep who hits quota", "reps who hit quota"),
    plural(f.count(page.productTests.length), "first product"),
  ].filter((part) => part !== "");
  return `A client decides to stay or leave when a contract ends, or once a year without one; it is held against clients won in the same year on like terms. Looked at: ${listInWords(looked)} with ten clients or more. A claim is made where chance brings one as strong, among all looked at, in at most ${f.percent(page.level)} of cases.`;
}

function stays(
  { decisions, stayed, expectedStayed }: Omit<LeavingTest, "label">,
  report: MoneyFacts,
): string {
  const f = formatter(report);
  return `${f.count(stayed)} of ${f.count(decisions)} decisions to stay, ${f.count(Math.round(expectedStayed))} usual`;
}

/** What a rep who hits quota with clients that leave sells first. */
export function productMixSentences(page: PerformancePage, report: MoneyFacts): string[] {
  const f = formatter(report);
  return namedReps(page)
    .filter(({ products }) => products.length > 0)
    .map(({ label, products }) => {
      const quota = page.reps.find(({ owner }) => owner === label)?.quota;
      const met = quota
        ? `${label} met quota in ${f.count(quota.met)} of ${f.count(quota.periods)} periods. `
        : "";
      const mix = products
        .slice(0, 3)
        .map(
          ({ product, share, othersShare }) =>
            `${product} in ${f.percent(share)} of cases (others: ${f.percent(othersShare)})`,
        );
      return `${met}What ${label} sells first: ${listInWords(mix)}.`;
    });
}

/** What all were asked for and booked in the last year; empty without quotas that can be judged. */
export function quotaYearSentence({ quotas }: PerformancePage, report: MoneyFacts): string {
  const year = quotas?.year;
  if (!year) return "";
  const f = formatter(report);
  const { owners, reached, quota, booked, bookedBefore } = year.total;
  const when = year.isOver ? `In ${year.year}` : `In the periods of ${year.year} that are over`;
  const who = counted(owners, "rep", f.count);
  const before =
    bookedBefore === null ? "" : `, ${f.moneyTotal(bookedBefore)} in the same months a year earlier`;
  return `${when}, ${who} booked ${f.moneyTotal(booked)} of the ${f.moneyTotal(quota)} asked for (${f.percent(booked / quota)})${before}; ${f.count(reached)} of ${f.count(owners)} reached the quota.`;
}

/** The finding of the lead chart: who stands out, or that nobody does. */
export function keptTitle(page: PerformancePage, report: MoneyFacts): string {
  const f = formatter(report);
  const claimed = namedReps(page);
  if (claimed.length > 0) {
    const gone = claimed.reduce((sum, { decisions, stayed }) => sum + decisions - stayed, 0);
    const usual = claimed.reduce((sum, { decisions, expectedStayed }) => sum + decisions - expectedStayed, 0);
    return `${f.count(gone)} times a client of ${listInWords(claimed.map(({ label }) => label))} left, where ${f.count(Math.round(usual))} would be usual`;
  }
  const groups = new Set(page.reps.flatMap(({ kept }) => kept?.group ?? []));
  return groups.size < 2
    ? "By how many of their clients stay, reps cannot be told apart"
    : `By how many of their clients stay, reps fall into ${f.count(groups.size)} groups`;
}

/** What is said of quotas: how many count, and what was left out. */
export function quotaSentence(page: PerformancePage, report: MoneyFacts): string {
  const f = formatter(report);
  const { quotas } = page;
  if (quotas === null) {
    return "There are no quotas: with quotas.csv in the data folder, reps are shown beside what they were asked to sell.";
  }
  const parts = [
    `${plural(f.count(quotas.rows), "quota")} read; bookings are ${page.bookingsFrom}. A rep hits quota who met it in half of the periods or more.`,
    quotas.repsWithout > 0
      ? `${plural(f.count(quotas.repsWithout), "rep")} ${quotas.repsWithout === 1 ? "has" : "have"} no quota for a period that has ended.`
      : "",
    quotas.withoutTarget > 0
      ? `${f.count(quotas.withoutTarget)} of zero asked for nothing and count for nothing.`
      : "",
    quotas.notOver > 0 ? `${f.count(quotas.notOver)} are for periods that have not ended.` : "",
    quotas.unreadable > 0
      ? `${f.count(quotas.unreadable)} have a period that is no year, quarter or month.`
      : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** First products that the table leaves out although many begin with them; empty where it has them all. */
export function withoutLikesSentence({ productsWithoutLikes }: PerformancePage, report: MoneyFacts): string {
  const f = formatter(report);
  const named = productsWithoutLikes.map(
    ({ product, clients }) => `${product} (${plural(f.count(clients), "client")})`,
  );
  return named.length === 0
    ? ""
    : `Not in the table: ${listInWords(named)}. Nobody else decides as they do, so nothing is usual for them.`;
}

/** What was counted for nobody. */
export function coverageSentence(page: PerformancePage, report: MoneyFacts): string {
  const f = formatter(report);
  const drawn =
    page.clients < page.ofClients
      ? `From ${f.count(page.clients)} of ${f.count(page.ofClients)} clients, drawn by chance.`
      : `All ${plural(f.count(page.clients), "client")}.`;
  const missing = [
    page.withoutRep > 0
      ? `of ${f.count(page.withoutRep)} it is not known who won them${page.wonBefore > 0 ? ` (${f.count(page.wonBefore)} were won before the data begin)` : ""}`
      : "",
    page.withoutSuccessOwner > 0
      ? `of ${f.count(page.withoutSuccessOwner)} it is not known who looks after them`
      : "",
  ].filter((part) => part !== "");
  const left =
    page.ownersLeftOut > 0
      ? ` ${f.count(page.ownersLeftOut)} people with the fewest clients are not listed.`
      : "";
  return `${drawn}${missing.length > 0 ? ` They count for nobody where owners are missing: ${listInWords(missing)}.` : ""}${left}`;
}

/** That most clients were won before the data begin; empty where most were not. */
export function wonBeforeSentence(page: PerformancePage, report: MoneyFacts): string {
  return 2 * page.wonBefore > page.clients
    ? `${wonBefore(page, report)}, so it is not known who won them, and the figures below are of the others.`
    : "";
}

/** Why no pay is shared out. */
export function noPayReason(page: PerformancePage, report: MoneyFacts): string {
  return page.wonBefore > 0
    ? `${wonBefore(page, report)}, so it is not known who is to be paid for them`
    : "no rep is known to share pay out to";
}

function wonBefore({ wonBefore: before, clients }: PerformancePage, report: MoneyFacts): string {
  const f = formatter(report);
  return `${f.count(before)} of ${f.count(clients)} clients were won before the data begin`;
}

/** Whether people can be ranked by a measure, in words. */
export function groupsSentence(owners: readonly OwnerRow[], measure: "worth" | "kept", who: string): string {
  const groups = new Set(owners.flatMap((owner) => owner[measure]?.group ?? []));
  const what = measure === "worth" ? "what their clients are worth" : "how many of their clients stay";
  return groups.size < 2
    ? `To rank ${who} by ${what} would be to rank noise: held against each other, no two can be told apart with 95% probability.`
    : `By ${what}, ${who} fall into ${groups.size} groups; within a group they cannot be told apart.`;
}
