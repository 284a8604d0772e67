import { marginalCurve, nextEuroVerdicts } from "../model/economics/next-euro.js";
import { channelResponses } from "./channel-responses.js";
import type { AcquisitionPage } from "./published/acquisition.js";
import { shownChannels } from "./shown-channels.js";
import { defineStep } from "./step.js";

const POINTS = 25;

/** What the next unit of spend on each channel brings, over its spend; null without spend. */
export const acquisitionBalance = defineStep(
  "acquisition-balance",
  async (context): Promise<AcquisitionPage["balance"]> => {
    const { arrivals, months, channels } = await channelResponses(context);
    const nameOf = await shownChannels(context);
    if (months === null) return null;
    const verdicts = nextEuroVerdicts(channels);
    return {
      arrivals,
      ...months,
      channels: channels.map((response, at) => {
        const { channel, curve: _, draws: __, ...figures } = response;
        return {
          ...figures,
          channel: nameOf(channel),
          verdict: verdicts[at] ?? "cannot tell",
          points: marginalCurve(response, POINTS),
        };
      }),
    };
  },
);
