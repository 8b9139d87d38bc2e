/** Marin County's protocols for schools of March 1, 2019, as data. The document itself is kept at docs/protocol/marin-2019.txt; every `lines` counts its lines from 1. */
import { acts } from "./marin-2019/acts";
import { doNot, news } from "./marin-2019/advice";
import { criteria, eitherCriterion, factors } from "./marin-2019/factors";
import { protocols } from "./marin-2019/protocols";
import * as reference from "./marin-2019/reference";
import { statutes } from "./marin-2019/statutes";
import type { ProtocolPack } from "./schema";

export const marin2019: ProtocolPack = {
  id: "marin-2019",
  county: "Marin",
  author: "Marin County",
  language: "en",
  version: "2019-03-01",
  effectiveFrom: "2019-03-01",
  effectiveTo: null,
  title: reference.title,
  subject: reference.subject,
  provenance: reference.provenance,
  eitherCriterion,
  factors,
  criteria,
  protocols,
  acts,
  statutes,
  reportingOfCsec: reference.reportingOfCsec,
  hotlines: reference.hotlines,
  helpLine: reference.helpLine,
  emergency: reference.emergency,
  contactBlocks: reference.contactBlocks,
  education: reference.education,
  glossaryNote: reference.glossaryNote,
  glossary: reference.glossary,
  doNot,
  news,
};
