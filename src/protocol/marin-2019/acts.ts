/** The sixteen acts in the order shown to the contact: calls, written reports, then the rest as the protocols go. Data only. */
import type { ProtocolPack } from "../schema";
import { calls } from "./acts-calls";
import { safetyActs } from "./acts-safety";
import { supportActs } from "./acts-support";
import { writtenReports } from "./acts-written";

export const acts: ProtocolPack["acts"] = [
  ...calls,
  ...writtenReports,
  ...safetyActs,
  ...supportActs,
];
