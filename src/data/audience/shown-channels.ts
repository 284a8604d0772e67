import { attributedClients } from "../acquisition/attributed-clients.js";
import { defineStep } from "../run/step.js";
import { mayShow } from "./audience.js";

/** What a channel is called in output: a number by spend where the audience may not see how clients were acquired. */
export const shownChannels = defineStep(
  "shown-channels",
  async (context): Promise<(channel: string) => string> => {
    if (mayShow(context.audience, "acquisition_channel")) return (channel) => channel;
    const { ledgers, rule } = await attributedClients(context);
    const bySpend = [...(ledgers.get(rule)?.channels ?? [])].sort((a, b) => b.spend - a.spend);
    const numbers = new Map(bySpend.map(({ channel }, at) => [channel, at + 1]));
    return (channel) => `Channel ${numbers.get(channel) ?? "without spend"}`;
  },
);
