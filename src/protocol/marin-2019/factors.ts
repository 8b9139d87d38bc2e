/** The eight factors and two criteria of the county document, in our own plain words. Data only. */
import { say } from "../protocol-words";
import type { ProtocolPack } from "../schema";

export const eitherCriterion: ProtocolPack["eitherCriterion"] = {
  words: say("Either criterion alone makes a student at risk."),
  lines: [9, 15],
};

export const criteria: ProtocolPack["criteria"] = [
  {
    id: "criterion-1",
    atLeast: 1,
    factors: [
      "controlled-or-groomed",
      "with-people-in-commercial-sex",
      "atypical-sexual-online-activity",
    ],
    words: say(
      "Criterion 1: one of these factors, or more, raises the concern that the student is at risk.",
    ),
    lines: [9, 11],
  },
  {
    id: "criterion-2",
    atLeast: 2,
    factors: [
      "runaway-or-unstable-housing",
      "law-enforcement-involvement",
      "frequently-absent",
      "relationships-of-concern",
      "substance-abuse-history",
    ],
    words: say(
      "Criterion 2: two of these factors, or more, raise the concern that the student is at risk.",
    ),
    lines: [15, 17],
  },
];

export const factors: ProtocolPack["factors"] = [
  {
    id: "controlled-or-groomed",
    criterion: "criterion-1",
    words: say(
      "Behavior, or some other indication by the student, shows that another person controls or grooms the student.",
    ),
    terms: [],
    lines: [11],
  },
  {
    id: "with-people-in-commercial-sex",
    criterion: "criterion-1",
    words: say(
      "The student spends time in the company of people known to be involved in commercial sex.",
    ),
    terms: [],
    lines: [12],
  },
  {
    id: "atypical-sexual-online-activity",
    criterion: "criterion-1",
    words: say(
      "On the internet, a cellphone or social media, the student behaves socially or sexually in a way that is atypical for the age.",
    ),
    terms: [],
    lines: [13],
  },
  {
    id: "runaway-or-unstable-housing",
    criterion: "criterion-2",
    words: say(
      "The student has run away before, or has a history of unstable housing: several foster care placements count, and so do periods of homelessness and couch surfing.",
    ),
    terms: [],
    lines: [17],
  },
  {
    id: "law-enforcement-involvement",
    criterion: "criterion-2",
    words: say(
      "The student was involved before with law enforcement, or with the juvenile justice system.",
    ),
    terms: ["juvenile-justice-system"],
    lines: [18],
  },
  {
    id: "frequently-absent",
    criterion: "criterion-2",
    words: say("The student frequently misses school."),
    terms: [],
    lines: [19],
  },
  {
    id: "relationships-of-concern",
    criterion: "criterion-2",
    words: say(
      "The student has relationships of concern, which put the student at risk or in danger of being exploited.",
    ),
    terms: [],
    lines: [20],
  },
  {
    id: "substance-abuse-history",
    criterion: "criterion-2",
    words: say("The student has abused substances in the past."),
    terms: [],
    lines: [21],
  },
];
