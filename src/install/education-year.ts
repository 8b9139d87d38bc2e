/** Makes the rows of Education that a school year needs: at set-up, each July, and when a school is added. */

import {
  educationRequests,
  educationYear,
  missingEducationRows,
} from "../district/directory/education-rows";
import type { Directory } from "../district/district";
import { noChange } from "../register/change";
import type { Register } from "../register/register";
import type { Run } from "../run";
import { schoolListFingerprint } from "../text";

/** What the rows were last made for: the school year and the schools, as stored under the memory key "education". */
export function educationMadeFor({ schools }: Directory, { clock }: Run): string {
  const named = schools.map(({ school, grades }) => `${school} | ${grades ?? ""}`);
  return `${educationYear(clock.now(), clock)} ${schoolListFingerprint(named)}`;
}

/** Adds the rows that are missing. One read, and one write where there are any. Call it under the lock. Throws what Google throws. */
export function makeEducationRows(
  { clock }: Run,
  register: Register,
  { schools }: Directory,
): void {
  const snapshot = register.load(educationRequests);
  const append = missingEducationRows(snapshot, schools, educationYear(clock.now(), clock));
  register.commit({ ...noChange, append }, snapshot);
}
