/** The kinds of message about the desk itself and its Form, to district lead and admin. */

import { missingReaders } from "../../district/sealed-readers";
import {
  formChanged,
  installerSilent,
  readerMissing,
  rollOverDue,
  staffAndOthers,
} from "../templates/about-the-desk";
import { educationMissing } from "../templates/about-the-register";
import { kind, toFile } from "./kind";

const toLeads = { to: "leads", tells: "other", inSealed: false } as const;

/** Kinds of message about the desk itself. */
export const aboutTheDesk = {
  "form-changed": kind("form-changed", toLeads, formChanged, (detail) => detail),
  "education-missing": kind(
    "education-missing",
    toLeads,
    educationMissing,
    ({ year, schools, missing }, writing) => ({ year, schools, missing, link: toFile(writing) }),
  ),
  /** Nothing once Contacts leave no report without a reader. */
  "reader-missing": kind(
    "reader-missing",
    toLeads,
    readerMissing,
    (_detail, _writing, { directory }) => {
      const gaps = missingReaders(directory);
      return gaps.length === 0 ? null : { gaps };
    },
  ),
  "roll-over-due": kind("roll-over-due", toLeads, rollOverDue, (detail) => detail),
  "installer-silent": kind(
    "installer-silent",
    { ...toLeads, inSealed: true },
    installerSilent,
    ({ account, trigger }, _writing, { directory }) => ({
      account: staffAndOthers([account], directory),
      trigger,
    }),
  ),
};
