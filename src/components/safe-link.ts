/** The address as it may stand in an `href`: http, https or a page of this site; null for any other scheme. */
export function safeLink(address: string): string | null {
  const trimmed = address.trim();
  if (/^https?:\/\//i.test(trimmed)) return trimmed;
  return /^(\.{1,2}\/|#|\?)/.test(trimmed) ? trimmed : null;
}
