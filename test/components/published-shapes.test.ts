import { describe, expectTypeOf, it } from "vitest";
import type { AnswerData } from "../../src/components/answer-data.js";
import type { IcpFacts } from "../../src/components/icp-facts.js";
import type { ImpactData } from "../../src/components/impact-data.js";
import type { MarketData } from "../../src/components/market-data.js";
import type { MethodData } from "../../src/components/method-data.js";
import type { QualityData } from "../../src/components/quality-data.js";
import type { ReportFacts } from "../../src/components/report-facts.js";
import type { SegmentsFacts } from "../../src/components/segment-facts.js";
import type { ValueChangeData } from "../../src/components/value-change-data.js";
import type { ValueData } from "../../src/components/value-data.js";
import type { AnswerPage } from "../../src/data/published/answer.js";
import type { IcpPage } from "../../src/data/published/icp.js";
import type { ImpactPage } from "../../src/data/published/impact.js";
import type { MarketPage } from "../../src/data/published/market.js";
import type { MethodPage } from "../../src/data/published/method.js";
import type { QualityPage } from "../../src/data/published/quality.js";
import type { Report } from "../../src/data/published/report.js";
import type { SegmentsPage } from "../../src/data/published/segments.js";
import type { ValuePage } from "../../src/data/published/value.js";
import type { ValueChangePage } from "../../src/data/published/value-change.js";

describe("what components take", () => {
  it("is what the loaders publish (checked by the compiler)", () => {
    expectTypeOf<Report>().toExtend<ReportFacts>();
    expectTypeOf<AnswerPage>().toExtend<AnswerData>();
    expectTypeOf<ValuePage>().toExtend<ValueData>();
    expectTypeOf<IcpPage>().toExtend<IcpFacts>();
    expectTypeOf<SegmentsPage>().toExtend<SegmentsFacts>();
    expectTypeOf<ImpactPage>().toExtend<ImpactData>();
    expectTypeOf<MarketPage>().toExtend<MarketData>();
    expectTypeOf<MethodPage>().toExtend<MethodData>();
    expectTypeOf<QualityPage>().toExtend<QualityData>();
    expectTypeOf<ValueChangePage>().toExtend<ValueChangeData>();
  });
});
