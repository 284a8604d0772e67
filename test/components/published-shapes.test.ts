import { describe, expectTypeOf, it } from "vitest";
import type { AnswerData } from "../../src/components/answer-data.js";
import type { LeadsData } from "../../src/components/leads-data.js";
import type { MethodData } from "../../src/components/method-data.js";
import type { PerformanceData } from "../../src/components/performance-data.js";
import type { QualityData } from "../../src/components/quality-data.js";
import type { ReportFacts } from "../../src/components/report-facts.js";
import type { ValueChangeData } from "../../src/components/value-change-data.js";
import type { ValueData } from "../../src/components/value-data.js";
import type { AnswerPage } from "../../src/data/published/answer.js";
import type { LeadsPage } from "../../src/data/published/leads.js";
import type { MethodPage } from "../../src/data/published/method.js";
import type { PerformancePage } from "../../src/data/published/performance.js";
import type { QualityPage } from "../../src/data/published/quality.js";
import type { Report } from "../../src/data/published/report.js";
import type { ValuePage } from "../../src/data/published/value.js";
import type { ValueChangePage } from "../../src/data/published/value-change.js";

describe("what components take", () => {
  it("is what the loaders publish (checked by the compiler)", () => {
    expectTypeOf<Report>().toExtend<ReportFacts>();
    expectTypeOf<AnswerPage>().toExtend<AnswerData>();
    expectTypeOf<ValuePage>().toExtend<ValueData>();
    expectTypeOf<MethodPage>().toExtend<MethodData>();
    expectTypeOf<QualityPage>().toExtend<QualityData>();
    expectTypeOf<LeadsPage>().toExtend<LeadsData>();
    expectTypeOf<PerformancePage>().toExtend<PerformanceData>();
    expectTypeOf<ValueChangePage>().toExtend<ValueChangeData>();
  });
});
