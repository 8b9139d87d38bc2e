/** Formats as replies show them: each colour twice, as itself and as a style (recorded: gspread's cassette `test_format`), and the whole look of a cell as `effectiveFormat`. */
import type { CellFormat } from "../messages/cell-messages";
import { withoutDefaults } from "./resource";

type Style = CellFormat["backgroundColorStyle"];
type Colour = CellFormat["backgroundColor"];

const colourOf = (colour: Colour, style: Style): Colour => style?.rgbColor ?? colour;
const styleOf = (colour: Colour, style: Style): Style =>
  style ?? (colour === undefined ? undefined : { rgbColor: colour });

function withBoth(format: CellFormat): Record<string, unknown> {
  const { backgroundColor, backgroundColorStyle, textFormat } = format;
  return {
    ...format,
    backgroundColor: colourOf(backgroundColor, backgroundColorStyle),
    backgroundColorStyle: styleOf(backgroundColor, backgroundColorStyle),
    ...(textFormat === undefined
      ? {}
      : {
          textFormat: {
            ...textFormat,
            foregroundColor: colourOf(textFormat.foregroundColor, textFormat.foregroundColorStyle),
            foregroundColorStyle: styleOf(
              textFormat.foregroundColor,
              textFormat.foregroundColorStyle,
            ),
          },
        }),
  };
}

/** What a person or the script has set. */
export const shownFormat = (format: CellFormat): unknown => withoutDefaults(withBoth(format));

const white = { red: 1, green: 1, blue: 1 };
/** A cell that nobody has formatted; assumed from what replies are reported to hold. */
const born: CellFormat = {
  backgroundColor: white,
  padding: { top: 2, right: 3, bottom: 2, left: 3 },
  horizontalAlignment: "LEFT",
  verticalAlignment: "BOTTOM",
  wrapStrategy: "OVERFLOW_CELL",
  textFormat: { foregroundColor: {}, fontFamily: "Arial", fontSize: 10 },
  hyperlinkDisplayType: "PLAIN_TEXT",
};
const plainText = { bold: false, italic: false, strikethrough: false, underline: false };

/** The look of a cell, whatever it comes from; conditional formats are not modelled. */
export function effectiveFormat(format: CellFormat | undefined): unknown {
  const { textFormat, ...whole } = withBoth({
    ...born,
    ...format,
    textFormat: { ...born.textFormat, ...format?.textFormat },
  });
  return {
    ...Object(withoutDefaults(whole)),
    textFormat: { ...plainText, ...Object(withoutDefaults(textFormat)) },
  };
}
