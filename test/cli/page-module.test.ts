import { describe, expect, it } from "vitest";
import { pageModule } from "../../src/cli/site/page-module.js";

const rendered = (cells: string) => `<html><head>
<script type="module">

import {define} from "./_observablehq/client.js";
import {registerFile} from "./_observablehq/stdlib.js";

registerFile("./data/report.json", {"name":"./data/report.json","path":"./_file/data/report.1.json","size":1});

${cells}
</script>
</head><body><!--:9a40caf6:--><!--:8697e5e1:--></body></html>`;

const cells = `define({id: "9a40caf6", inputs: ["FileAttachment"], outputs: ["chart","headline","report"], body: async (FileAttachment) => {
const [{chart}, {sentence: headline}] = await Promise.all([import("./_import/components/chart.11111111.js"), import("./_import/components/sentence.22222222.js")]);

const report = FileAttachment("./data/report.json").json();
return {chart,headline,report};
}});

define({id: "8697e5e1", mode: "inline", inputs: ["headline","report","display"], body: async (headline,report,display) => {
display(await(
headline(report)
))
}});`;

describe("pageModule", () => {
  it("takes the code out of a page, imports by name, and leaves the names of the data", async () => {
    const { html, code } = await pageModule("index.html", rendered(cells));
    expect(html).toContain(
      '<script type="application/json" id="bw-files">{"./data/report.json":"./_file/data/report.1.json"}</script>',
    );
    expect(html).not.toContain("define");
    expect(html).toContain("<!--:00000000:--><!--:00000001:-->");
    expect(code).toContain('import {chart} from "./_import/components/chart.11111111.js";');
    expect(code).toContain('import {sentence as headline} from "./_import/components/sentence.22222222.js";');
    expect(code).toContain('outputs: ["report"], body: async (FileAttachment) => {');
    expect(code).toContain("return {report};");
    expect(code).toContain(
      'define({id: "00000001", mode: "inline", inputs: ["report","display"], body: async (report,display)',
    );
    expect(code.indexOf("registerFile(name")).toBeLessThan(code.indexOf("define({"));
  });

  it.each([
    ['const Plot = await import("./p.js");', 'import * as Plot from "./p.js";', "Plot"],
    ['const {default: a} = await import("./p.js");', 'import {default as a} from "./p.js";', "a"],
    ['const {} = await import("./p.js");', 'import "./p.js";', ""],
    [
      'const [{default: a, b: c}, {}, d] = await Promise.all([import("./p.js"), import("./q.js"), import("./r.js")]);',
      'import {default as a, b as c} from "./p.js";\nimport "./q.js";\nimport * as d from "./r.js";',
      "a,c,d",
    ],
  ])("takes all forms of import: %s", async (late, atOnce, names) => {
    const cell = `define({id: "9a40caf6", outputs: [${names}], body: async () => {\n${late}\nreturn {${names}};\n}});`;
    const { code } = await pageModule("index.html", rendered(cell));
    expect(code).toContain(atOnce);
    expect(code).not.toMatch(/\bimport\(/);
  });

  it("refuses imports of a form that it does not know", async () => {
    const other = cells.replace("{sentence: headline}", "...headline");
    await expect(pageModule("index.html", rendered(other.replace("{chart}, ", "")))).rejects.toThrow(
      /a form that is not known/,
    );
  });

  it("refuses a page of a kind that shows its own name, which its shared code does not know", async () => {
    const shown = `${cells}\n\ndefine({id: "1", body: () => "__page__"});`;
    await expect(pageModule("accounts/__page__.html", rendered(shown))).rejects.toThrow(/its own name/);
  });
});
