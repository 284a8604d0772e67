// Runs in the pages of the preview alone: shows what failed in place of the page, and returns when it is mended.
(() => {
  let shownAt = null;
  const style = document.createElement("style");
  style.textContent = `
    .bw-failed #observablehq-main > :not(.bw-failure):not(h1), .bw-failed #observablehq-toc { display: none; }
    .bw-failed #observablehq-main > h1 { color: var(--bw-muted); }
    .bw-failure { max-width: var(--bw-measure); margin: 2rem 0; padding: 1.5rem 0 1.25rem; border-top: 3px solid var(--bw-alert); border-bottom: 1px solid var(--bw-hairline); font-family: var(--bw-sans); color: var(--bw-ink); }
    .bw-failure p { margin: 0; max-width: none; }
    .bw-failure .bw-failure-kicker { color: var(--bw-alert); font-size: 0.875rem; font-weight: 650; }
    .bw-failure h2 { margin: 0.35rem 0 1.25rem; padding: 0; border: 0; max-width: none; font: 560 1.6rem / 1.25 var(--bw-serif); }
    .bw-failure dl { margin: 0; }
    .bw-failure dt { margin-top: 1rem; font: 0.875rem / 1.5 var(--monospace, ui-monospace, monospace); color: var(--bw-muted); overflow-wrap: anywhere; }
    .bw-failure dd { margin: 0.15rem 0 0; font-size: 1.0625rem; line-height: 1.5; overflow-wrap: anywhere; white-space: pre-line; }
    .bw-failure .bw-failure-remedy { margin-top: 1.5rem; padding-top: 1rem; border-top: 1px solid var(--bw-hairline); }
    .bw-failure small { display: block; margin-top: 0.35rem; color: var(--bw-muted); font-size: 0.875rem; }`;
  document.head.append(style);

  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };

  function show(failures) {
    document.querySelector(".bw-failure")?.remove();
    const panel = element(
      "section",
      "bw-failure",
      element("p", "bw-failure-kicker", "This page cannot be shown yet"),
    );
    panel.setAttribute("role", "alert");
    // One mistake in the settings stops every loader of the page in the same words.
    const said = new Map(
      failures.map((failure) => [JSON.stringify([failure.title, failure.problems]), failure]),
    );
    for (const { title, problems, remedy } of said.values()) {
      const list = element("dl");
      for (const { place, message } of problems) {
        if (place) list.append(element("dt", "", place));
        list.append(element("dd", "", message));
      }
      panel.append(
        element("h2", "", title),
        list,
        element("p", "bw-failure-remedy", `${remedy} This page then returns by itself.`),
      );
    }
    const loaders = failures.map(({ loader }) => `src/data/${loader}`).join(", ");
    panel.append(element("small", "", `The page waits for ${loaders}.`));
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
    const failures = state.failures.filter(({ loader }) => {
      const [before, after = ""] = `/_file/data/${loader.slice(0, -3)}`.split("[id]");
      return asked.some((path) => path.startsWith(before) && path.endsWith(after));
    });
    const { changes } = state;
    if (shownAt !== null && shownAt !== changes) {
      // A second call would cancel the first, which a busy preview has not answered yet.
      clearInterval(timer);
      location.reload();
    } else if (shownAt === null && failures.length > 0) {
      shownAt = changes;
      show(failures);
    }
  }
  const timer = setInterval(() => look().catch(() => {}), 500);
})();
