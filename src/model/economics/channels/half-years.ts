import { groups, shuffler } from "d3";

const MONTHS = 6;

/** Half-years of a series, counted from its first month. */
export interface HalfYears {
  /** Places of the rows of each half-year that has any. */
  readonly blocks: readonly (readonly number[])[];
  /** In how many ways half-years may change places with those of the same time of year. */
  readonly orders: number;
  /** Places of rows, half-years in one of these orders, each as likely. */
  shuffled(random: () => number): number[];
}

/**
 * The half-years of rows by their month in a series of `months` in order; months without a row are left out.
 *
 * Months that lie close together are not independent of each other, so that half-years stay whole. They change places
 * among the first, or among the second halves of years, so that spend and arrivals keep their season; one that the series
 * ends within stays where it is.
 */
export function halfYears(rows: readonly { readonly at: number }[], months: number): HalfYears {
  const numbered = groups(
    rows.map(({ at }, place) => ({ place, number: Math.floor(at / MONTHS) })),
    ({ number }) => number,
  ).map(([number, own]) => ({ number, places: own.map(({ place }) => place) }));
  const alike = [0, 1].map((half) =>
    numbered.filter(({ number }) => number % 2 === half && (number + 1) * MONTHS <= months),
  );
  return {
    blocks: numbered.map(({ places }) => places),
    orders: alike.reduce((product, { length }) => product * factorial(length), 1),
    shuffled: (random) => {
      const shuffle = shuffler(random);
      const order = rows.map((_, place) => place);
      for (const own of alike) {
        const into = own.flatMap(({ places }) => places);
        const from = shuffle([...own]).flatMap(({ places }) => places);
        into.forEach((place, at) => {
          order[place] = from[at] ?? place;
        });
      }
      return order;
    },
  };
}

function factorial(count: number): number {
  return count < 2 ? 1 : count * factorial(count - 1);
}
