import { sum } from "d3";
import type { ClientMove, ValueBridge } from "../model/economics/channels/value-bridge.js";
import type { Estimate } from "../model/numerics/interval.js";
import { portfolioClv, portfolioResidual } from "../model/value/portfolio/portfolio-totals.js";
import { mayShow, shownName } from "./audience/audience.js";
import { toCents } from "./exports/money.js";
import { type ValueChangePage, valueChangeSchema } from "./published/value-change.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import { defineStep } from "./run/step.js";
import { accounts } from "./targeting/accounts.js";
import { clientValues } from "./value/client-values.js";
import { portfolioShock } from "./value/portfolio-shock.js";
import { valueChange } from "./value/value-change.js";

const movesShown = 20;

const valueChangePage = defineStep("value-change-page", async (context): Promise<ValueChangePage> => {
  // Load
  const change = await valueChange(context);
  if (change.status !== "ready") return change;
  const { values } = await clientValues(context);
  const { clients } = await accounts(context);

  // Derive
  const then = new Map(change.previous.clients.map((client) => [client.clientId, client]));
  const under = new Map(change.under.map((client) => [client.clientId, client]));
  const now = new Map(values.map((client) => [client.clientId, client]));
  const names = new Map(clients.map((client) => [client.accountId, shownName(context.audience, client)]));
  const nameThen = (clientId: string) =>
    mayShow(context.audience, "name") ? then.get(clientId)?.name : undefined;
  const moved = (move: ClientMove) => {
    const before = then.get(move.clientId);
    const inHistory = under.get(move.clientId);
    return {
      ...move,
      name: names.get(move.clientId) ?? nameThen(move.clientId) ?? move.clientId,
      earnedSince: before && inHistory ? toCents(inHistory.historicValue - before.historicValue) : null,
      pActiveBefore: before?.pActive ?? null,
      pActiveNow: now.get(move.clientId)?.pActive ?? null,
    };
  };
  const shown = ({ moves, ...bridge }: ValueBridge, nowInterval: Estimate) => ({
    ...bridge,
    nowInterval,
    moves: moves
      .filter((move) => move.change !== 0)
      .slice(0, movesShown)
      .map(moved),
  });

  const shock = await portfolioShock(context);
  const newNames = new Set(
    clients.flatMap(({ accountId, name }) => (then.has(accountId) ? [] : [name.trim().toLowerCase()])),
  );
  const historic = sum(values, (client) => client.historicValue);
  const residual = portfolioResidual(values, shock, context.settings.horizonMonths);

  // Publish
  return {
    status: "ready",
    previous: { asOf: change.previous.asOf, version: change.previous.version },
    separated: change.separated,
    settingChanges: [...change.settingChanges],
    readingChanged: change.readingChanged,
    sameName: change.previous.clients.filter(
      ({ clientId, name }) => !now.has(clientId) && newNames.has(name.trim().toLowerCase()),
    ).length,
    clv: shown(change.clv, portfolioClv(values, shock)),
    totalValue: shown(change.totalValue, {
      value: historic + residual.value,
      low: historic + residual.low,
      high: historic + residual.high,
    }),
  };
});

export const valueChangeJson = publishJson("value-change.json", valueChangeSchema, valueChangePage);
await writeWhenMain(import.meta.url, valueChangeJson);
