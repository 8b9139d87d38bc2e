/** The poster in a browser: its code leads to the Form, and it is one sheet of paper. */
import jsQR from "jsqr";
import { expect, test } from "vitest";
import { openDesk } from "../desk/open-desk";
import { openEditor } from "./dialog-harness";

/** Runs in a page: the pixels of a PNG, in base64. */
const pixels = (png: string) => `(async () => {
  const image = new Image();
  image.src = "data:image/png;base64,${png}";
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return { width: image.width, height: image.height, data: [...context.getImageData(0, 0, image.width, image.height).data] };
})()`;

/** What `pixels` answers. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: readonly number[];
}

test("has the Form's link as a code that can be read, and in letters; what to do comes first, in two languages; it fits on one sheet", async () => {
  const desk = await openDesk();
  const session = await openEditor(desk);
  const { page, dialog } = session;
  await session.choose("Poster");
  await session.reaches("Student safety report");
  expect(await session.faults()).toEqual([]);
  const words = await dialog.locator("#page p").allTextContents();
  for (const told of [
    "EMERGENCY? CALL 911 FIRST.",
    "¿EMERGENCIA? LLAME PRIMERO AL 911.",
    /^This form is not a mandated report\./,
    /^Este formulario no es un reporte obligatorio\./,
    /\(415\) 473-7153$/,
  ]) {
    expect(words).toContainEqual(
      typeof told === "string" ? told : expect.stringMatching(told.source),
    );
  }
  const link = words.find((one) => one.startsWith("https://"));
  const shot = await dialog.locator("svg").screenshot();
  const blank = await page.context().newPage();
  // The type of `pixels`, above.
  const { data, width, height } = (await blank.evaluate(
    pixels(shot.toString("base64")),
  )) as Picture;
  expect(jsQR(Uint8ClampedArray.from(data), width, height)?.data).toBe(link);
  await blank.setContent(await session.frame().content());
  const printed = (await blank.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(printed.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  await session.close();
  await desk.close();
});
