/** The table of all kinds of mail: what each kind is written from, and which template writes it. */

import type { DigestInput } from "../../case/reminders/morning-digest";
import type { CaseFacts } from "../../case/views/letter-facts";
import type { Letter, Message, MessageKind } from "../format/letter";
import { renderHtml, renderText } from "../format/render-letter";
import {
  type CallOverdue,
  type CaseEscalated,
  type CaseGiven,
  type CaseHandedOver,
  type CaseRaised,
  type CaseSteppedAside,
  callOverdue,
  caseEscalated,
  caseGiven,
  caseHandedOver,
  caseOpened,
  caseRaised,
  caseSteppedAside,
  type PrintAsked,
  printAsked,
  type ReportAdded,
  type ReviewNeeded,
  reportAdded,
  reviewNeeded,
} from "../templates/about-a-case";
import {
  type ClockFails,
  clockFails,
  type DangerOutOfReach,
  dangerOutOfReach,
  type RegisterUnreachable,
  type ReportWaiting,
  registerUnreachable,
  reportWaiting,
  type SealedWaits,
  sealedWaits,
} from "../templates/about-an-outage";
import {
  casesGathered,
  dangersGathered,
  dangersUnanswered,
  type MailWaits,
  mailWaits,
  remindersGathered,
  type SeveralCases,
  type SeveralReminders,
} from "../templates/about-several-cases";
import {
  type AccessChanged,
  type AccessOpen,
  accessChanged,
  accessOpen,
  type FormChanged,
  formChanged,
  type InstallerSilent,
  installerSilent,
  type ReaderMissing,
  readerMissing,
  type UpgradeWaits,
  upgradeWaits,
} from "../templates/about-the-desk";
import { type FormGap, formAudience, formGap, proofReport } from "../templates/about-the-form";
import {
  type EducationMissing,
  educationMissing,
  type FormulaFound,
  formulaFound,
  type RegisterMoved,
  type RowsMoved,
  registerMoved,
  rowsMoved,
  type TabsMadeAgain,
  tabsMadeAgain,
} from "../templates/about-the-register";
import { caseMerged, caseParted, type TwoCases } from "../templates/about-two-cases";
import { type ContactLeft, contactLeft } from "../templates/contact-left";
import { digest } from "../templates/digest-letter";
import {
  type ReporterDuty,
  type ReportTakenOn,
  reporterDuty,
  reportTakenOn,
} from "../templates/reporter-duty";

import { type ReporterNotReminded, reporterNotReminded } from "../templates/reporter-not-reminded";
import { type TypedByAnother, typedByAnother } from "../templates/typed-by-another";

/** What the template of each kind gets. */
export interface MessageInputs {
  readonly "case-opened": CaseFacts;
  readonly "case-raised": CaseRaised;
  readonly "report-added": ReportAdded;
  readonly "review-needed": ReviewNeeded;
  readonly "reporter-duty": ReporterDuty;
  readonly "report-taken-on": ReportTakenOn;
  readonly "access-changed": AccessChanged;
  readonly "access-open": AccessOpen;
  readonly "case-escalated": CaseEscalated;
  readonly "dangers-unanswered": SeveralCases;
  readonly "dangers-gathered": SeveralCases;
  readonly "cases-gathered": SeveralCases;
  readonly "reminders-gathered": SeveralReminders;
  readonly "mail-waits": MailWaits;
  readonly "call-overdue": CallOverdue;
  readonly "case-handed-over": CaseHandedOver;
  readonly "case-given": CaseGiven;
  readonly "case-stepped-aside": CaseSteppedAside;
  readonly "case-merged": TwoCases;
  readonly "case-parted": TwoCases;
  readonly "print-asked": PrintAsked;
  readonly "contact-left": ContactLeft;
  readonly digest: DigestInput;
  readonly "report-waiting": ReportWaiting;
  readonly "register-unreachable": RegisterUnreachable;
  readonly "danger-out-of-reach": DangerOutOfReach;
  readonly "form-changed": FormChanged;
  readonly "form-gap": FormGap;
  readonly "clock-fails": ClockFails;
  readonly "reader-missing": ReaderMissing;
  readonly "form-audience": Readonly<Record<never, never>>;
  readonly "education-missing": EducationMissing;
  readonly "proof-report": Readonly<Record<never, never>>;
  readonly "upgrade-waits": UpgradeWaits;
  readonly "installer-silent": InstallerSilent;
  readonly "sealed-waits": SealedWaits;
  readonly "rows-moved": RowsMoved;
  readonly "tabs-made-again": TabsMadeAgain;
  readonly "formula-found": FormulaFound;
  readonly "typed-by-another": TypedByAnother;
  readonly "register-moved": RegisterMoved;
  readonly "reporter-not-reminded": ReporterNotReminded;
}

const templates: { readonly [K in MessageKind]: (input: MessageInputs[K]) => Letter } = {
  "case-opened": caseOpened,
  "case-raised": caseRaised,
  "report-added": reportAdded,
  "review-needed": reviewNeeded,
  "reporter-duty": reporterDuty,
  "report-taken-on": reportTakenOn,
  "access-changed": accessChanged,
  "access-open": accessOpen,
  "case-escalated": caseEscalated,
  "dangers-unanswered": dangersUnanswered,
  "dangers-gathered": dangersGathered,
  "cases-gathered": casesGathered,
  "reminders-gathered": remindersGathered,
  "mail-waits": mailWaits,
  "call-overdue": callOverdue,
  "case-handed-over": caseHandedOver,
  "case-given": caseGiven,
  "case-stepped-aside": caseSteppedAside,
  "case-merged": caseMerged,
  "case-parted": caseParted,
  "print-asked": printAsked,
  "contact-left": contactLeft,
  digest,
  "report-waiting": reportWaiting,
  "register-unreachable": registerUnreachable,
  "danger-out-of-reach": dangerOutOfReach,
  "form-changed": formChanged,
  "form-gap": formGap,
  "clock-fails": clockFails,
  "reader-missing": readerMissing,
  "form-audience": formAudience,
  "education-missing": educationMissing,
  "proof-report": proofReport,
  "upgrade-waits": upgradeWaits,
  "installer-silent": installerSilent,
  "sealed-waits": sealedWaits,
  "rows-moved": rowsMoved,
  "tabs-made-again": tabsMadeAgain,
  "formula-found": formulaFound,
  "typed-by-another": typedByAnother,
  "register-moved": registerMoved,
  "reporter-not-reminded": reporterNotReminded,
};

/** The message of a kind: subject, text and html. Pure; the same input gives the same message. */
export function compose<K extends MessageKind>(kind: K, input: MessageInputs[K]): Message {
  const letter = templates[kind](input);
  return { subject: letter.subject, text: renderText(letter), html: renderHtml(letter) };
}
