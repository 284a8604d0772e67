import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { finishPage } from "../../src/cli/site/finish-pages.js";

const html = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
</head>
<body><script>let a = 1</script><script src="./b.js"></script><script type="application/json">{}</script></body></html>`;

describe("finishPage", () => {
  const finished = finishPage(html, "de-CH");

  it("names the language and lets readers zoom", () => {
    expect(finished).toContain('<html lang="de-CH">');
    expect(finished).not.toContain("maximum-scale");
  });

  it("allows exactly the scripts that the page holds, and no other host", () => {
    const hash = createHash("sha256").update("let a = 1").digest("base64");
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(finished)?.[1] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/https?:/);
  });

  it("takes nothing but a language tag into the markup", () => {
    expect(finishPage(html, '"><script>')).toContain('<html lang="script">');
  });
});
