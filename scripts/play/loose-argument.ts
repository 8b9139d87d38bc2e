/**
 * Reads an argument whose shape design 6 leaves open: a bare value, or an object with one of several names for each member. Unknown
 * members are refused, never ignored.
 */
import type * as z from "zod";
import { PersonRefused } from "../workspace/forms";

export type Json = z.infer<ReturnType<typeof z.json>>;

export class LooseArgument {
  private readonly members: ReadonlyMap<string, Json>;
  private readonly unread: Set<string>;

  /** `what` names the event in error messages. `beside` are members next to the argument in the event. */
  constructor(
    private readonly what: string,
    private readonly argument: Json,
    beside: Readonly<Record<string, Json>> = {},
  ) {
    const own =
      typeof argument === "object" && argument !== null && !Array.isArray(argument) ? argument : {};
    this.members = new Map(Object.entries({ ...beside, ...own }));
    this.unread = new Set(this.members.keys());
  }

  /** The argument if it is not an object with members. */
  get bare(): Json {
    const { argument } = this;
    return typeof argument === "object" && argument !== null && !Array.isArray(argument)
      ? null
      : argument;
  }

  /** The argument if it is a text. */
  get bareText(): string | undefined {
    return typeof this.argument === "string" ? this.argument : undefined;
  }

  /** The first of these members that exists. */
  member(...names: readonly string[]): Json | undefined {
    for (const name of names) {
      const value = this.members.get(name);
      if (value !== undefined) {
        this.unread.delete(name);
        return value;
      }
    }
    return undefined;
  }

  text(...names: readonly string[]): string | undefined {
    const value = this.member(...names);
    if (value === undefined || typeof value === "string") return value;
    return this.refuse(`${names.join(" or ")} is no text`);
  }

  count(...names: readonly string[]): number | undefined {
    const value = this.member(...names);
    if (value === undefined) return undefined;
    if (typeof value === "number" && Number.isInteger(value)) return value;
    return this.refuse(`${names.join(" or ")} is no whole number`);
  }

  flag(...names: readonly string[]): boolean | undefined {
    const value = this.member(...names);
    if (value === undefined || typeof value === "boolean") return value;
    return this.refuse(`${names.join(" or ")} is neither true nor false`);
  }

  /** Texts and numbers, given alone or as a list. */
  list(...names: readonly string[]): readonly (string | number)[] | undefined {
    const value = this.member(...names);
    if (value === undefined) return undefined;
    const all = Array.isArray(value) ? value : [value];
    const kept = all.filter((one) => typeof one === "string" || typeof one === "number");
    return kept.length === all.length ? kept : this.refuse(`${names.join(" or ")} is no list`);
  }

  /** Call this after reading everything: a member that was not read is a mistake in the scenario. */
  finish(): void {
    const [name] = this.unread;
    if (name !== undefined) this.refuse(`it takes no \`${name}\``);
  }

  refuse(why: string): never {
    throw new PersonRefused(`${this.what} refused: ${why}`);
  }
}
