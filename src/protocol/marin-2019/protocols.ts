/** The four protocols of the county document with their twenty steps, and the acts that each step asks for. Data only. */
import { say } from "../protocol-words";
import type { ProtocolPack } from "../schema";

type Protocol = ProtocolPack["protocols"][number];
type Step = Protocol["steps"][number];

/** A step; what the document leaves out there is empty. */
function step(
  number: number,
  line: number,
  text: string,
  acts: Step["acts"],
  more: Partial<Pick<Step, "actors" | "terms" | "cites">> & { readonly condition?: string } = {},
): Step {
  return {
    step: number,
    lines: [line],
    words: say(text),
    acts,
    actors: more.actors ?? [],
    condition: more.condition === undefined ? null : say(more.condition),
    terms: more.terms ?? [],
    cites: more.cites ?? [],
  };
}

const atRisk: Protocol = {
  id: "at-risk",
  title: say("At risk of human trafficking or CSEC"),
  lines: [23],
  appliesOn: { criteria: "any-met" },
  steps: [
    step(
      1,
      25,
      "Whoever is appropriate among the pre-determined school personnel meets the student, and together they make an action plan for concerns related to school. Call child and family services.",
      ["co-create-action-plan", "call-child-and-family-services"],
      {
        actors: ["pre-determined-school-personnel"],
        terms: ["pre-determined-school-personnel", "action-plan"],
      },
    ),
    step(
      2,
      26,
      "Set up regular contact with the student. Monitor the action plan and how the student progresses.",
      ["regular-contact", "monitor-action-plan"],
      { terms: ["action-plan"] },
    ),
    step(
      3,
      27,
      "Submit a mandated report to child and family services where the student shows at-risk factors.",
      ["submit-mandated-report"],
      { condition: "At-risk factors are present.", terms: ["mandated-report"] },
    ),
  ],
};

const recruitmentOrExploitation: Protocol = {
  id: "recruitment-or-exploitation",
  title: say("Suspected recruiting or exploiting of students, for human trafficking or CSEC"),
  lines: [29],
  appliesOn: { concern: "recruiting-or-exploiting" },
  steps: [
    step(
      1,
      31,
      "Involve local law enforcement, the school resource officer (SRO) or both, so that they can investigate if need be. Call child and family services.",
      ["involve-law-enforcement", "call-child-and-family-services"],
      { actors: ["local-law-enforcement", "school-resource-officer"] },
    ),
    step(
      2,
      32,
      "One or more of local law enforcement, the SRO and the school site's administration investigate whether the campus may be affected: by harassment, recruitment or both, by threats to the safety of the school, and the like.",
      ["investigate-campus-impact"],
      {
        actors: ["local-law-enforcement", "school-resource-officer", "school-site-administration"],
      },
    ),
    step(
      3,
      33,
      "The school gives a consequence where Education Code 32282 makes it appropriate. Depending on how the investigation comes out, law enforcement may make an arrest.",
      ["school-consequence", "law-enforcement-investigation"],
      {
        actors: ["local-law-enforcement"],
        condition: "A consequence is appropriate under Education Code 32282.",
        cites: ["EC 32282"],
      },
    ),
  ],
};

const suspectedVictim: Protocol = {
  id: "suspected-victim",
  title: say("Suspected victim of human trafficking or CSEC"),
  lines: [35],
  appliesOn: { concern: "suspected-victim" },
  steps: [
    step(
      1,
      37,
      "Involve local law enforcement, the school resource officer (SRO) or both, so that they can investigate if need be. Call child and family services.",
      ["involve-law-enforcement", "call-child-and-family-services"],
      { actors: ["local-law-enforcement", "school-resource-officer"] },
    ),
    step(
      2,
      38,
      "Submit a mandated report to child and family services where there is suspicion of human trafficking or CSEC.",
      ["submit-mandated-report"],
      { condition: "Human trafficking or CSEC is suspected.", terms: ["mandated-report"] },
    ),
    step(
      3,
      39,
      "Investigate whether the campus may be affected: by harassment, by recruitment, by threats to the safety of the school.",
      ["investigate-campus-impact"],
    ),
    step(
      4,
      40,
      "Contact the parent or guardian to inform them of potential victimization, if that is appropriate and done in consultation with the victim. Where the parent or guardian is the one who victimizes, refer to child and family services instead.",
      ["inform-parent-or-guardian"],
      {
        condition:
          "It is appropriate, the victim is consulted, and no parent or guardian is the one who victimizes.",
      },
    ),
    step(
      5,
      41,
      "Offer a referral to counseling or social services, as appropriate, to the potential victim, to the parent or guardian, or to both.",
      ["offer-referral", "offer-referral-to-parent"],
    ),
    step(
      6,
      42,
      "Set up regular contact with the victim, and check their status periodically. This is most appropriate for a counselor or a social worker.",
      ["regular-contact"],
      { actors: ["counselor-or-social-worker"] },
    ),
  ],
};

const confirmedVictim: Protocol = {
  id: "confirmed-victim",
  title: say("Confirmed victim of human trafficking or CSEC"),
  lines: [44],
  appliesOn: { concern: "confirmed-victim" },
  steps: [
    step(
      1,
      46,
      "Involve local law enforcement, the SRO or both for an investigation.",
      ["involve-law-enforcement"],
      { actors: ["local-law-enforcement", "school-resource-officer"] },
    ),
    step(
      2,
      47,
      "Submit a detailed mandated report to child and family services.",
      ["submit-detailed-mandated-report"],
      { terms: ["mandated-report"] },
    ),
    step(
      3,
      48,
      "Investigate whether the campus may be affected: by harassment, by recruitment, by threats to the safety of the school.",
      ["investigate-campus-impact"],
    ),
    step(
      4,
      49,
      "The SRO or law enforcement conducts the investigation.",
      ["law-enforcement-investigation"],
      { actors: ["school-resource-officer", "local-law-enforcement"] },
    ),
    step(
      5,
      50,
      "Contact the parent or guardian to inform them of the victimization, if that is appropriate and done in consultation with the victim. Where the parent or guardian is the one who victimizes, refer to child and family services instead.",
      ["inform-parent-or-guardian"],
      {
        condition:
          "It is appropriate, the victim is consulted, and no parent or guardian is the one who victimizes.",
      },
    ),
    step(
      6,
      51,
      "Investigate whether the student's school placement is appropriate. If it is not, arrange a transfer with the department that is responsible.",
      ["review-school-placement"],
      { condition: "A transfer: only where the placement is not appropriate." },
    ),
    step(
      7,
      52,
      "Offer a referral to counseling or social services, as appropriate, to the potential victim, to the parent or guardian, or to both.",
      ["offer-referral", "offer-referral-to-parent"],
    ),
    step(
      8,
      53,
      "Set up regular contact with the victim, and check their status periodically. This is most appropriate for a counselor or a social worker.",
      ["regular-contact"],
      { actors: ["counselor-or-social-worker"] },
    ),
  ],
};

export const protocols: ProtocolPack["protocols"] = [
  atRisk,
  recruitmentOrExploitation,
  suspectedVictim,
  confirmedVictim,
];
