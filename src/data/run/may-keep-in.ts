import { access, constants, mkdir } from "node:fs/promises";

/** True where files can be kept in a folder of the cache, which is made; false in a checkout that may only be read. */
export async function mayKeepIn(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOSPC" || code === "EDQUOT") throw error;
    return false;
  }
}
