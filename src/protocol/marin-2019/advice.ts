/** What a contact is told not to do, and how a rise of the case is put to the agencies. Data only. */
import { say } from "../protocol-words";
import type { ProtocolPack } from "../schema";
import {
  inProtocol,
  law,
  notIn,
  parentMayBeInvolved,
  parentNotReported,
  practice,
} from "../sentence";

export const doNot: ProtocolPack["doNot"] = [
  practice(
    "district policies; U.S. Department of Education guide, second edition: staff do not question the student",
    "Do not question the student about what happened. The agencies do that.",
  ),
  practice(
    "district policies; the document's victim protocols, where the parent or guardian may be the one who victimizes",
    "Do not tell a parent or guardian: refer to child and family services instead.",
    parentMayBeInvolved,
  ),
  // The document has a parent step in the victim protocols only; for the others silence until an agency advises is the safe reading.
  practice(
    "district policies; the document has no parent step here",
    "Do not tell a parent or guardian until child and family services or law enforcement advises it.",
    parentNotReported,
    notIn("suspected-victim", "confirmed-victim"),
  ),
  practice(
    "district policies; the document's victim protocols",
    "Do not tell a parent or guardian until that act is unlocked in the register.",
    parentNotReported,
    inProtocol("suspected-victim", "confirmed-victim"),
  ),
  practice(
    "reports of child abuse are confidential by law; the section was not read",
    "Do not tell anyone who does not need to know.",
  ),
  law("PC 11166", "do not wait for certainty, and do not take telling a colleague for the call."),
  practice(
    "mail is not a safe place for student data",
    "Do not answer or forward this mail with details. They belong in the register.",
  ),
];

export const news: ProtocolPack["news"] = [
  {
    about: "below-threshold",
    words: say("New: one factor of criterion 2 is now reported."),
    alsoLawEnforcement: null,
  },
  {
    about: "at-risk",
    words: say("New: the at-risk protocol now applies."),
    alsoLawEnforcement: null,
  },
  {
    about: "recruitment-or-exploitation",
    words: say("New: recruitment or exploitation of students is now suspected."),
    alsoLawEnforcement: null,
  },
  {
    about: "suspected-victim",
    words: say("New: the student is now a suspected victim."),
    alsoLawEnforcement: null,
  },
  {
    about: "confirmed-victim",
    words: say("New: the student is now a confirmed victim."),
    alsoLawEnforcement: say(
      "Law enforcement is already involved: tell them too that it is now confirmed.",
    ),
  },
];
