/** Short names of the acts for lists; the checklist says in full what each one is. */
import type { ActId } from "../protocol/ids";

export const actNames = {
  "call-child-and-family-services": "Call child and family services",
  "involve-law-enforcement": "Involve law enforcement",
  "submit-mandated-report": "Mandated report",
  "submit-detailed-mandated-report": "Detailed mandated report",
  "update-child-and-family-services": "Call child and family services again with what is new",
  "review-report": "Read the report and speak with the reporter",
  "co-create-action-plan": "Action plan",
  "monitor-action-plan": "Monitor the action plan",
  "investigate-campus-impact": "Impact on campus",
  "school-consequence": "School consequence",
  "law-enforcement-investigation": "What law enforcement says of its investigation",
  "inform-parent-or-guardian": "Inform a parent or guardian",
  "review-school-placement": "School placement",
  "offer-referral": "Offer a referral",
  "offer-referral-to-parent": "Offer a referral to a parent",
  "regular-contact": "Regular contact",
} as const satisfies Record<ActId, string>;
