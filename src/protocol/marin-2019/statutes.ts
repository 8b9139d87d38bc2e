/** Law that the acts rest on beside the county document, each with its citation and where it was read. Data only. */
import { say } from "../protocol-words";
import type { ProtocolPack } from "../schema";

const readOn = "2026-11-24";

export const statutes: ProtocolPack["statutes"] = [
  {
    id: "PC 11166",
    citation: "California Penal Code section 11166",
    words: say(
      "Reasonable suspicion is enough. A mandated reporter calls at once, or as soon as is practicable, and sends the written report within 36 hours of receiving the information. The duty is each person's own: telling a supervisor or a colleague does not discharge it, and no supervisor may impede it.",
    ),
    readAt: {
      place: "leginfo.legislature.ca.gov, text of SB 360 (2019-20)",
      day: readOn,
    },
  },
  {
    id: "PC 11165.9",
    citation: "California Penal Code section 11165.9",
    words: say(
      "A school district's own police cannot receive a mandated report. City police, the sheriff and the county welfare department can, and must accept or pass on a report from outside their area.",
    ),
    readAt: { place: "self-law.org/code/ca/penal-code/11165-9", day: readOn },
  },
  {
    id: "EC 48906",
    citation: "California Education Code section 48906",
    words: say(
      "When a child is taken into custody as a suspected victim of abuse, the school does not notify the parent or guardian: it gives the officer the contact details, and the officer does.",
    ),
    readAt: {
      place: "jurris.com/california/education-code/48900-48927/48906-18",
      day: readOn,
    },
  },
  {
    id: "EC 32282",
    citation: "California Education Code section 32282",
    words: say("The county document names it for the consequence that a school may give."),
    readAt: { lines: [33] },
  },
];
