import type { InputQuality } from "../../warehouse/inputs.js";
import { readInputs } from "../../warehouse/read-inputs.js";
import { loadSettings } from "../../warehouse/settings/load-settings.js";

/** What reading a data folder says of it, without any analysis. */
export interface InputCheck {
  readonly asOf: string;
  readonly currency: string;
  readonly clients: number;
  readonly quality: InputQuality;
}

/** Reads and checks a data folder; throws an `InputError` when it cannot be used. */
export async function inputCheck(dataFolder: string): Promise<InputCheck> {
  const settings = await loadSettings(dataFolder);
  const { asOf, currency, histories, quality } = await readInputs({ dataFolder, settings });
  return { asOf, currency, clients: histories.length, quality };
}
