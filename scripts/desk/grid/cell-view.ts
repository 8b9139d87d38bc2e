/** How the desk shows one cell, and which input it needs for it, based on the cell's format and validation rule. */
import type { CellFormat, DataValidationRule } from "../../workspace/sheets/messages/cell-messages";
import { evaluate, type Result, type Surroundings, UnknownFormula } from "./formula";

export interface InputView {
  readonly kind: "text" | "number" | "checkbox" | "list" | "date" | "date-time";
  /** The choices of a list. */
  readonly options: readonly string[];
  /** Whether the list refuses everything else. */
  readonly strict: boolean;
}

/** The kind of input with which a person types into the cell. */
export function inputOf(
  format: CellFormat | undefined,
  rule: DataValidationRule | undefined,
): InputView {
  const plain = (kind: InputView["kind"]): InputView => ({ kind, options: [], strict: false });
  if (rule?.condition?.type === "BOOLEAN") return plain("checkbox");
  if (rule?.condition?.type === "ONE_OF_LIST") {
    const options = (rule.condition.values ?? []).map((one) => one.userEnteredValue ?? "");
    return { kind: "list", options, strict: rule.strict === true };
  }
  switch (format?.numberFormat?.type) {
    case "DATE":
      return plain("date");
    case "DATE_TIME":
      return plain("date-time");
    case "NUMBER":
      return plain("number");
    default:
      return plain("text");
  }
}

/** What the cell shows. A formula is calculated; one that the desk cannot calculate is shown as written. */
export function shownValue(
  value: Result | { readonly formula: string },
  around: Surroundings,
): Result {
  if (value === null || typeof value !== "object") return value;
  try {
    return evaluate(value.formula, around);
  } catch (error) {
    if (!(error instanceof UnknownFormula)) throw error;
    return value.formula;
  }
}

/** A value as people read it. */
export function textOf(value: Result, { kind }: InputView): string {
  if (value === null) return "";
  if (typeof value === "boolean") return kind === "checkbox" ? "" : String(value).toUpperCase();
  if (typeof value === "number" && (kind === "date" || kind === "date-time")) {
    return serialInWords(value, kind) ?? String(value);
  }
  return String(value);
}

/** What the input starts with. */
export function inputValue(value: Result, { kind }: InputView): string | boolean {
  if (kind === "checkbox") return value === true;
  if (kind === "date" || kind === "date-time") {
    return typeof value === "number" ? serialAsInput(value, kind) : "";
  }
  return value === null ? "" : String(value);
}

/** What the cell holds after a person enters this. Sheets converts what is typed into a date or number cell. */
export function typedValue(
  value: string | boolean,
  { kind }: InputView,
): string | number | boolean | null {
  if (value === "") return null;
  if (typeof value === "boolean") return value;
  if (kind === "date" || kind === "date-time") return serialOfInput(value) ?? value;
  if (kind === "number" && value.trim() !== "" && Number.isFinite(Number(value))) {
    return Number(value);
  }
  return value;
}

interface Rgb {
  readonly red?: number | undefined;
  readonly green?: number | undefined;
  readonly blue?: number | undefined;
}

interface ColourStyle {
  readonly rgbColor?: Rgb | undefined;
}

/** A color as #rrggbb; a missing channel is 0. Null for no color and for a theme color. */
export function hexOf(style: ColourStyle | undefined): string | null {
  const colour = style?.rgbColor;
  if (colour === undefined) return null;
  const channel = (share = 0) =>
    Math.round(share * 255)
      .toString(16)
      .padStart(2, "0");
  return `#${channel(colour.red)}${channel(colour.green)}${channel(colour.blue)}`;
}

/** The look of a cell as CSS: its own format, covered by that of its conditional formats. */
export function styleOf(own: CellFormat | undefined, over: CellFormat | undefined) {
  const background = hexOf(over?.backgroundColorStyle) ?? hexOf(own?.backgroundColorStyle);
  const color =
    hexOf(over?.textFormat?.foregroundColorStyle) ?? hexOf(own?.textFormat?.foregroundColorStyle);
  const isBold = over?.textFormat?.bold ?? own?.textFormat?.bold ?? false;
  const align = own?.horizontalAlignment ?? "LEFT";
  return {
    ...(background !== null && { backgroundColor: background }),
    ...(color !== null && { color }),
    ...(isBold && { fontWeight: "bold" as const }),
    textAlign: align === "CENTER" ? ("center" as const) : align === "RIGHT" ? "right" : "left",
  };
}

const epoch = Date.UTC(1899, 11, 30);
const day = 86_400_000;

const dateWords = { weekday: "short", month: "short", day: "numeric", year: "numeric" } as const;
const dates = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...dateWords });
const dateTimes = new Intl.DateTimeFormat("en-US", {
  timeZone: "UTC",
  ...dateWords,
  hour: "numeric",
  minute: "2-digit",
});

/** Serial dates are exact enough for seconds on the page; anything finer is rounding. */
const instantOf = (serial: number): number => epoch + Math.round((serial * day) / 1_000) * 1_000;

/** A serial date in words, such as "Tue, Sep 1, 2026" or "Tue, Sep 1, 2026, 9:00 AM"; null for a number that is not a date. */
export function serialInWords(serial: number, kind: "date" | "date-time"): string | null {
  const at = instantOf(serial);
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return null;
  return (kind === "date" ? dates : dateTimes).format(at).replaceAll("\u202f", " ");
}

/** A serial date for a date input: "2026-09-01" or "2026-09-01T09:00"; empty for a number that is not a date. */
export function serialAsInput(serial: number, kind: "date" | "date-time"): string {
  const at = instantOf(serial);
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return "";
  return new Date(at).toISOString().slice(0, kind === "date" ? 10 : 16);
}

/** The serial date of the text in a date input; null for anything else. */
export function serialOfInput(text: string): number | null {
  if (!/^\d{4,6}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/.test(text)) return null;
  const at = Date.parse(text.includes("T") ? `${text}Z` : `${text}T00:00Z`);
  return Number.isFinite(at) ? (at - epoch) / day : null;
}
