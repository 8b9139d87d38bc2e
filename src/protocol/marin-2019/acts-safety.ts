/** Acts for the student's plan, the campus and what follows from an investigation. Data only. */
import type { ActDatum } from "../schema";
import { county, inProtocol, mayBeRecruiting, notIn, practice } from "../sentence";
import { act, byContact } from "./act";

export const safetyActs: readonly ActDatum[] = [
  act("co-create-action-plan", {
    what: [
      county(
        [25, 129],
        "Meet the student and make an action plan together, for concerns and safety risks that are related to school.",
      ),
    ],
    who: [
      county(
        [25, 132],
        "Designated contact, or whoever else is appropriate among the pre-determined school personnel",
      ),
    ],
  }),
  act("investigate-campus-impact", {
    what: [
      county(
        [32, 39, 48],
        "Investigate whether the campus may be affected: harassment, recruitment, threats to the safety of the school.",
        notIn("recruitment-or-exploitation"),
      ),
      county(
        [32, 39, 48],
        "Investigate whether the campus may be affected: harassment, recruitment or both, threats to the safety of the school, and the like.",
        inProtocol("recruitment-or-exploitation"),
      ),
      practice(
        "district policies: school staff do not investigate the abuse itself",
        "This is about campus safety. It is never an interview of the child.",
      ),
    ],
    who: [
      county(
        [32],
        "Local law enforcement, the SRO, the school site's administration, or several of them",
        inProtocol("recruitment-or-exploitation"),
      ),
      practice(
        "the pre-determined school personnel of the document",
        "Designated contact",
        notIn("recruitment-or-exploitation"),
      ),
    ],
  }),
  act("law-enforcement-investigation", {
    what: [
      county(
        [49],
        "The SRO or law enforcement conducts the investigation.",
        inProtocol("confirmed-victim"),
      ),
      county(
        [33],
        "Depending on how the investigation comes out, law enforcement may make an arrest.",
        inProtocol("recruitment-or-exploitation"),
      ),
      practice(
        "the investigation is theirs, the record is the school's",
        "Record what they tell you.",
      ),
    ],
    who: [
      county(
        [49],
        "The SRO or law enforcement; the designated contact records",
        inProtocol("confirmed-victim"),
      ),
      county(
        [33],
        "Law enforcement; the designated contact records",
        inProtocol("recruitment-or-exploitation"),
        notIn("confirmed-victim"),
      ),
    ],
    call: [{ to: "law-enforcement", when: [] }],
  }),
  act("school-consequence", {
    what: [
      county(
        [33],
        "Give a school consequence only where Education Code 32282 makes it appropriate.",
      ),
    ],
    who: byContact,
    lock: {
      waitsFor: "victim-question",
      why: [
        practice(
          "those who recruit are often victims themselves",
          "Locked until the case says that the student is not thought to be a victim.",
        ),
        practice(
          "those who recruit are often victims themselves",
          "That the student may be recruiting does not answer it: students who recruit are often victims.",
          mayBeRecruiting,
        ),
      ],
    },
  }),
];
