import { createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { type Entry, getFileNameLowLevel, openPromise, validateFileName, type ZipFile } from "yauzl";
import { type InputError, inputError, isInputError } from "../input-error.js";
import { unpackLimit } from "./unpack-limit.js";

/**
 * Names of the tables in a zip archive: CSV and Parquet files in any of its folders.
 * What systems add (`__MACOSX`, names that start with a dot) and names that lead out of the archive are passed over.
 *
 * Throws an `InputError` when the archive is cut off, damaged or encrypted as a whole.
 */
export async function archiveMembers(file: string, path: string): Promise<string[]> {
  return withArchive(file, path, async (archive) => {
    const names: string[] = [];
    for await (const entry of archive.eachEntry()) {
      const name = nameOf(entry);
      if (isTable(name)) names.push(name);
    }
    return names.sort();
  });
}

/** Unpacks one member of a zip archive to another place; `file` names it in errors. */
export async function unpackMember(file: string, path: string, member: string, to: string): Promise<void> {
  await withArchive(file, path, async (archive) => {
    for await (const entry of archive.eachEntry()) {
      if (nameOf(entry) === member) return unpackEntry(file, archive, entry, to);
    }
    throw inputError({ file, message: "the archive holds no such file" });
  });
}

async function unpackEntry(file: string, archive: ZipFile, entry: Entry, to: string): Promise<void> {
  if (entry.isEncrypted()) {
    throw inputError({ file, message: "is encrypted; unpack the archive with its password" });
  }
  if (!entry.canDecodeFileData()) {
    const message = `is packed by method ${entry.compressionMethod}, which is not read; unpack the archive, or zip it anew`;
    throw inputError({ file, message });
  }
  let sum = 0;
  const checksum = new Transform({
    transform(chunk: Buffer, _, done) {
      sum = crc32(chunk, sum);
      done(null, chunk);
    },
  });
  const packed = await archive.openReadStreamPromise(entry);
  await pipeline(packed, unpackLimit(file, entry.compressedSize), checksum, createWriteStream(to));
  if (sum !== entry.crc32) throw damaged(file, "its checksum is another");
}

async function withArchive<T>(
  file: string,
  path: string,
  read: (archive: ZipFile) => Promise<T>,
): Promise<T> {
  let archive: ZipFile | undefined;
  try {
    archive = await openPromise(path, { autoClose: false, decodeStrings: false });
    return await read(archive);
  } catch (error) {
    if (isInputError(error) || !(error instanceof Error) || isSystemError(error)) throw error;
    if (error.message.includes("encryption")) {
      throw inputError({ file, message: "the archive is encrypted; unpack it with its password" });
    }
    throw damaged(file, error.message);
  } finally {
    archive?.close();
  }
}

function damaged(file: string, detail: string): InputError {
  const message = `the zip archive is cut off or damaged (${detail}); copy or export it again`;
  return inputError({ file, message });
}

function isSystemError(error: Error): boolean {
  return "syscall" in error;
}

function nameOf(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
}

function isTable(name: string): boolean {
  const isSystem = name.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
  return /\.(csv|parquet)$/i.test(name) && !isSystem && validateFileName(name) === null;
}
