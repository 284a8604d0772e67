import { againstRanking } from "../../model/lookalike/evaluation/against-ranking.js";
import type { WonEvaluation } from "../../model/lookalike/evaluation/evaluate-won.js";
import { percent } from "../../model/words/percent.js";
import type { WonSince } from "../prospects/won-since.js";

/** What of an evaluation is looked back on. */
export type LookBack = Pick<WonSince, "cut" | "differences" | "capacityShare"> & {
  readonly methods: readonly Pick<
    WonEvaluation["methods"][number],
    "method" | "captured10" | "capturedAtCapacity"
  >[];
};

/**
 * What an earlier list would have held of the value won since, beside the best simple ranking: in its first tenth and
 * over what the team can work. Without a ranking to compare with, the list alone.
 */
export function lookBackSentence({ cut, methods, differences, capacityShare }: LookBack): string {
  const [own, ...others] = methods;
  const [closest] = [...differences].sort((a, b) => a.captured10.value - b.captured10.value);
  const rival = others.find(({ method }) => method === closest?.baseline);
  const found = `Made on ${cut}, the first tenth of the list would have held ${percent(own?.captured10.value ?? 0)} of the lifetime value won since`;
  if (closest === undefined || rival === undefined) return `${found}.`;
  const best = Math.max(...others.map(({ capturedAtCapacity }) => capturedAtCapacity.value));
  const tenth = againstRanking(
    {
      part: 0.1,
      own: own?.captured10.value ?? 0,
      other: rival.captured10.value,
      difference: closest.captured10,
    },
    "the best simple ranking",
  );
  return `${found}${tenth}. Over the ${percent(capacityShare)} of it that can be worked: ${percent(own?.capturedAtCapacity.value ?? 0)}, the best simple ranking ${percent(best)}.`;
}
