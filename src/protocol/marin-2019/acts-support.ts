/** Acts of support for the student and the family, among them those that a parent or guardian would notice. Data only. */
import type { ActDatum } from "../schema";
import {
  county,
  inProtocol,
  law,
  notIn,
  parentMayBeInvolved,
  parentNotReported,
  practice,
} from "../sentence";
import { act, byContact } from "./act";

const gates =
  "a parent or guardian who victimizes must not learn of the case; the victim is consulted; an agency decides when it is safe";

/** Why an act that a parent or guardian would notice is locked. */
const parentLock: NonNullable<ActDatum["lock"]> = {
  waitsFor: "parent-gates",
  why: [
    practice(
      gates,
      "Locked until the case records three things: that no parent or guardian may be involved, when the victim was consulted, and which agency has cleared it.",
      parentNotReported,
    ),
    county(
      [40, 50],
      "Locked: do not do this while a parent or guardian may be involved. Refer to child and family services instead.",
      parentMayBeInvolved,
    ),
    law(
      "EC 48906",
      "if the child is taken into custody as a suspected victim of abuse, the officer tells the parent or guardian, not the school; the school gives the officer the contact details.",
      parentMayBeInvolved,
    ),
  ],
};

const carriedOver =
  "what the victim protocols say of regular contact, carried over to the student at risk and to the plan";
const contactOrBestPlaced =
  "Designated contact, or the counselor or social worker who is best placed";

const referral = "a referral to counseling or social services, whichever is appropriate.";

export const supportActs: readonly ActDatum[] = [
  act("inform-parent-or-guardian", {
    what: [
      county(
        [40, 50],
        "Do not tell a parent or guardian: refer to child and family services.",
        parentMayBeInvolved,
      ),
      county(
        [50],
        "Where appropriate, and in consultation with the victim, contact the parent or guardian to inform them of the victimization.",
        inProtocol("confirmed-victim"),
        parentNotReported,
      ),
      county(
        [40],
        "Where appropriate, and in consultation with the victim, contact the parent or guardian to inform them of potential victimization.",
        notIn("confirmed-victim"),
        parentNotReported,
      ),
      county(
        [40, 50],
        "If it is a parent or guardian who victimizes, refer to child and family services instead.",
        parentNotReported,
      ),
    ],
    who: byContact,
    lock: parentLock,
    call: [{ to: "child-and-family-services", when: [parentMayBeInvolved] }],
  }),
  act("review-school-placement", {
    what: [
      county(
        [51],
        "Investigate whether the student's school placement is appropriate. If it is not, arrange a transfer with the department that is responsible.",
      ),
    ],
    who: byContact,
    lock: parentLock,
  }),
  act("offer-referral", {
    what: [county([41, 52], `Offer the potential victim ${referral}`)],
    who: byContact,
    call: [{ to: "victim-advocate", when: [] }],
  }),
  act("offer-referral-to-parent", {
    what: [
      county([41, 52], `Offer the parent or guardian ${referral}`, parentNotReported),
      county(
        [40, 50],
        "Offer nothing to a parent or guardian: refer to child and family services.",
        parentMayBeInvolved,
      ),
    ],
    who: byContact,
    lock: parentLock,
    call: [{ to: "child-and-family-services", when: [parentMayBeInvolved] }],
  }),
  act("regular-contact", {
    what: [
      county(
        [42, 53],
        "Set up regular contact with the victim, and check their status periodically.",
        inProtocol("suspected-victim", "confirmed-victim"),
      ),
      county(
        [26],
        "Set up regular contact with the student.",
        notIn("suspected-victim", "confirmed-victim"),
      ),
    ],
    who: [
      county(
        [42, 53],
        "Counselor or social worker (most appropriate)",
        inProtocol("suspected-victim", "confirmed-victim"),
      ),
      practice(carriedOver, contactOrBestPlaced, notIn("suspected-victim", "confirmed-victim")),
    ],
    repeats: "check-in",
  }),
  act("monitor-action-plan", {
    what: [county([26], "Monitor the action plan and how the student progresses.")],
    who: [practice(carriedOver, contactOrBestPlaced)],
    repeats: "monitor",
  }),
];
