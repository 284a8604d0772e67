/** The archive and the member that a path `folder/archive.zip/member.csv` names; null for what it does not name. */
export function splitArchivePath(path: string): { archive: string | null; member: string | null } {
  const [, archive, member] = /^(.*?\.zip)(?:\/(.+))?$/i.exec(path.replaceAll("\\", "/")) ?? [];
  return { archive: archive ?? null, member: member ?? null };
}
