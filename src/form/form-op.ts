/** What can be done to the Form, one change at a time. */
import type { FormSetting, FormText } from "../ports";
import type { PlannedChoice } from "./choice-plan";
import type { DesiredItem, Leads } from "./desired-form";
import type { FormKey } from "./form-keys";

export type Words = Pick<DesiredItem, "title" | "help">;

/** One change to the Form. Items are named by key, since an item that is still to be added has no id. */
export type FormOp =
  | { readonly do: "set-text"; readonly text: FormText; readonly value: string }
  | { readonly do: "set"; readonly setting: FormSetting; readonly value: boolean }
  | { readonly do: "remove-stub"; readonly id: number }
  | { readonly do: "add"; readonly item: DesiredItem; readonly index: number | null }
  | { readonly do: "remove"; readonly key: FormKey }
  | { readonly do: "adopt"; readonly key: FormKey; readonly id: number }
  | { readonly do: "move"; readonly key: FormKey; readonly index: number }
  /** Stores the ids that are known by now. */
  | { readonly do: "remember" }
  | { readonly do: "set-words"; readonly key: FormKey; readonly words: Words }
  | { readonly do: "set-required"; readonly key: FormKey; readonly required: boolean }
  | {
      readonly do: "set-choices";
      readonly key: FormKey;
      readonly choices: readonly PlannedChoice[];
    }
  | {
      readonly do: "set-preceding-leads-to";
      readonly key: FormKey;
      readonly goTo: Leads;
    };
