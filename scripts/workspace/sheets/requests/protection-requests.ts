/** Requests about protected ranges. sheets-api.md 4. */
import { GoogleError, ownWords } from "../../service";
import { masked } from "../field-mask";
import { ProtectedRange } from "../messages/tab-messages";
import { integer, message, text } from "../payload";
import { passes, protectedCellText } from "../protection";
import { protectedRange } from "../replies/resource";
import type { Sheet } from "../store";
import {
  freshId,
  gridArea,
  maskOf,
  notModelled,
  placeOf,
  RequestError,
  requestKind,
  required,
  sheetOf,
  storedRange,
  type Work,
} from "./request-kind";

const protectionsOf = ({ protectedRanges }: Sheet) => protectedRanges;

/** As it is kept. The protection of a whole tab is of all that it ever has. */
function stored(work: Work, sheet: Sheet, protection: ProtectedRange): ProtectedRange {
  const { range = {}, unprotectedRanges: open } = protection;
  const { sheetId: _sheetId, ...bounds } = range;
  const isOfTab = Object.keys(bounds).length === 0;
  return {
    ...protection,
    ...(isOfTab ? {} : { range: storedRange(work, sheet, range) }),
    ...(open === undefined
      ? {}
      : { unprotectedRanges: open.map((one) => storedRange(work, sheet, one)) }),
  };
}

function checkProtection(work: Work, protection: ProtectedRange): void {
  const range = protection.range ?? {};
  const sheet = sheetOf(work, range.sheetId);
  const { sheetId: _sheetId, ...bounds } = range;
  const wholeTab = Object.keys(bounds).length === 0;
  if (!wholeTab) gridArea(sheet, range);
  if (!wholeTab && (protection.unprotectedRanges?.length ?? 0) > 0) {
    throw new RequestError(
      ownWords("Unprotected ranges can only be set when the whole sheet is protected"),
    );
  }
  for (const open of protection.unprotectedRanges ?? []) {
    if ((open.sheetId ?? 0) !== (range.sheetId ?? 0)) {
      throw new RequestError(ownWords("Unprotected ranges must be on the protected sheet"));
    }
    gridArea(sheet, open);
  }
  const other = sheet.protectedRanges.some(
    (one) =>
      one.protectedRangeId !== protection.protectedRangeId &&
      Object.keys(one.range ?? {}).every((field) => field === "sheetId"),
  );
  if (wholeTab && other) {
    throw new RequestError(`Sheet "${sheet.properties.title}" already has sheet protection.`);
  }
}

/**
 * Editors as sent. No source says whether Google adds the account that sets the protection, so that account must name itself unless it
 * is the owner.
 * @throws RequestError for one whom Google does not take.
 */
function withEditors(work: Work, protection: ProtectedRange): ProtectedRange {
  const { editors } = protection;
  if (editors === undefined) return protection;
  const users = (editors.users ?? []).map((user) => user.toLowerCase());
  const { address, owner } = work.actor;
  if (address !== owner && !users.includes(address)) {
    throw notModelled("editors of a protection without the account that sets it");
  }
  try {
    for (const user of users) work.mustTake(user);
  } catch (error) {
    throw error instanceof GoogleError ? new RequestError(error.message) : error;
  }
  return { ...protection, editors: { ...editors, users } };
}

export const addProtectedRange = requestKind(
  message({ protectedRange: ProtectedRange }),
  (work, request) => {
    const asked = required(request.protectedRange, "protectedRange");
    const protectedRangeId = freshId(
      work,
      asked.protectedRangeId,
      (id) =>
        work.spreadsheet.sheets.some((sheet) =>
          sheet.protectedRanges.some((one) => one.protectedRangeId === id),
        ),
      "protectedRangeId",
    );
    checkProtection(work, { ...asked, protectedRangeId });
    const { requestingUserCanEdit: _shown, ...kept } = withEditors(work, asked);
    const sheet = sheetOf(work, asked.range?.sheetId);
    const protection = { ...stored(work, sheet, kept), protectedRangeId };
    sheet.protectedRanges.push(protection);
    return {
      addProtectedRange: { protectedRange: protectedRange(protection, work.actor, "reply") },
    };
  },
);

function protectionToChange(work: Work, id: number | undefined): { sheet: Sheet; place: number } {
  const found = placeOf(
    work,
    protectionsOf,
    (one) => one.protectedRangeId === id,
    `No protected range with ID: ${id ?? 0}`,
  );
  const protection = found.sheet.protectedRanges[found.place];
  if (protection !== undefined && !passes(protection, work.actor)) {
    throw new RequestError(protectedCellText);
  }
  return found;
}

export const updateProtectedRange = requestKind(
  message({ protectedRange: ProtectedRange, fields: text }),
  (work, request) => {
    const asked = required(request.protectedRange, "protectedRange");
    const { sheet, place } = protectionToChange(work, asked.protectedRangeId);
    const before = sheet.protectedRanges[place];
    const id = before?.protectedRangeId ?? 0;
    const mask = maskOf(request.fields, ProtectedRange);
    const changed = { ...masked<ProtectedRange>(before, asked, mask), protectedRangeId: id };
    if ((changed.range?.sheetId ?? 0) !== sheet.properties.sheetId) {
      throw notModelled("a protected range that moves to another sheet");
    }
    checkProtection(work, changed);
    const { requestingUserCanEdit: _shown, ...kept } =
      asked.editors === undefined ? changed : withEditors(work, changed);
    sheet.protectedRanges[place] = { ...stored(work, sheet, kept), protectedRangeId: id };
    return {};
  },
);

export const deleteProtectedRange = requestKind(
  message({ protectedRangeId: integer }),
  (work, request) => {
    const { sheet, place } = protectionToChange(work, request.protectedRangeId);
    sheet.protectedRanges.splice(place, 1);
    return {};
  },
);
