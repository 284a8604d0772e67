/** Who may import whom: pages → components → model, types of data/published; data → warehouse, model; cli → data, warehouse; warehouse → types of model. */
const only = (name, from, allowed) => ({
  name,
  severity: "error",
  comment: `src/${from} may import ${allowed.map((folder) => `src/${folder}`).join(", ")} and packages only`,
  from: { path: `^src/${from}/` },
  to: { path: "^src/", pathNot: allowed.map((folder) => `^src/${folder}/`) },
});

module.exports = {
  forbidden: [
    only("model-stands-alone", "model", ["model"]),
    only("components-show-the-model", "components", ["components", "model", "data/published"]),
    only("warehouse-knows-model-types", "warehouse", ["warehouse", "model"]),
    only("data-is-the-notebook", "data", ["data", "warehouse", "model"]),
    only("cli-runs-the-notebook", "cli", ["cli", "data", "warehouse"]),
    {
      name: "warehouse-takes-only-types-of-the-model",
      severity: "error",
      from: { path: "^src/warehouse/" },
      to: { path: "^src/model/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "components-take-only-types-of-what-is-published",
      severity: "error",
      comment:
        "what a page is given is typed by the schema that it was checked against; a page loads nothing of either",
      from: { path: "^src/components/" },
      to: { path: "^src/data/published/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "model-runs-anywhere",
      severity: "error",
      comment: "the model has no I/O, no engine and no Framework, so that it runs in a browser too",
      from: { path: "^src/(model|components)/" },
      to: { path: ["^node:", "@duckdb", "@observablehq/framework"], dependencyTypesNot: ["type-only"] },
    },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    { name: "nothing-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
