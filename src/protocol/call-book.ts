/** Whom a checklist says to call, as the directory resolves it for one school. Types only. */
import type { AgencyId, YesNoUnknown } from "./ids";

/** An agency with the number to call. */
export interface Callee {
  readonly agency: AgencyId;
  /** The agency's own name: one short line, already free of control characters, since acts and mail repeat it. */
  readonly name: string;
  /** As people dial it; null when the Contacts tab has none. */
  readonly phone: string | null;
}

/** The agencies that serve one school. Child and family services and law enforcement always have an entry: the pack's hotlines stand in. */
export interface CallBook {
  readonly childAndFamilyServices: Callee;
  readonly lawEnforcement: Callee;
  readonly probation: Callee | null;
  readonly victimAdvocate: Callee | null;
  /** Whether the school resource officer is employed by the district's own police; `unknown` counts as yes (PC 11165.9). */
  readonly sroIsDistrictPolice: YesNoUnknown;
}
