/** Hands the reader a file made in the page; nothing leaves the browser. */
export function downloadText(filename: string, text: string, type = "text/csv;charset=utf-8"): void {
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob([`\ufeff${text}`], { type }));
  link.href = address;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
