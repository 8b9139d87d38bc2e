/** All ports on Google's services, made anew for each run; none of them calls Google before it is used. */
import type { Workspace } from "../workspace";
import { googleAccess } from "./access";
import { googleClock } from "./clock";
import {
  boundForm,
  type GoogleFormResponses,
  googleFormBuilder,
  googleFormResponses,
} from "./form";
import { googleIdentity } from "./identity";
import { googleLock } from "./lock";
import { googleMailer } from "./mailer";
import { googleMemory, googleOwnMemory } from "./memory";
import { googleSpreadsheets } from "./spreadsheets";
import { googleTriggers } from "./triggers";

export interface GoogleWorkspace extends Workspace {
  readonly responses: GoogleFormResponses;
}

export function googleWorkspace(): GoogleWorkspace {
  const memory = googleMemory();
  const form = boundForm();
  return {
    clock: googleClock(),
    spreadsheets: googleSpreadsheets(),
    access: googleAccess(),
    mailer: googleMailer(),
    lock: googleLock(),
    memory,
    ownMemory: googleOwnMemory(),
    triggers: googleTriggers(),
    responses: googleFormResponses(memory, form),
    form: googleFormBuilder(form),
    identity: googleIdentity(),
  };
}
