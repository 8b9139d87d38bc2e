/** The two advanced services, or an error that says where to switch them on. */

type Present<T> = Exclude<T, undefined>;

export function sheetsService(): Present<typeof Sheets> {
  if (typeof Sheets === "undefined") throw new Error(missing("Google Sheets API", "Sheets"));
  return Sheets;
}

export function driveService(): Present<typeof Drive> {
  if (typeof Drive === "undefined") throw new Error(missing("Drive API", "Drive"));
  return Drive;
}

function missing(service: string, symbol: string): string {
  return `The ${service} is not switched on for this script. In the script editor choose Services, add "${service}" as ${symbol}, and run this again.`;
}
