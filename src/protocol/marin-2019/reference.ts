/** What the county document says beside its protocols: numbers to call, blank contact blocks, AB 1227, glossary, provenance. Data only. */
import { say } from "../protocol-words";
import type { ProtocolPack } from "../schema";

type Block = ProtocolPack["contactBlocks"][number];

export const title: ProtocolPack["title"] = {
  words: say(
    "Protocols recommended for schools: human trafficking and the commercial sexual exploitation of children (CSEC)",
  ),
  lines: [5],
};

// The title does not say which trafficking it means; the desk reads it as both, so that labor is not overlooked.
export const subject: ProtocolPack["subject"] = {
  words: say(
    "Human trafficking, for sex or for labor, and the commercial sexual exploitation of children (CSEC).",
  ),
  lines: [5],
};

export const provenance: ProtocolPack["provenance"] = {
  words: say(
    'Updated March 1, 2019. Its sources are "Human Trafficking in America\'s Schools" (U.S. Department of Education, January 2015) and what the County Offices of Education of San Mateo and San Diego have written.',
  ),
  lines: [5, 7],
};

export const reportingOfCsec: ProtocolPack["reportingOfCsec"] = {
  words: say("CSEC has been subject to mandated reporting since January 1, 2016."),
  effectiveFrom: "2016-01-01",
  lines: [55, 56, 131],
};

export const hotlines: ProtocolPack["hotlines"] = [
  {
    id: "child-abuse-hotline",
    name: say("Child abuse hotline"),
    words: say("Child abuse hotline of the county's child and family services"),
    phone: "(415) 473-7153",
    lines: [57, 59, 93, 131],
  },
  {
    id: "local-law-enforcement",
    name: say("Law enforcement"),
    words: say("The law enforcement agency where you are; in an emergency, 911"),
    phone: "911",
    lines: [61, 63, 64],
  },
  {
    id: "national-hotline",
    name: say("National Human Trafficking Hotline"),
    words: say("National Human Trafficking Hotline"),
    phone: "(888) 373-7888",
    lines: [66, 67, 69],
  },
];

export const helpLine: ProtocolPack["helpLine"] = {
  words: say(
    "Support, training, or more information on the school protocols for human trafficking and CSEC",
  ),
  phone: "(415) 499-5849",
  lines: [88, 89],
};

export const emergency: ProtocolPack["emergency"] = {
  words: say("In an emergency call 911 at once"),
  phone: "911",
  lines: [91],
};

const nameAndNumbers: Block["fields"] = ["name", "phone", "email"];

export const contactBlocks: ProtocolPack["contactBlocks"] = [
  {
    agency: "law-enforcement",
    title: say("Contact at local law enforcement"),
    fields: nameAndNumbers,
    lines: [95, 99, 101, 103],
  },
  {
    agency: "child-and-family-services",
    title: say("Contact at child welfare services"),
    fields: nameAndNumbers,
    lines: [97, 105, 107, 109],
  },
  {
    agency: "probation",
    title: say("Contact at the probation department"),
    fields: nameAndNumbers,
    lines: [111, 115, 117, 119],
  },
  {
    agency: "victim-advocate",
    title: say("Victim advocate organization"),
    fields: nameAndNumbers,
    lines: [113, 121, 123, 125],
  },
];

export const education: ProtocolPack["education"] = {
  citation: "AB 1227 (Bonta)",
  words: say(
    "AB 1227, by Bonta, the Human Trafficking Prevention Education and Training Act: districts must make human trafficking training and prevention lessons a part of sexual health education, once or more in middle school and once in high school.",
  ),
  atLeastOnceIn: ["middle-school", "high-school"],
  lines: [71, 72, 73, 74, 76, 77, 78, 79, 80, 81, 82, 83, 84],
};

export const glossaryNote: ProtocolPack["glossaryNote"] = {
  words: say("The document marks with a star the terms that its glossary explains."),
  lines: [86, 127],
};

export const glossary: ProtocolPack["glossary"] = [
  {
    id: "action-plan",
    term: say("Action plan"),
    words: say(
      "Settling what to do about any risk to the student's safety that is, or may be, related to school.",
    ),
    lines: [129],
  },
  {
    id: "juvenile-justice-system",
    term: say("Juvenile justice system"),
    words: say(
      "California's Division of Juvenile Justice educates and treats young offenders up to the age of 25: those with the most serious criminal backgrounds and the most intense need of treatment. Most of today's juvenile offenders are committed to facilities that their home county runs, nearer to family and to the local social services that are vital if they are to be rehabilitated.",
    ),
    lines: [130],
  },
  {
    id: "mandated-report",
    term: say("Mandated report"),
    words: say(
      "By law, mandated reporters must report maltreatment of children that they know of or suspect. Mostly they are people whose employment brings them into contact with children. California requires them to take each known or suspected instance of child abuse or neglect to county child welfare or to local law enforcement, police or sheriff. For CSEC this has been in effect since January 1, 2016. In Marin, a report is filed by calling the Emergency Response Unit of Children and Family Services: (415) 473-7153.",
    ),
    lines: [131],
  },
  {
    id: "pre-determined-school-personnel",
    term: say("Pre-determined school personnel"),
    words: say(
      "People at the school who were named as its point of contact. Their part in supporting students who are at risk of human trafficking or CSEC, or involved in it, and in advocating for them is a more active one.",
    ),
    lines: [132],
  },
];
