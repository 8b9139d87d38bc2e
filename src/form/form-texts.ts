/** The Form's title, description and other texts: what of a district's own words stays. */
import type { FormSetting, FormState } from "../ports";
import type { DesiredForm } from "./desired-form";
import type { FormOp } from "./form-op";
import { type SafetyText, safeText } from "./safety-texts";

/** Changes for the settings that differ from what is wanted. */
export function settingOps(
  state: FormState,
  wanted: readonly (readonly [FormSetting, boolean])[],
): readonly FormOp[] {
  return wanted
    .filter(([setting, value]) => state.settings[setting] !== value)
    .map(([setting, value]) => ({ do: "set", setting, value }));
}

/** Changes for title, description and the other texts of the Form. A district's own words stay where they say all that they must. */
export function planTexts(desired: DesiredForm, state: FormState): readonly FormOp[] {
  const ops: FormOp[] = [];
  const { title } = state.texts;
  const isOther = title !== desired.title && desired.otherwise.some((one) => one.title === title);
  if (isOther || ["", "Untitled form"].includes(title)) {
    ops.push({ do: "set-text", text: "title", value: desired.title });
  }
  const safe = (text: "description" | "confirmation", wanted: SafetyText): void => {
    const others = desired.otherwise.map((form) => form[text]);
    const earlier = withNumber(wanted, desired.districtNumber, state.texts[text]);
    const present = inWordsOf(wanted, others, earlier);
    const value = safeText(present, wanted, desired.isLive ? "live" : "not-live");
    if (value !== state.texts[text]) ops.push({ do: "set-text", text, value });
  };
  safe("description", desired.description);
  safe("confirmation", desired.confirmation);
  return ops;
}

/** How the Form writes a number. */
const anyNumber = /\(\d{3}\) \d{3}-\d{4}/.source;

/** As part of a regular expression that finds exactly this text. */
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Finds these words with whatever number stands where they have the district's; null where they have none. */
function withAnyNumber(words: string, number: string | null): RegExp | null {
  if (number === null || !words.includes(number)) return null;
  const parts = words.split(number).map(literally);
  return new RegExp(parts.join(anyNumber), "g");
}

/** Whether a help text is the desk's own but for an earlier number of Contacts. */
export function isButForNumber(help: string, wanted: string, number: string | null): boolean {
  const earlier = withAnyNumber(wanted, number);
  return earlier !== null && help.replace(earlier, "") === "";
}

/** The text with an earlier number of Contacts replaced by today's, where the words around it are the desk's own. */
function withNumber(wanted: SafetyText, number: string | null, present: string): string {
  return [wanted.notice, wanted.text].reduce((text, words) => {
    const earlier = withAnyNumber(words, number);
    return earlier === null ? text : text.replace(earlier, () => words);
  }, present);
}

/** The text with every passage that is of another pack, or of other languages, replaced by these words. */
function inWordsOf(wanted: SafetyText, others: readonly SafetyText[], present: string): string {
  const replaced = (text: string, part: "text" | "notice"): string => {
    const known = [wanted, ...others].map((one) => one[part]).sort((x, y) => y.length - x.length);
    // The longest first, and all at once: one may be a part of another.
    return text.replace(
      new RegExp([...new Set(known)].map(literally).join("|"), "g"),
      () => wanted[part],
    );
  };
  return replaced(replaced(present, "text"), "notice");
}
