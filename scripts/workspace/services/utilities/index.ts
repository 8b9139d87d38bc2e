/** Utilities: dates as text, sleeping, unique ids and digests. */

import { type DateValue, type EnumValue, LocalRefusal, type ServiceClass } from "../../service";
import { hmacBytes, sha256Bytes, sha256Text } from "../../text-bytes";
import {
  expectCount,
  expectNumber,
  expectObject,
  expectText,
  freeCall,
  globalClass,
  unmodelledArgument,
} from "../declare";

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  try {
    const made = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    formatters.set(zone, made);
    return made;
  } catch {
    // Java uses GMT for an unknown zone, which would hide the mistake.
    throw new LocalRefusal(
      `modelled, but not with this argument: Utilities.formatDate: the zone "${zone}"`,
    );
  }
}

const quarter = 900_000;
/**
 * Known offsets by zone and quarter of an hour (offsets change only at quarter hours). Runs ask for the same few again and again, and
 * `Intl` is slow.
 */
const known = new Map<string, string>();
const mostKnown = 20_000;

/** The offset in an IANA zone at an instant (milliseconds since 1970), e.g. "-0800". */
export function formatDate(instant: number, zone: string, pattern: string): string {
  if (pattern !== "Z") {
    throw new LocalRefusal(
      `modelled, but not with this argument: Utilities.formatDate: the pattern "${pattern}"`,
    );
  }
  const key = `${zone} ${Math.floor(instant / quarter)}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const parts = formatterOf(zone).formatToParts(instant);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const offset = name === "GMT" ? "+0000" : name.replace(/^GMT/, "").replace(":", "");
  if (known.size >= mostKnown) known.clear();
  known.set(key, offset);
  return offset;
}

interface UtilitiesSlice {
  nextUuid: number;
}

function expectDate(call: string, value: unknown): number {
  const { $date }: Partial<DateValue> = expectObject(call, value, "the date");
  return typeof $date === "number" ? $date : unmodelledArgument(call, "no date");
}

/** A made-up UUID that depends only on its number, so that a day played twice gives the same ids. */
function uuid(serial: number): string {
  const hex = sha256Text(`uuid ${serial}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The last text and its digest: Check asks for the digest of the whole script each time. */
let last = { text: "", digest: sha256("") };

/** The digest as Java's signed bytes, -128 to 127. */
function sha256(text: string): readonly number[] {
  return [...new Int8Array(sha256Bytes(text))];
}

function digestOf(text: string): readonly number[] {
  if (last.text !== text) last = { text, digest: sha256(text) };
  return last.digest;
}

export const utilitiesServices: readonly ServiceClass[] = [
  globalClass(
    "Utilities.Utilities",
    {
      computeDigest: freeCall((_, __, args) => {
        const call = "Utilities.computeDigest";
        expectCount(call, args, 3);
        const [algorithm, charset] = [args[0], args[2]].map(
          (one) => (one as Partial<EnumValue> | null)?.value, // JSON; what it lacks reads as undefined.
        );
        if (algorithm !== "SHA_256" || charset !== "UTF_8") {
          unmodelledArgument(call, `${algorithm} of a text in ${charset}`);
        }
        const text = expectText(call, args[1], "the text");
        return digestOf(text);
      }),
      computeHmacSha256Signature: freeCall((_, __, args) => {
        const call = "Utilities.computeHmacSha256Signature";
        expectCount(call, args, 3);
        const charset = (args[2] as Partial<EnumValue> | null)?.value; // JSON; what it lacks reads as undefined.
        if (charset !== "UTF_8") unmodelledArgument(call, `a text in ${charset}`);
        const [text, key] = [args[0], args[1]].map((one) => expectText(call, one, "the text"));
        if (key === "") unmodelledArgument(call, "an empty key");
        return [...new Int8Array(hmacBytes(key ?? "", text ?? ""))];
      }),
      formatDate: freeCall((_, __, args) => {
        const call = "Utilities.formatDate";
        expectCount(call, args, 3);
        const zone = expectText(call, args[1], "the zone");
        return formatDate(
          expectDate(call, args[0]),
          zone,
          expectText(call, args[2], "the pattern"),
        );
      }),
      sleep: freeCall((context, _, args) => {
        const call = "Utilities.sleep";
        expectCount(call, args, 1);
        const wait = expectNumber(call, args[0], "the wait");
        // REF says at most five minutes.
        if (wait < 0 || wait > 300_000) unmodelledArgument(call, `${wait} ms`);
        context.pass(wait);
      }),
      getUuid: freeCall((context, _, args) => {
        expectCount("Utilities.getUuid", args, 0);
        const slice = context.store.slice<UtilitiesSlice>("utilities", () => ({ nextUuid: 1 }));
        slice.nextUuid += 1;
        return uuid(slice.nextUuid - 1);
      }),
    },
    {
      DigestAlgorithm: ["MD2", "MD5", "SHA_1", "SHA_256", "SHA_384", "SHA_512"],
      Charset: ["US_ASCII", "UTF_8"],
    },
  ),
];
