/** The two calls, and the call again when a case rises: first on every checklist. Data only. */
import type { ActDatum, Sentence } from "../schema";
import {
  confirmedWithoutAgency,
  county,
  inImmediateDanger,
  inProtocol,
  law,
  notIn,
  practice,
  sroOfCityOrCounty,
  sroOfDistrictPolice,
  sroOfDistrictPoliceOrUnknown,
  sroUnknown,
  withFactor,
} from "../sentence";
import { act, byContact } from "./act";

const contactAndReporters: readonly Sentence[] = [
  law("PC 11166", "Designated contact; each reporter still owes a call of their own"),
];

export const calls: readonly ActDatum[] = [
  act("call-child-and-family-services", {
    what: [
      county([25, 31, 37], "Call child and family services now."),
      // Why probation is named stays unsaid: a factor is student data, and this text is mailed.
      county(
        [111],
        "The contact at the probation department is named as well; that call does not replace this one.",
        withFactor("law-enforcement-involvement"),
      ),
    ],
    who: contactAndReporters,
    remarks: [
      law(
        "PC 11166",
        "reasonable suspicion is enough for this call. It is owed although no protocol step that applies here asks for it.",
        notIn("at-risk", "recruitment-or-exploitation", "suspected-victim"),
      ),
    ],
    call: [
      { to: "child-and-family-services", when: [] },
      { to: "probation", when: [withFactor("law-enforcement-involvement")] },
    ],
    statutes: ["PC 11166"],
    alsoWhen: [{ when: [], from: { statute: "PC 11166" } }],
    due: "at-once",
  }),
  act("involve-law-enforcement", {
    what: [
      county([64, 91], "Call 911 immediately.", inImmediateDanger),
      county(
        [31, 37],
        "Involve local law enforcement, so that they can investigate if need be.",
        inProtocol("recruitment-or-exploitation", "suspected-victim"),
        notIn("confirmed-victim"),
      ),
      county(
        [46],
        "Involve local law enforcement for an investigation: the student is a confirmed victim.",
        inProtocol("confirmed-victim"),
      ),
      county(
        [31, 37, 46],
        "The school resource officer (SRO) may be part of it, or be the one whom you involve.",
        inProtocol("recruitment-or-exploitation", "suspected-victim", "confirmed-victim"),
        sroOfCityOrCounty,
      ),
      county(
        [31, 37, 46],
        "The school resource officer (SRO) may be involved as well.",
        inProtocol("recruitment-or-exploitation", "suspected-victim", "confirmed-victim"),
        sroOfDistrictPoliceOrUnknown,
      ),
      law(
        "PC 11165.9",
        "the SRO here is of the school district's own police, so telling the SRO is no report to law enforcement. Call {law-enforcement}.",
        sroOfDistrictPolice,
      ),
      law(
        "PC 11165.9",
        "telling an SRO of the school district's own police is no report to law enforcement, and whether the SRO here is one is not known. Call {law-enforcement}.",
        sroUnknown,
      ),
      practice(
        "schools do not confirm, agencies do",
        "Ask which agency has confirmed it, and record that in the case.",
        confirmedWithoutAgency,
      ),
    ],
    who: byContact,
    call: [
      { to: "emergency", when: [inImmediateDanger] },
      { to: "law-enforcement", when: [] },
    ],
    alsoWhen: [{ when: [inImmediateDanger], from: { lines: [64, 91] } }],
    firstInDanger: true,
    due: "at-once",
  }),
  act("update-child-and-family-services", {
    what: [
      practice(
        "an old call never stands for what the agency was not told",
        "Call child and family services again, and say what is new.",
      ),
    ],
    who: contactAndReporters,
    call: [{ to: "child-and-family-services", when: [] }],
    statutes: ["PC 11166"],
    due: "at-once",
  }),
];
