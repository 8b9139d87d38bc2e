/** Makes the script fit: half of what the sources bundled have. */
import { minify } from "terser";
import { arrowFunctions } from "./arrow-functions";
import { type Bundle, scriptOf } from "./script";
import { sharedTexts } from "./share-texts";
import { defaultFunctions, shortDefaults } from "./short-defaults";

/**
 * The same program in less text, in lines of about 400 characters. Terser gets it smaller than esbuild. It goes over
 * the script twice, since it would write short constants back into their places.
 *
 * `unsafe_arrows` makes arrows of function expressions, which fails only where one is called with `new` or has a
 * prototype: the sources use classes for both.
 */
export async function shrunk({ statements, exports }: Bundle): Promise<string> {
  const shorter = arrowFunctions(shortDefaults(statements));
  const { code: compressed = "" } = await minify(scriptOf({ statements: shorter, exports }), {
    ecma: 2019,
    compress: { ecma: 2019, passes: 3, unsafe_arrows: true },
    mangle: false,
    format: { ecma: 2019 },
  });
  const opening = compressed.slice(0, compressed.indexOf("{") + 1);
  const { code = "" } = await minify(sharedTexts(compressed, opening, defaultFunctions), {
    ecma: 2019,
    compress: false,
    format: { ecma: 2019, max_line_len: 400 },
  });
  return code;
}
