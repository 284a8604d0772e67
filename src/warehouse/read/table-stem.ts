/** Name of a table that a file's own name stands for: lower case, without folders and endings. */
export function tableStem(file: string): string {
  return (file.split("/").at(-1) ?? file).toLowerCase().replace(/(\.csv|\.parquet|\.csv\.gz)$/, "");
}
