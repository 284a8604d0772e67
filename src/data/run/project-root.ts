import { fileURLToPath } from "node:url";

/** Folder of the project that this module is part of. */
export const projectRoot = fileURLToPath(new URL("../../..", import.meta.url));
