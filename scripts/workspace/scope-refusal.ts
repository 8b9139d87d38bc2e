/** What a script reads where a call needs a permission that its account has not given (platform.md 8). */
import { GoogleError } from "./service";

const scopePrefix = "https://www.googleapis.com/auth/";

/** @param scopes short names, any one of which would do. */
export function scopeRefusal(path: string, scopes: readonly string[]): GoogleError {
  const needed = scopes.map((scope) => scopePrefix + scope);
  const listed = needed.length === 1 ? needed[0] : `(${needed.join(" || ")})`;
  return new GoogleError(
    `You do not have permission to call ${path}. Required permissions: ${listed}`,
  );
}
