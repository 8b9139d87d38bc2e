/** The script with a mistake planted in it, for a test. */
import { type Plants, planted } from "../../scripts/bench/planted";
import { builtBundle } from "../../scripts/play/bundle";

export async function withPlanted<T>(plants: Plants, use: (dist: string) => T): Promise<T> {
  const dist = await builtBundle();
  return planted(dist, plants, use);
}
