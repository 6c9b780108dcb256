/** What the export page offers, in its order. Each is an address of its own. */
export const exportFiles = [
  'days.csv',
  'channels.csv',
  'retention.csv',
  'coverage.csv',
  'definitions.csv',
  'analytics.json',
] as const;
export type ExportFile = (typeof exportFiles)[number];

export function isExportFile(name: string | undefined): name is ExportFile {
  return exportFiles.some((file) => file === name);
}

/** Which words of the page say what is in a file. */
export const fileWords = {
  'days.csv': 'days',
  'channels.csv': 'channels',
  'retention.csv': 'retention',
  'coverage.csv': 'coverage',
  'definitions.csv': 'definitions',
  'analytics.json': 'all',
} as const satisfies Record<ExportFile, string>;
