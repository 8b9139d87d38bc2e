/** What a round keeps between its runs, in the script's properties: an answer a case, and notes. Each has a property of its own, so that runs side by side never write over each other. */
import type { Json } from "../../../tests/conformance/table/case";
import type { Door } from "../../../tests/conformance/table/door";

/** A case that was asked, or that its round went without. */
export type Answered =
  | { readonly answer: Json; readonly milliseconds: number }
  | { readonly without: string };

/** As kept: also one that is being asked, for the so-manieth time. */
type KeptAnswer = Answered | { readonly trying: number };

const prefixes = { answer: "answer:", note: "note:" } as const;

export class Kept {
  private readonly values: Record<string, string>;

  constructor(private readonly google: Door) {
    this.values = google.PropertiesService.getScriptProperties().getProperties();
  }

  /** The names that are neither an answer nor a note: what a cut case left, or what is not the probe's. */
  others(): readonly string[] {
    const ours = Object.values(prefixes);
    return Object.keys(this.values).filter((key) => !ours.some((one) => key.indexOf(one) === 0));
  }

  note(name: string): string {
    return this.values[prefixes.note + name] ?? "";
  }

  write(name: string, value: string): void {
    this.set(prefixes.note + name, value);
  }

  answered(id: string): Answered | null {
    const kept = this.kept(id);
    return kept === null || "trying" in kept ? null : kept;
  }

  /** How often the case was begun and never answered. */
  tries(id: string): number {
    const kept = this.kept(id);
    return kept !== null && "trying" in kept ? kept.trying : 0;
  }

  keep(id: string, answer: KeptAnswer): void {
    this.set(prefixes.answer + id, JSON.stringify(answer));
  }

  remove(name: string): void {
    this.google.PropertiesService.getScriptProperties().deleteProperty(name);
    delete this.values[name];
  }

  /** Everything of the round, at its very end. */
  forget(): void {
    // The note of whose Form this is goes last: until then a cut round is still known as one.
    const names = Object.keys(this.values);
    const last = `${prefixes.note}begun`;
    for (const name of names) if (name !== last) this.remove(name);
    if (names.indexOf(last) >= 0) this.remove(last);
  }

  private kept(id: string): KeptAnswer | null {
    const text = this.values[prefixes.answer + id];
    // Written by `keep`.
    return text === undefined ? null : (JSON.parse(text) as KeptAnswer);
  }

  private set(key: string, value: string): void {
    this.google.PropertiesService.getScriptProperties().setProperty(key, value);
    this.values[key] = value;
  }
}
