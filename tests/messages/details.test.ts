/** What the Outbox stores of a message: any content of the cell can be read, and what is written is read back the same. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { detailOf, message, queuedKinds, traitsOf } from "../../src/messages/messages";
import { type NoticeToTell, noticeIds } from "../../src/messages/notices-to-leads";
import { storedDetail } from "../../src/registers/change";
import { noticeEmail } from "./letters";

const row = { id: "r x", to: "contact@district.example", case: "26-0001" };
/** A detail as the Outbox gives it back. */
const stored = (values: object) => ({ detail: storedDetail(JSON.parse(JSON.stringify(values))) });

test("any JSON in the cell is read as a detail of every kind, and no member is missing", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...queuedKinds()),
      fc.jsonValue(),
      fc.jsonValue(),
      (kind, all, one) => {
        const members = Object.keys(detailOf(kind, stored({})));
        const spoilt = Object.fromEntries(members.map((key) => [key, one]));
        for (const values of [Object(all), spoilt]) {
          const read = detailOf(kind, stored(values));
          expect(Object.keys(read)).toEqual(members);
          expect(Object.values(read)).not.toContain(undefined);
        }
      },
    ),
  );
});

// Sent past every register: no row holds it.
const storedNotices = noticeIds().filter((id) => id !== "clock-fails");

test("any JSON in a notice is written as its words, whatever was typed over it", () => {
  fc.assert(
    fc.property(fc.constantFrom(...storedNotices), fc.jsonValue(), (id, one) => {
      const typed = "Annq Exampleq";
      const values = { account: one, cells: [typed], who: [typed], year: one, dangers: [typed] };
      // Somebody typed it: no notice is made so.
      const { text } = noticeEmail({ ...values, id } as unknown as NoticeToTell);
      for (const word of typed.split(" ")) expect(text).not.toContain(word);
    }),
  );
});

test("what is written is what is read; what a person typed over it is dropped, the rest counts", () => {
  const others = ["26-0002 backup-contact"] as const;
  const written = message(
    "contact-left",
    { others, from: ["old@district.example"], isLost: false },
    row,
  );
  expect(written.detail).toEqual({ others, from: ["old@district.example"], isLost: false });
  expect(detailOf("contact-left", written).others).toEqual(["Case 26-0002: the backup contact"]);
  const typed = stored({ others: ["26-0002 principal", "26-0003 district-lead"] });
  expect(detailOf("contact-left", typed)).toEqual({
    others: ["Case 26-0003: the district lead"],
    from: [],
    isLost: false,
  });
  expect(detailOf("case-given", stored({ because: "a whim" })).because).toBe("stepped-aside");
  expect(detailOf("typed-by-another", stored({ by: "unknown editor" })).by).toBeNull();
  expect(detailOf("report-added", stored({ writtenReportDue: "soon", dueFrom: 7 }))).toEqual({
    writtenReportDue: 0,
    dueFrom: "received",
    reporterTold: false,
    isAnonymous: false,
    parentKnew: false,
    danger: false,
  });
});

test("a detail that its kind does not have is no message: the compiler says so", () => {
  // @ts-expect-error No such reason.
  message("case-given", { because: "a-whim" }, row);
  // @ts-expect-error Nothing says why.
  message("case-given", {}, row);
  // @ts-expect-error It goes out past every register, and no Outbox holds it.
  message("sealed-waits", {}, row);
  const made = message("case-opened", { dueFrom: "learned" }, row);
  // @ts-expect-error A detail is made by `message` alone.
  made.detail satisfies { dueFrom: string };
  expect(made.detail).toEqual({ dueFrom: "learned" });
});

test("a kind of a newer version waits like any other mail", () => {
  expect(traitsOf({ kind: "not-known-here", ...stored({}) })).toEqual({ to: "actor" });
});
