/** The three registers that reports go to, or the word that set-up has not finished. */
import { AppError } from "../app-error";
import type { Memory, RegisterName } from "../workspace";
import { refuseNewerLayout } from "./layout";
import { readRegisterIds } from "./register/register-ids";

export const reportRegisters = ["main", "sealed", "sealed-from-lead"] as const;
export type ReportRegister = Exclude<RegisterName, "drill">;

/**
 * Spreadsheet ids by register. Throws "not-set-up" where one is missing and "newer-register" where a later version made
 * them: reports then wait in the Form.
 */
export function reportRegisterIds(memory: Memory): Readonly<Record<ReportRegister, string>> {
  refuseNewerLayout(memory);
  const { main, sealed, "sealed-from-lead": fromLead } = readRegisterIds(memory);
  if (main === undefined || sealed === undefined || fromLead === undefined) {
    throw new AppError("not-set-up");
  }
  return { main, sealed, "sealed-from-lead": fromLead };
}
