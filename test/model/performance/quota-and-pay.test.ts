import { describe, expect, it } from "vitest";
import {
  normalisedWeights,
  type PayBasis,
  payableMeasures,
  payShares,
} from "../../../src/model/performance/pay-shares.js";
import { quotaAttainment } from "../../../src/model/performance/quota-attainment.js";
import { quotaYear } from "../../../src/model/performance/quota-year.js";

const booking = (on: string, amount: number, owner = "Ann") => ({ owner, on, amount });

describe("quota attainment", () => {
  it("holds bookings against years, quarters and months that are over", () => {
    const { owners } = quotaAttainment(
      [
        { owner: "Ann", period: "2024", quota: 100 },
        { owner: "Ann", period: "2025-Q1", quota: 50 },
        { owner: "Ann", period: "2025-04", quota: 10 },
        { owner: "Ann", period: "2025-05", quota: 10 },
      ],
      [
        booking("2024-12-31", 99),
        booking("2025-01-01", 30),
        booking("2025-03-31", 20),
        booking("2025-04-30", 10),
      ],
      "2025-04-30",
    );
    expect(owners).toEqual([{ owner: "Ann", periods: 3, met: 2, quota: 160, booked: 159, hitsQuota: true }]);
  });

  it("is hit in half of the periods, and a month counts once its last day is over", () => {
    const quotas = ["2025-03", "2025-04", "2025-05"].map((period) => ({ owner: "Ann", period, quota: 10 }));
    const until = (asOf: string) => quotaAttainment(quotas, [booking("2025-03-05", 10)], asOf);
    expect(until("2025-05-30").owners).toMatchObject([{ periods: 2, met: 1, hitsQuota: true }]);
    expect(until("2025-05-31").owners).toMatchObject([{ periods: 3, met: 1, hitsQuota: false }]);
    expect(until("2025-05-30").notOver).toBe(1);
  });

  it("divides by no quota of zero, and counts what it leaves out", () => {
    const result = quotaAttainment(
      [
        { owner: "Ann", period: "2024", quota: 0 },
        { owner: "Ben", period: "2026", quota: 10 },
        { owner: "Cem", period: "soon", quota: 10 },
        { owner: "Dee", period: "2024", quota: 10 },
      ],
      [],
      "2025-12-30",
    );
    expect(result).toMatchObject({ withoutTarget: 1, notOver: 1, unreadable: 1 });
    expect(result.owners).toEqual([
      { owner: "Dee", periods: 1, met: 0, quota: 10, booked: 0, hitsQuota: false },
    ]);
    expect(quotaAttainment([], [booking("2024-01-01", 5)], "2025-12-31").owners).toEqual([]);
  });
});

describe("the last year of quotas", () => {
  const bookings = [booking("2023-03-01", 50), booking("2024-06-01", 80), booking("2025-02-01", 60)];

  it("is the last that is over, with bookings in money beside those of the same months a year earlier", () => {
    const quotas = ["2023", "2024", "2025"].map((period) => ({ owner: "Ann", period, quota: 100 }));
    const ann = { owner: "Ann", periods: 1, met: 0, quota: 100, booked: 80, bookedBefore: null };
    expect(quotaYear(quotas, bookings, "2025-06-30")).toEqual({ year: "2024", isOver: true, owners: [ann] });
    expect(quotaYear(quotas, bookings, "2025-12-31")?.owners).toEqual([
      { ...ann, booked: 60, bookedBefore: 80 },
    ]);
  });

  it("counts a month once where a year and its quarters have quotas, and a year that is not over by what is", () => {
    const quotas = [
      { owner: "Ann", period: "2025-Q1", quota: 30 },
      { owner: "Ann", period: "2025", quota: 100 },
      { owner: "Ben", period: "2025-Q1", quota: 20 },
      { owner: "Ben", period: "2025-02", quota: 5 },
    ];
    const whole = quotaYear(quotas, bookings, "2025-12-31");
    expect(whole?.owners.map(({ owner, periods, quota }) => [owner, periods, quota])).toEqual([
      ["Ann", 1, 100],
      ["Ben", 1, 20],
    ]);
    expect(quotaYear(quotas, bookings, "2025-05-31")).toMatchObject({
      year: "2025",
      isOver: false,
      owners: [
        { owner: "Ann", quota: 30, booked: 60 },
        { owner: "Ben", quota: 20, booked: 0, bookedBefore: 0 },
      ],
    });
    expect(quotaYear([{ owner: "Ann", period: "2026", quota: 9 }], bookings, "2025-12-31")).toBeNull();
  });
});

const rep = (name: string, bookings: number | null, clv: number | null): PayBasis => ({
  rep: name,
  amounts: { bookings, clv, retention: null, upsell: null, satisfaction: null },
});
const weights = { bookings: 1, clv: 3, retention: 5, upsell: 0, satisfaction: 0 };

describe("simulated pay", () => {
  it("shares out one pool by hand-worked weights, and both ways come to all of it", () => {
    const shares = payShares([rep("Ann", 75, 20), rep("Ben", 25, 60)], weights);
    expect(shares).toEqual([
      { rep: "Ann", onBookings: 0.75, byWeights: 0.25 * 0.75 + 0.75 * 0.25, change: -0.375 },
      { rep: "Ben", onBookings: 0.25, byWeights: 0.25 * 0.25 + 0.75 * 0.75, change: 0.375 },
    ]);
  });

  it("leaves out measures that nobody has, and takes no weight at all as all alike", () => {
    const reps = [rep("Ann", 75, 20), rep("Ben", 25, 60)];
    expect(payableMeasures(reps)).toEqual(["bookings", "clv"]);
    const none = { bookings: 0, clv: 0, retention: 0, upsell: 0, satisfaction: 0 };
    expect(normalisedWeights(none, ["bookings", "clv"])).toMatchObject({ bookings: 0.5, clv: 0.5 });
    expect(payShares([rep("Ann", 0, null)], weights)).toEqual([]);
    expect(payShares([rep("Ann", null, 5), rep("Ben", null, 5)], weights)[0]).toMatchObject({ change: 0 });
    expect(() => normalisedWeights({ ...none, clv: Number.NaN }, ["clv"])).toThrow(/weight of clv/);
  });
});
