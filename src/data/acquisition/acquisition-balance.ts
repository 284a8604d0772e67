import { marginalCurve, nextEuroVerdicts } from "../../model/economics/spend-response/next-euro.js";
import { shownChannels } from "../audience/shown-channels.js";
import type { AcquisitionPage } from "../published/acquisition.js";
import { defineStep } from "../run/step.js";
import { channelResponses } from "./channel-responses.js";

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
