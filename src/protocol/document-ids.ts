/** Ids of what the packs cite: statutes, starred terms, and the actors that a document names. Permanent, like those of ids.ts. */

/** Law that bears on a case. */
export const statuteIds = ["PC 11166", "PC 11165.9", "EC 48906", "EC 32282"] as const;
export type StatuteId = (typeof statuteIds)[number];

/** The document's starred terms. */
export const termIds = [
  "action-plan",
  "juvenile-justice-system",
  "mandated-report",
  "pre-determined-school-personnel",
] as const;
export type TermId = (typeof termIds)[number];

/** Who does a step, where the document names someone. */
export const actorIds = [
  "pre-determined-school-personnel",
  "local-law-enforcement",
  "school-resource-officer",
  "school-site-administration",
  "counselor-or-social-worker",
] as const;
export type ActorId = (typeof actorIds)[number];
