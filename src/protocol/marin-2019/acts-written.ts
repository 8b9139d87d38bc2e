/** The two mandated reports, and the review of a report that reaches no protocol. Data only. */
import type { ActDatum, Sentence } from "../schema";
import { atLevel, county, inProtocol, law, notIn, practice } from "../sentence";
import { act, byContact } from "./act";

const contactAndReporters: readonly Sentence[] = [
  law("PC 11166", "Designated contact; each reporter still owes a report of their own"),
];

const countyOfResidence = practice(
  "Marin Child and Family Services, marinhhs.org/child-abuse-neglect-reporting-hotline, read 2026-11-24",
  "If the student lives in another county, the report goes to the county where the student lives.",
);

const recruitmentOwesOne = inProtocol("recruitment-or-exploitation");

export const writtenReports: readonly ActDatum[] = [
  act("submit-mandated-report", {
    what: [
      county(
        [38],
        "Submit a mandated report to child and family services: human trafficking or CSEC is suspected.",
        inProtocol("suspected-victim"),
      ),
      county(
        [27],
        "Submit a mandated report to child and family services: at-risk factors are present.",
        inProtocol("at-risk"),
        notIn("suspected-victim"),
      ),
      law(
        "PC 11166",
        "submit a mandated report to child and family services. Someone with reasonable suspicion that a child is a victim owes it.",
        recruitmentOwesOne,
        notIn("at-risk", "suspected-victim"),
      ),
    ],
    who: contactAndReporters,
    remarks: [
      law(
        "PC 11166",
        "the written report is owed although the recruitment protocol has no step for it.",
        recruitmentOwesOne,
        notIn("at-risk", "suspected-victim"),
      ),
      countyOfResidence,
    ],
    call: [{ to: "child-and-family-services", when: [] }],
    statutes: ["PC 11166"],
    alsoWhen: [{ when: [recruitmentOwesOne], from: { statute: "PC 11166" } }],
    due: "written-report",
  }),
  act("submit-detailed-mandated-report", {
    what: [county([47], "Submit a detailed mandated report to child and family services.")],
    who: contactAndReporters,
    remarks: [countyOfResidence],
    call: [{ to: "child-and-family-services", when: [] }],
    statutes: ["PC 11166"],
    due: "written-report",
  }),
  act("review-report", {
    what: [
      practice(
        "one factor can be reasonable suspicion; no report is left unread",
        "Read the report in the register and speak with the reporter. Record whether there is reasonable suspicion: one factor can be enough.",
      ),
    ],
    who: byContact,
    alsoWhen: [
      {
        when: [atLevel("needs-review", "below-threshold")],
        from: { practice: "a report that reaches no protocol is read by a person" },
      },
    ],
  }),
];
