/** What the dialog shows, as data: the script decides, the page draws. */

export interface Action {
  readonly act: Request["act"];
  readonly label: string;
  readonly primary?: boolean;
}

export interface View {
  readonly heading: string;
  readonly lines: readonly string[];
  /** Cases answered, of all. */
  readonly done: number;
  readonly total: number;
  /** Pages to open in another tab. */
  readonly links: readonly { readonly label: string; readonly address: string }[];
  readonly actions: readonly Action[];
  /** One of these is chosen before going on. */
  readonly kinds: readonly { readonly value: string; readonly label: string }[];
  /** What the page does by itself: go on at once, look at what carries its calls, or ask again after so many seconds. */
  readonly next: "go" | "look" | { readonly seconds: number } | null;
  /** The text to copy, at the end. */
  readonly result: string | null;
}

/** What the page asks of the script. */
export type Request =
  | { readonly act: "go" }
  | { readonly act: "begin"; readonly kind: string }
  | { readonly act: "seen"; readonly seen: string }
  | { readonly act: "without" }
  | { readonly act: "person" }
  | { readonly act: "clear" };

export const kinds = [
  { value: "education", label: "Google Workspace for Education" },
  { value: "workspace", label: "another Google Workspace" },
  { value: "private", label: "a private Google account" },
] as const;

const blank: View = {
  heading: "",
  lines: [],
  done: 0,
  total: 0,
  links: [],
  actions: [],
  kinds: [],
  next: null,
  result: null,
};

export function view(parts: Partial<View> & Pick<View, "heading" | "lines">): View {
  return { ...blank, ...parts };
}
