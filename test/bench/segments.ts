import { randomLcg, randomNormal } from "d3";
import { chooseCount } from "../../src/model/segments/choose-count.js";
import { clusterPoints } from "../../src/model/segments/cluster-points.js";
import type { Measurement } from "../measurement.js";

const POINTS = 300;
const COLUMNS = 25;
const LIMIT_SECONDS = 60;
const EFFORT = { resamples: 100, nulls: 20, nullResamples: 10, starts: 3 };
const FINAL_STARTS = 20;

/** Choosing the number of segments from 2 to 8 and the final fit, on clients with and without groups. */
const bench: Measurement = async () => {
  const rows = [
    { name: "four groups", apart: 1.5 },
    { name: "no groups", apart: 0 },
  ].map(({ name, apart }) => {
    const random = randomLcg(3);
    const points = makePoints(apart, random);
    const blocks = Array.from({ length: COLUMNS }, (_, column) => ({ columns: [column], isMeasure: true }));
    const started = performance.now();
    const cpu = process.cpuUsage();
    const { count, natural } = chooseCount(points, blocks, EFFORT, random);
    if (count !== null) clusterPoints(points, count, FINAL_STARTS, random);
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return [
      name,
      seconds.toFixed(1),
      ((user + system) / 1e6).toFixed(1),
      LIMIT_SECONDS,
      `${count ?? "none"}${natural ? "" : ", not natural"}`,
    ];
  });
  return [
    {
      title: `Number of segments of ${POINTS} clients × ${COLUMNS} columns`,
      columns: ["clients", "seconds", "of processor time", "limit", "answer"],
      rows,
      note: `One process: k from 2 to 8, ${EFFORT.resamples} resamples, ${EFFORT.nulls} data sets without groups of ${EFFORT.nullResamples} resamples, ${EFFORT.starts} starts each, ${FINAL_STARTS} for the final fit.`,
    },
  ];
};

export default bench;

function makePoints(apart: number, random: () => number): number[][] {
  const normal = randomNormal.source(random)(0, 1);
  const centres = Array.from({ length: 4 }, () => Array.from({ length: COLUMNS }, () => apart * normal()));
  return Array.from({ length: POINTS }, (_, index) =>
    (centres[index % centres.length] ?? []).map((centre) => centre + normal()),
  );
}
