import {
  type ClientAmount,
  type ValueBridge,
  valueBridge,
} from "../../model/economics/channels/value-bridge.js";
import type { ClientValue } from "../../model/value/client-value.js";
import { settingsDigest } from "../../warehouse/settings/settings-digest.js";
import { mayShow } from "../audience/audience.js";
import { inputs } from "../run/inputs.js";
import type { PreviousReport } from "../run/previous-report.js";
import type { RunContext } from "../run/run-context.js";
import { defineStep } from "../run/step.js";
import { clientValues } from "./client-values.js";
import {
  readingDigest,
  type SettingChange,
  settingChanges,
  underValueSettings,
  valueSettings,
} from "./value-settings.js";

const BY_PRODUCT = "margin.byProduct.";

/** How client value came from the previous report to this one. */
export interface ValueChange {
  readonly status: "ready";
  readonly previous: PreviousReport;
  /** False: settings differ, or may, and the previous manifest does not hold them, so the new history holds their effect. */
  readonly separated: boolean;
  readonly settingChanges: readonly SettingChange[];
  /** Files are found or read by other settings than then; what that does stands under new history. */
  readonly readingChanged: boolean;
  readonly clv: ValueBridge;
  readonly totalValue: ValueBridge;
  /** Clients of now under the previous settings. */
  readonly under: readonly ClientValue[];
}

/** Why there is no bridge: no previous report was given, or it cannot be compared with this one. */
export interface NoValueChange {
  readonly status: "absent" | "refused";
  readonly reason: string;
}

export const valueChange = defineStep(
  "value-change",
  async (context): Promise<ValueChange | NoValueChange> => {
    const { previous } = context;
    if (previous === null) return { status: "absent", reason: "no previous report was given" };

    // Load
    const { currency, histories } = await inputs(context);
    const then = previous.valueSettings;
    if (then !== null && then.currency !== currency) {
      return {
        status: "refused",
        reason: `the previous report is in ${then.currency}, this one in ${currency}: money of two currencies is not compared`,
      };
    }
    const ids = new Set(histories.map(({ clientId }) => clientId));
    if (!previous.clients.some(({ clientId }) => ids.has(clientId))) {
      return {
        status: "refused",
        reason: `none of the ${previous.clients.length} clients of the previous report is in this one: it is of other data, or the client ids have changed`,
      };
    }

    // Value the clients of now under the settings of then
    const { values } = await clientValues(context);
    const changes =
      then === null
        ? []
        : settingChanges(then, valueSettings(context.settings, currency)).map((change) =>
            change.setting.startsWith(BY_PRODUCT) && !mayShow(context.audience, "product")
              ? { ...change, setting: "margin.byProduct" }
              : change,
          );
    const under = changes.length > 0 && then !== null ? await valuesUnder(context, then) : values;

    const bridge = (amount: "clv" | "totalValue") =>
      valueBridge(amounts(previous.clients, amount), amounts(values, amount), amounts(under, amount));
    return {
      status: "ready",
      previous,
      separated: then !== null || previous.settings === settingsDigest(context.settings),
      settingChanges: changes,
      readingChanged:
        previous.readingSettings !== null && previous.readingSettings !== readingDigest(context.settings),
      clv: bridge("clv"),
      totalValue: bridge("totalValue"),
      under,
    };
  },
  { costly: true, module: import.meta.url },
);

/** The clients of these inputs, as of the same day, under other settings of value. */
async function valuesUnder(
  context: RunContext,
  other: NonNullable<PreviousReport["valueSettings"]>,
): Promise<readonly ClientValue[]> {
  const { asOf } = await inputs(context);
  const settings = underValueSettings(context.settings, other);
  // The cache serves the settings of the folder alone, none put in their place.
  const { values } = await clientValues({ ...context, settings, asOf, cache: null });
  return values;
}

function amounts(
  clients: readonly { readonly clientId: string; readonly clv: number; readonly totalValue: number }[],
  amount: "clv" | "totalValue",
): ClientAmount[] {
  return clients.map((client) => ({ clientId: client.clientId, amount: client[amount] }));
}
