// Runs in the pages of the preview alone: shows what failed in place of the page, and returns when it is mended.
(() => {
  let shownAt = null;
  const style = document.createElement("style");
  style.textContent = `
    .bw-failed #observablehq-main > :not(.bw-failure):not(h1) { display: none; }
    .bw-failure { max-width: var(--bw-measure); margin: 1.5rem 0; padding: 1rem 0 1rem 1.25rem; border-left: 3px solid var(--theme-red, #c0392b); }
    .bw-failure h2 { margin: 0.25rem 0 0.75rem; font: 600 1.25rem / 1.3 var(--bw-serif); }
    .bw-failure p { margin: 0.35rem 0; overflow-wrap: anywhere; }
    .bw-failure small { color: var(--bw-muted); }`;
  document.head.append(style);

  const text = (name, content) => Object.assign(document.createElement(name), { textContent: content });

  function show(failures) {
    document.querySelector(".bw-failure")?.remove();
    const panel = document.createElement("section");
    panel.className = "bw-failure";
    panel.setAttribute("role", "alert");
    const said = new Map(failures.map((failure) => [failure.title + failure.lines.join("\n"), failure]));
    for (const { title, lines } of said.values()) {
      panel.append(text("h2", title), ...lines.map((line) => text("p", line)));
    }
    panel.append(text("small", `Asked for by ${failures.map(({ loader }) => loader).join(", ")}`));
    const main = document.querySelector("#observablehq-main");
    const heading = main?.querySelector("h1");
    if (heading?.parentElement === main) heading.after(panel);
    else main?.prepend(panel);
    document.documentElement.classList.add("bw-failed");
  }

  async function look() {
    const response = await fetch("/_file/.observablehq/dev/state.json", { cache: "no-store" }).catch(
      () => null,
    );
    if (!response?.ok) return;
    const state = await response.json();
    const asked = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
    const failures = state.failures.filter(({ loader }) =>
      asked.includes(`/_file/data/${loader.slice(0, -3)}`),
    );
    const { changes } = state;
    if (shownAt !== null && shownAt !== changes) location.reload();
    else if (shownAt === null && failures.length > 0) {
      shownAt = changes;
      show(failures);
    }
  }
  setInterval(() => look().catch(() => {}), 500);
})();
