/** The two advanced services; a `TroubleError` where one is not there at all. */
import { type AdvancedService, TroubleError } from "../errors";

type Present<T> = Exclude<T, undefined>;

function off(service: AdvancedService): TroubleError {
  return new TroubleError({ kind: "service-off", services: [service] });
}

export function sheetsService(): Present<typeof Sheets> {
  if (typeof Sheets === "undefined") throw off("Sheets");
  return Sheets;
}

export function driveService(): Present<typeof Drive> {
  if (typeof Drive === "undefined") throw off("Drive");
  return Drive;
}
