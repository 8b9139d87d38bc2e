/** The two advanced services; "service-off" where one is not switched on. */
import { AppError } from "../errors";

type Present<T> = Exclude<T, undefined>;

export function sheetsService(): Present<typeof Sheets> {
  if (typeof Sheets === "undefined") throw new AppError("service-off");
  return Sheets;
}

export function driveService(): Present<typeof Drive> {
  if (typeof Drive === "undefined") throw new AppError("service-off");
  return Drive;
}
