import { icpPage } from "../icp.json.js";
import type { IcpPage } from "../published/icp.js";
import { defineStep } from "../run/step.js";
import { jsonFile } from "./json-file.js";

type SearchedRule = NonNullable<IcpPage["proposed"]>;

/**
 * `exports/icp.json`: the profile as a rule that settings understand, with what was measured of it.
 *
 * Every key is always there: null, or an empty list, where there is nothing to say.
 */
export const icpJson = defineStep("icp-json", async (context): Promise<string> => {
  const page = await icpPage(context);
  const found = page.status === "ready" ? page : null;
  return jsonFile({
    status: found?.finding ?? "not enough evidence",
    reason: page.reason,
    ...flat(found?.proposed ?? null),
    alternatives: (found?.alternatives ?? []).map(alternative),
    avoid: found?.avoid ? flat(found.avoid) : null,
    current: found?.current ?? null,
  });
});

/** A rule that the same clients chose: its lift is apparent, and named so; so would its difference be. */
function alternative({ lift, difference: _, rule, sentence, ...coverage }: NonNullable<IcpPage["current"]>) {
  return { rule, sentence, coverage, lift: null, apparentLift: lift.value };
}

function flat(searched: SearchedRule | null) {
  if (searched === null) {
    return {
      rule: null,
      sentence: null,
      coverage: null,
      lift: null,
      difference: null,
      apparentLift: null,
      p: null,
    };
  }
  const { rule, sentence, lift, difference, apparentLift, p, ...coverage } = searched;
  return { rule, sentence, coverage, lift, difference, apparentLift, p };
}
