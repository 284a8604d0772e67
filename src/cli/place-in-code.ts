const frame = /^\s+at .*[\\/](src[\\/](?:cli|data|model|warehouse)[\\/][^:]*):(\d+)/;

/** The first place in the project's own code that an error's stack names; null where it names none. */
export function placeInCode(error: unknown): { readonly file: string; readonly line: number } | null {
  const lines = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  for (const text of lines) {
    if (/[\\/]node_modules[\\/]/.test(text)) continue;
    const [, file, line] = frame.exec(text) ?? [];
    if (file !== undefined) return { file: file.replaceAll("\\", "/"), line: Number(line) };
  }
  return null;
}
