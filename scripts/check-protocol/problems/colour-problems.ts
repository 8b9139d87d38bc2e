/** Levels whose name nobody can read in its cell. */
import type { ProtocolPack } from "../../../src/protocol/pack";
import { placeWords } from "../place-words";

/** Of WCAG 2.2, 1.4.3: text of usual size. */
const leastContrast = 4.5;

/** Relative luminance of a colour such as "#664a00" (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

export function colourProblems(pack: ProtocolPack): readonly string[] {
  return pack.levels.flatMap(({ colours: { text, background } }, at) => {
    const found = contrast(text, background);
    return found >= leastContrast
      ? []
      : [
          `${placeWords(pack, ["levels", String(at), "colours"])}: ${text} on ${background} cannot be read well: the contrast is ${(Math.floor(found * 10) / 10).toFixed(1)} to 1, and takes ${leastContrast}. Write a darker text or a lighter background.`,
        ];
  });
}
