/** What stands between the name of a packed chart and the path within it. */
export const archiveEnd: RegExp = /\.tgz!/g;

/** The file that a name in a report leads to: of what is packed in a chart's archive, the archive. */
export function fileOnDisk(file: string): string {
  const end = file.search(archiveEnd);
  return end === -1 ? file : file.slice(0, end + '.tgz'.length);
}
