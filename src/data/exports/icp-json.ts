import { icpPage } from "../icp.json.js";
import type { IcpPage } from "../published/icp.js";
import { defineStep } from "../step.js";
import { jsonFile } from "./json-file.js";

type SearchedRule = NonNullable<IcpPage["proposed"]>;

/** `exports/icp.json`: the profile as a rule that settings understand, with what was measured of it. */
export const icpJson = defineStep("icp-json", async (context): Promise<string> => {
  const page = await icpPage(context);
  if (page.status !== "ready") return jsonFile({ status: "not enough evidence", reason: page.reason });
  return jsonFile({
    status: page.finding,
    reason: page.reason,
    ...(page.proposed ? flat(page.proposed) : {}),
    alternatives: page.alternatives.map(alternative),
    avoid: page.avoid && flat(page.avoid),
    current: page.current,
  });
});

/** A rule that the same clients chose: its lift is apparent, and named so; so would its difference be. */
function alternative({ lift, difference: _, rule, sentence, ...coverage }: NonNullable<IcpPage["current"]>) {
  return { rule, sentence, coverage, lift: null, apparentLift: lift.value };
}

function flat({ rule, sentence, lift, difference, apparentLift, p, ...coverage }: SearchedRule) {
  return { rule, sentence, coverage, lift, difference, apparentLift, p };
}
